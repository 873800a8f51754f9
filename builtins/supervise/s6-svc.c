/* s6-svc.c - give commands to supervisors, and wait for what comes of it. */
#include "builtin.h"

#include <skalibs/sig.h>
#include <unistd.h>

#include "control.h"
#include "svc.h"
#include "svclient.h"
#include "svwait.h"

static struct opt const opts[] = { SVC_OPTS, { 0 } };

#define CASE(letter, sig, group, help) { (letter), (group) ? 0 : (sig) },

static struct {
	char letter;
	int sig;
} const signals[] = { SVC_SIGNALS(CASE) };

/* The letter that sends the signal called NAME, or 0. */
static char signal_letter(char const *name)
{
	int sig = 0;
	size_t i = 0, n = sizeof signals / sizeof *signals;
	if (!sig0_scan(name, &sig))
		return 0;
	while (i < n && signals[i].sig != sig)
		i++;
	return sig && i < n ? signals[i].letter : 0;
}

/* Commands as they are sent. Returns 0, or the name of a signal that cannot be. */
static char const *translate(char *to, struct letters const *commands)
{
	for (unsigned int i = 0; i < commands->n; i++) {
		to[i] = commands->s[i] == 's' ? signal_letter(commands->arg[i]) : commands->s[i];
		if (!to[i])
			return commands->arg[i];
	}
	return 0;
}

enum { UNHEARD = 102 };

static int unable(struct ctx *x, char const *dir)
{
	if (control_unheard(errno))
		return failcode(x, UNHEARD, "unable to control ", dir, ": it is not supervised")
			.code;
	return failsys(x, "unable to control ", dir).code;
}

/* Tells each of DIRS. What goes wrong with one does not keep the others from being told. */
static int send_all(struct ctx *x, char const *const *dirs, char const *letters, size_t n)
{
	int code = 0;
	for (; *dirs; dirs++)
		if (service_send(*dirs, letters, n) < 0)
			code = unable(x, *dirs);
	return code;
}

/* Without a notification-fd readiness would never come. */
static char what_can_come(struct ctx *x, char const *dir, char state)
{
	char b[SERVICE_PATH];
	if ((state != SVWAIT_READY && state != SVWAIT_RESTARTED_READY) ||
		(service_path(b, dir, "notification-fd") && !access(b, F_OK)))
		return state;
	warn(x, dir, " has no notification-fd: waiting until it is up, ready or not");
	return state == SVWAIT_READY ? SVWAIT_UP : SVWAIT_RESTARTED;
}

static struct next send_and_wait(
	struct ctx *x, struct svc_opts const *o, char const *const *dirs, char const *letters)
{
	struct svwait w;
	struct svwait_opts wait = { .goal = *o->state, .ms = o->ms };
	svwait_init(x, &w, dirs, &wait);
	for (size_t i = 0; i < w.n; i++)
		svwait_aim(&w, i, what_can_come(x, dirs[i], *o->state));
	if (svwait_start(&w) < 0)
		return svwait_leave(x, &w);
	int code = send_all(x, dirs, letters, o->commands.n);
	if (code) {
		svwait_cancel(&w);
		return leave(code);
	}
	svwait_end(&w);
	return svwait_leave(x, &w);
}

static int heard(struct ctx *x, char const *const *dirs)
{
	for (; *dirs; dirs++)
		if (!service_supervised(*dirs)) {
			errno = ENXIO;
			return unable(x, *dirs);
		}
	return 0;
}

static struct next run_svc(struct ctx *x, struct call const *c)
{
	struct svc_opts const *o = c->opt;
	char letters[sizeof o->commands.s];
	char const *const *dirs = words_argv(x, c->rest);
	char const *bad = translate(letters, &o->commands);
	if (bad)
		return fail(
			x, "unable to send ", bad, ": no such signal, or none that can be sent");
	if (!o->state)
		return leave(send_all(x, dirs, letters, o->commands.n));
	if (!*o->state || !strchr("uUdDrR", *o->state) || o->state[1])
		return fail(
			x, "unable to wait for ", o->state, ": the states are u, U, d, D, r, R");
	int code = heard(x, dirs);
	return code ? leave(code) : send_and_wait(x, o, dirs, letters);
}

struct cmd const cmd_s6_svc = {
	.name = "s6-svc",
	.brief = "control supervised services",
	.says = "tell the supervisor of <servicedir>: <options>",
	.form = "servicedir...",
	OPTS(struct svc_opts, opts, .state = 0),
	.traits = LEAF,
	.run = run_svc,
	.exits =
		"102 when a service is not supervised; with -w 99 when the time is up, else the number of "
		"services that failed for good or lost their supervisor",
	.help = "The letters are sent to the supervisor in the order given, in one piece. The file "
		"down in a service directory keeps the service from being started when its "
		"supervision begins.",
	.example = "s6-svc -r /run/service/web\n"
		   "\n"
		   "s6-svc -w D -T 5000 -d /run/service/web",
};
