/* s6-svscanboot.c - become s6-svscan with a logger of its own. */
#include "builtin.h"

#include <fcntl.h>
#include <limits.h>
#include <skalibs/djbunix.h>
#include <sys/stat.h>

#include "account.h"
#include "maker.h"

struct opts {
	char const *console, *logdir, *user, *directives;
	unsigned int mode, notify, holder, most, name_max, rescan;
};

static struct opt const opts[] = {
	STR('c', "console", struct opts, console, "file",
		"where the logger's own messages go (default: stderr)"),
	STR('D', "catchall-directory", struct opts, logdir, "dir",
		"the directory of the log (default: /run/uncaught-logs)"),
	OCT('m', "catchall-mode", struct opts, mode, 07777, "mode", "its mode (default: 02750)"),
	STR('l', "catchall-user", struct opts, user, "user", "run the logger as this user"),
	STR('o', "catchall-options", struct opts, directives, "directives",
		"what s6-log does before it writes to the directory (default: t)"),
	NUM('d', "notification-fd", struct opts, notify, 1 << 20, "fd", "passed on to s6-svscan"),
	NUM('X', "console-holder", struct opts, holder, 1 << 20, "fd",
		"a descriptor to use for the logger's own messages, if there is no -c"),
	NUM('C', "services-max", struct opts, most, UINT_MAX, "n", "passed on to s6-svscan"),
	NUM('L', "name-max", struct opts, name_max, UINT_MAX, "n", "passed on to s6-svscan"),
	NUM('t', "timeout", struct opts, rescan, UINT_MAX, "ms", "passed on to s6-svscan"),
	{ 0 },
};

static int exists_or_made(char const *dir)
{
	return mkdir(dir, 0755) < 0 && errno != EEXIST ? -1 : 0;
}

static struct next make_logdir(struct ctx *x, struct opts const *o)
{
	struct account a = ACCOUNT_ZERO;
	if (exists_or_made(o->logdir) < 0)
		return failsys(x, "unable to make ", o->logdir);
	int known = o->user ? account_find(&ACCOUNT_FILES, o->user, &a) : 0;
	int given = known > 0 ? chown(o->logdir, a.uid, a.gid) : 0;
	account_free(&a);
	if (o->user && known <= 0)
		return known < 0 ? failsys(x, "unable to look up ", o->user)
				 : fail(x, "unknown user: ", o->user);
	if (given < 0 || chmod(o->logdir, o->mode) < 0)
		return failsys(x, "unable to prepare ", o->logdir);
	return chain(0);
}

static void log_script(struct ctx *x, struct opts const *o, char const *logdir, stralloc *script)
{
	maker_begin(x, script);
	maker_line(script, "fdmove", "-c", "1", "2");
	maker_line(script, "redirfd", "-rnb", "0", "fifo");
	if (o->user)
		maker_line(script, "s6-setuidgid", o->user);
	maker_text(script, "s6-log -bd3 -- ");
	maker_text(script, o->directives);
	maker_text(script, " ");
	maker_line(script, logdir);
}

/* The service s6-svscan-log, and its fifo. */
static struct next make_logger(struct ctx *x, struct opts const *o, char const *dir)
{
	stralloc script = STRALLOC_ZERO;
	char logdir[PATH_MAX];
	if (!realpath(o->logdir, logdir))
		return failsys(x, "unable to find ", o->logdir);
	if (rm_rf(dir) < 0 || mkdir(dir, 0755) < 0 || mkfifo(join(x, dir, "/fifo"), 0600) < 0)
		return failsys(x, "unable to make ", dir);
	log_script(x, o, logdir, &script);
	int made = maker_file(x, dir, "run", script.s, script.len, 0755);
	stralloc_free(&script);
	if (made < 0 || maker_file(x, dir, "notification-fd", "3\n", 2, 0644) < 0)
		return leave(111);
	return chain(0);
}

/* The descriptor of the console, which the logger will have. */
static int open_console(struct opts const *o)
{
	int fd = 2;
	if (o->console)
		fd = open(o->console, O_WRONLY | O_APPEND | O_CREAT | O_NOCTTY | O_CLOEXEC, 0644);
	else if (o->holder)
		return (int)o->holder;
	return fd < 0 ? -1 : fcntl(fd, F_DUPFD, 10);
}

/* Stdin is /dev/null, stdout and stderr the fifo, which nobody reads yet. Open for reading too: who writes before the
   logger is there must not die of it. */
static int redirect(char const *fifo)
{
	int null = open("/dev/null", O_RDONLY), out = null < 0 ? -1 : open(fifo, O_RDWR);
	if (out < 0 || fd_move(0, null) < 0 || fd_copy(1, out) < 0)
		return -1;
	return fd_move(2, out);
}

static void add_number(struct ctx *x, struct word *w, size_t *n, char const *option, unsigned int v)
{
	char b[DECIMAL];
	if (v)
		w[(*n)++] = word_make(join(x, option, decimal(b, v)), 0);
}

static struct next become_svscan(
	struct ctx *x, struct opts const *o, unsigned int console, char const *scandir)
{
	struct word w[16] = { word_make("s6-svscan", 0), word_make("--stay-logged", 0) };
	size_t n = 2;
	add_number(x, w, &n, "-X", console);
	add_number(x, w, &n, "-d", o->notify);
	add_number(x, w, &n, "-C", o->most);
	add_number(x, w, &n, "-L", o->name_max);
	add_number(x, w, &n, "-t", o->rescan);
	w[n++] = word_make("--", 0);
	w[n++] = word_make(scandir, 0);
	w[n] = (struct word){ 0 };
	return chain(words_copy(x, w));
}

static struct next run_svscanboot(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	char const *logger = join(x, c->arg[0], "/s6-svscan-log");
	struct next n = make_logdir(x, o);
	if (n.how == NEXT_EXIT)
		return n;
	if (exists_or_made(c->arg[0]) < 0)
		return failsys(x, "unable to make ", c->arg[0]);
	n = make_logger(x, o, logger);
	if (n.how == NEXT_EXIT)
		return n;
	int console = open_console(o);
	if (console < 0)
		return failsys(x, "unable to open ", o->console ? o->console : "the console");
	if (redirect(join(x, logger, "/fifo")) < 0)
		return failsys(x, "unable to open ", logger, "/fifo");
	return become_svscan(x, o, (unsigned int)console, c->arg[0]);
}

struct cmd const cmd_s6_svscanboot = {
	.name = "s6-svscanboot",
	.brief = "become s6-svscan with a logger of its own, where another init is process 1",
	.says = "become the supervisor of all services in <scandir>, and log what it and they write to [-D|<-D>|/run/uncaught-logs]",
	.form = "scandir",
	OPTS(struct opts, opts, .logdir = "/run/uncaught-logs", .mode = 02750, .directives = "t"),
	.traits = 0,
	.run = run_svscanboot,
	.exits = "those of s6-svscan, which it becomes",
	.help = "The directories are made if they are not there. The logger is the service s6-svscan-log, which is "
		"made anew: its s6-log gets all that nobody else logs, and has the stderr of s6-svscanboot for "
		"its own messages. It is not stopped with the other services, and ends when nobody can write to "
		"it any more.",
	.example = "s6-svscanboot -D /var/log/uncaught -l log -t 5000 /run/service",
};
