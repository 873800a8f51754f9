/* s6-linux-init-shutdown.c - ask for a shutdown, now or later, or take that back. */
#include <skalibs/djbunix.h>
#include <skalibs/types.h>
#include <time.h>
#include <utmpx.h>

#include "builtin.h"
#include "shutdown.h"
#include "stamp.h"

struct opts {
	int what, only_tell, authorized, confirm, cancel, ignored;
	unsigned int grace;
};

static struct opt const opts[] = {
	SET('h', "halt", struct opts, what, SHUTDOWN_HALT, "halt"),
	SET('H', 0, struct opts, what, SHUTDOWN_HALT, "as -h"),
	SET('p', "poweroff", struct opts, what, SHUTDOWN_POWEROFF, "halt and turn the power off"),
	SET('P', 0, struct opts, what, SHUTDOWN_POWEROFF, "as -p"),
	SET('r', "reboot", struct opts, what, SHUTDOWN_REBOOT, "start anew"),
	SET('k', "only-warn", struct opts, only_tell, 1, "only tell those who are logged in"),
	SET('a', "authorized", struct opts, authorized, 1,
		"only if one of those in /etc/shutdown.allow is logged in"),
	NUM('t', "grace", struct opts, grace, SHUTDOWN_GRACE_MAX / 1000, "seconds",
		"how long processes have from SIGTERM to SIGKILL"),
	SET('i', "interactive", struct opts, confirm, 1,
		"ask for the name of the machine first, which nobody types by mistake"),
	SET('c', "cancel", struct opts, cancel, 1, "cancel what was asked for before"),
	SET('f', "fast", struct opts, ignored, 1, "does nothing, for older scripts"),
	SET('F', "fsck", struct opts, ignored, 1, "does nothing, for older scripts"),
	{ 0 },
};

enum { NOT_AUTHORIZED = 1, DAY_MINUTES = 24 * 60 };

static int is_listed(char const *names, char const *user, size_t len)
{
	for (char const *s = names; *s; s += strcspn(s, "\n")) {
		s += strspn(s, "\n");
		if (len && !strncmp(s, user, len) && strchr("\n", s[len]))
			return 1;
	}
	return 0;
}

/* Whether somebody in /etc/shutdown.allow is logged in; without that file all are authorized. */
static int authorized(void)
{
	stralloc names = STRALLOC_ZERO;
	struct utmpx const *u;
	int ok = 0;
	if (!openslurpclose(&names, "/etc/shutdown.allow") || !stralloc_0(&names))
		return errno == ENOENT;
	setutxent();
	while (!ok && (u = getutxent()))
		ok = u->ut_type == USER_PROCESS &&
		     is_listed(names.s, u->ut_user, strnlen(u->ut_user, sizeof u->ut_user));
	endutxent();
	stralloc_free(&names);
	return ok;
}

/* How many milliseconds there are until the clock shows the hour H and the minute M. */
static uint64_t until(unsigned int h, unsigned int m)
{
	time_t now = time(0);
	struct tm tm;
	localtime_r(&now, &tm);
	unsigned int passed = (unsigned int)(tm.tm_hour * 60 + tm.tm_min), wanted = h * 60 + m;
	unsigned int minutes = (wanted + DAY_MINUTES - passed) % DAY_MINUTES;
	if (!minutes && tm.tm_sec)
		minutes = DAY_MINUTES;
	return ((uint64_t)minutes * 60 - (uint64_t)(minutes ? tm.tm_sec : 0)) * 1000;
}

/* now, minutes with or without a plus, or hours:minutes. */
static int read_time(uint64_t *ms, char const *s)
{
	unsigned int n, m;
	size_t len;
	*ms = 0;
	if (!strcmp(s, "now"))
		return 1;
	s += *s == '+';
	if (!(len = uint_scan(s, &n)))
		return 0;
	*ms = (uint64_t)n * 60000;
	if (!s[len])
		return 1;
	if (s[len] != ':' || n > 23 || !uint0_scan(s + len + 1, &m) || m > 59)
		return 0;
	*ms = until(n, m);
	return 1;
}

static char const *announcement(
	struct ctx *x, struct opts const *o, struct shutdown const *s, char const *message)
{
	char const *what = o->what == SHUTDOWN_REBOOT     ? "start anew"
			   : o->what == SHUTDOWN_POWEROFF ? "be turned off"
			   : o->what == SHUTDOWN_HALT     ? "halt"
							  : "stop its services";
	char b[DECIMAL];
	char const *when = s->delay < 60000 ? " NOW." : " in ";
	char const *minutes = s->delay < 60000 ? "" : decimal(b, (s->delay + 59999) / 60000);
	if (o->cancel)
		return join(x, "The shutdown is cancelled: this machine goes on.",
			message ? "\r\n" : "", message ? message : "");
	return join(x, "This machine is going to ", what, when, minutes,
		*minutes ? " minutes." : "", message ? "\r\n" : "", message ? message : "");
}

static struct next run_shutdown(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	char const *message = c->arg[!o->cancel];
	struct shutdown s = { .what = o->cancel ? SHUTDOWN_CANCEL
				      : o->what ? (char)o->what
						: SHUTDOWN_SINGLE,
		.grace = o->grace * 1000 };
	stamp_zone(env_value(x, "TZ"));
	if (!o->cancel && !read_time(&s.delay, c->arg[0]))
		return fail(
			x, "invalid time: ", c->arg[0], ": it is now, minutes, or hours:minutes");
	if (o->authorized && !authorized())
		return failcode(
			x, NOT_AUTHORIZED, "nobody who is in /etc/shutdown.allow is logged in");
	struct next n = o->confirm ? shutdown_confirm(x) : chain(0);
	if (n.how == NEXT_CHAIN && !o->only_tell)
		n = shutdown_ask(x, &s);
	if (n.how == NEXT_EXIT)
		return n;
	shutdown_tell(x, announcement(x, o, &s, message));
	return leave(0);
}

struct cmd const cmd_s6_linux_init_shutdown = {
	.name = "s6-linux-init-shutdown",
	.brief = "ask for a shutdown, now or later, or take that back",
	.form = "time [message] | [message]",
	.form_slot = FORM_SLOT(struct opts, cancel),
	OPTS(struct opts, opts, 0),
	.traits = LEAF,
	.run = run_shutdown,
	.operands = "time: now, in how many minutes, or hours:minutes\n"
		    "message: what to tell those who are logged in",
	.exits =
		"0 when it is under way or noted, 1 when -a or -i forbids it, 100 when no s6-linux-init-shutdownd is "
		"there to do it",
	.help = "s6-linux-init-shutdownd does it. Without -h, -p or -r services are stopped, by rc.shutdown, and nothing else.",
	.example = "s6-linux-init-shutdown -r +5 \"a new kernel\"",
};
