/* s6-linux-init.c - process 1: prepare the system, start rc.init, become the supervisor. */
#include <fcntl.h>
#include <signal.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include "builtin.h"
#include "envdir.h"
#include "hold.h"
#include "shutdown.h"
#include "tree.h"

struct opts {
	unsigned int verbosity, mask, wait_for;
	int container, no_logger, slashrun, waits;
	char const *base, *path, *dump, *dev, *level;
};

enum { FRESH_RUN, REMOUNT_RUN, LEAVE_RUN };

static struct opt const opts[] = {
	NUM('v', "verbosity", struct opts, verbosity, 9, "n", "0: do not say hello (default: 1)"),
	STR('c', "basedir", struct opts, base, "dir",
		"what s6-linux-init-maker has made (default: /etc/s6-linux-init/current)"),
	STR('p', "initial-path", struct opts, path, "path", "the PATH (default: /usr/bin:/bin)"),
	STR('s', "envdumpdir", struct opts, dump, "dir",
		"write the environment that was given to files in this directory"),
	OCT('m', "umask", struct opts, mask, 0777, "mask", "the umask (default: 022)"),
	STR('d', "slashdev", struct opts, dev, "dir", "mount a devtmpfs here"),
	STR('D', "default-runlevel", struct opts, level, "level",
		"the first argument of rc.init, unless the kernel was given one (default: default)"),
	SET('n', "no-unmount-slashrun", struct opts, slashrun, REMOUNT_RUN,
		"keep the file system that is mounted on /run"),
	SET('N', "hands-off-slashrun", struct opts, slashrun, LEAVE_RUN, "leave /run as it is"),
	SET('C', "container", struct opts, container, 1, "this is a container"),
	SET('B', "no-logger", struct opts, no_logger, 1, "there is no logger for everything else"),
	NUM('W', "readiness-fd", struct opts, wait_for, 1 << 20, "fd",
		"begin when this descriptor is closed at its other end",
		ALSO(struct opts, waits, 1)),
	{ 0 },
};

/* The supervisor's descriptors, which its start leaves open. */
enum { CHILD_READY = 3 };

struct boot {
	struct ctx *x;
	struct opts const *o;
	char const *tty; /* what rc.init is to have for stdin, or 0 */
	int console;     /* where the logger says what it cannot log, or -1 */
	int ready[2];    /* a pipe: a line comes when the supervisor listens */
};

/* A byte instead of the end is somebody's mistake. */
static void wait_for(struct ctx *x, int fd)
{
	char c;
	ssize_t n = fd_read(fd, &c, 1);
	if (n > 0)
		warn(x, "the descriptor to wait for was written to: going on");
	if (n < 0 && errno != EBADF)
		warnsys(x, "unable to wait for a descriptor");
	if (n >= 0)
		fd_close(fd);
}

/* Who says what goes to the terminal gives it up: rc.init is to have it. */
static void release_terminal(struct boot *b)
{
	int fd = b->o->no_logger ? 1 : 2;
	char name[64];
	if (!isatty(fd) || ttyname_r(fd, name, sizeof name))
		return;
	b->tty = join(b->x, name);
	ioctl(fd, TIOCNOTTY);
}

static int use_null(int fd, int flags)
{
	int null = open("/dev/null", flags);
	return null < 0 || null == fd ? null : fd_move(fd, null);
}

static struct next open_stdio(struct boot *b)
{
	struct ctx *x = b->x;
	char const *dev = b->o->dev;
	if (dev && mount("dev", dev, "devtmpfs", MS_NOSUID | MS_NOEXEC, "") < 0)
		return failsys(x, "unable to mount a devtmpfs on ", dev);
	if (dev) {
		int fd = open("/dev/console", O_RDWR | O_NOCTTY);
		if (fd < 0)
			return failsys(x, "unable to open /dev/console");
		for (int i = 0; i < 3; i++)
			fd_copy(i, fd);
		if (fd > 2)
			fd_close(fd);
	} else if (fcntl(1, F_GETFD) < 0) {
		use_null(1, O_WRONLY);
		use_null(2, O_WRONLY);
	}
	return use_null(0, O_RDONLY) < 0 ? failsys(x, "unable to open /dev/null") : chain(0);
}

static struct next mount_run(struct boot *b)
{
	int how = b->o->slashrun;
	if (how == LEAVE_RUN)
		return chain(0);
	if (how == FRESH_RUN && umount(SHUTDOWN_LIVE) < 0 && errno != EINVAL)
		return failsys(b->x, "unable to unmount " SHUTDOWN_LIVE);
	unsigned long flags = MS_NODEV | MS_NOSUID | (how == REMOUNT_RUN ? MS_REMOUNT : 0);
	if (mount("tmpfs", SHUTDOWN_LIVE, "tmpfs", flags, "mode=0755") < 0)
		return failsys(b->x, "unable to mount a tmpfs on " SHUTDOWN_LIVE);
	return chain(0);
}

static struct next dump_environment(struct boot *b)
{
	char const *const argv[] = { "s6-dumpenv", "-N", "-m", "0700", "--", b->o->dump, 0 };
	int wstat;
	if (!b->o->dump)
		return chain(0);
	if (spawn_wait(b->x, words_of(b->x, argv), &wstat) < 0)
		return spawn_failed(b->x);
	if (wstat)
		warn(b->x, "unable to write the environment to ", b->o->dump);
	return chain(0);
}

static int any(char const *entry)
{
	(void)entry;
	return 1;
}

static struct next set_environment(struct boot *b)
{
	static struct envdir const how = { .verbatim = 1, .unlimited = 1, .nul = '\n' };
	char const *dir = join(b->x, b->o->base, "/env");
	stralloc changes = STRALLOC_ZERO;
	env_filter(b->x, any);
	env_set(b->x, "PATH", b->o->path);
	if (envdir_read(b->x, &how, dir, &changes) < 0)
		return failsys(b->x, "unable to read the variables in ", dir);
	envdir_apply(b->x, changes.s, changes.len);
	stralloc_free(&changes);
	return chain(0);
}

/* What is written before the logger runs waits in its fifo, which is open for reading too: nobody dies of writing. */
static struct next open_log(struct boot *b)
{
	static char const fifo[] = SHUTDOWN_SCANDIR "/" SHUTDOWN_LOGGER "/fifo";
	if (b->o->no_logger)
		return chain(0);
	int fd = open(fifo, O_RDWR | O_CLOEXEC);
	b->console = fcntl(2, F_DUPFD_CLOEXEC, CHILD_READY + 1);
	if (fd < 0 || b->console < 0 || fd_copy(1, fd) < 0 || fd_copy(2, fd) < 0)
		return failsys(b->x, "unable to write to ", fifo);
	fd_close(fd);
	return chain(0);
}

static int is_level(char const *s)
{
	return !strcmp(s, "default") || (*s >= '1' && *s <= '5' && !s[1]);
}

/* The kernel hands words of its command line that it does not know to process 1. */
static char const *level(struct boot *b, struct word const *args)
{
	for (; !b->o->container && args->s; args++)
		if (is_level(args->s))
			return args->s;
	return b->o->level;
}

static int become_leader(void *arg)
{
	struct boot const *b = arg;
	hold_signals(SIG_UNBLOCK);
	setsid();
	int fd = b->tty ? open(b->tty, O_RDWR) : -1;
	return fd < 0 ? 0 : fd_move(0, fd);
}

static struct next start_rc_init(struct boot *b, struct word *args)
{
	struct ctx *x = b->x;
	char const *const argv[] = { "windlass-rc-init", join(x, b->o->base, "/scripts/rc.init"),
		level(b, args), 0 };
	if (pipecoe(b->ready) < 0)
		return failsys(x, "unable to make a pipe");
	struct plan plan = { .close = b->ready[1],
		.from = b->ready[0],
		.to = CHILD_READY,
		.setup = become_leader,
		.arg = b };
	if (spawn(x, words_join(x, words_of(x, argv), args), &plan) < 0)
		return spawn_failed(x);
	fd_close(b->ready[0]);
	return chain(0);
}

static struct word *supervise(struct boot *b)
{
	char ready[DECIMAL], console[DECIMAL];
	char const *const argv[] = { "s6-svscan", "-d",
		join(b->x, decimal(ready, (unsigned long)b->ready[1])), "-X",
		join(b->x, decimal(console, b->console < 0 ? 0 : (unsigned long)b->console)), "--",
		SHUTDOWN_SCANDIR, 0 };
	uncoe(b->ready[1]);
	if (b->console >= 0)
		uncoe(b->console);
	setsid();
	return words_of(b->x, argv);
}

static struct next copy_image(struct boot *b)
{
	char const *image = join(b->x, b->o->base, "/run-image");
	char const *blame = tree_copy(b->x, image, SHUTDOWN_LIVE);
	return blame ? failsys(b->x, "unable to copy ", image, " to " SHUTDOWN_LIVE ": ", blame)
		     : chain(0);
}

static struct next prepare(struct boot *b, struct word *args)
{
	static struct next (*const steps[])(struct boot *) = { open_stdio, mount_run, copy_image,
		dump_environment, set_environment, open_log };
	struct next n = chain(0);
	if (chdir("/") < 0)
		return failsys(b->x, "unable to go to /");
	umask(b->o->mask);
	for (size_t i = 0; n.how == NEXT_CHAIN && i < sizeof steps / sizeof *steps; i++)
		n = steps[i](b);
	return n.how == NEXT_CHAIN ? start_rc_init(b, args) : n;
}

static struct next run_linux_init(struct ctx *x, struct call const *c)
{
	static char const *const telinit[] = { "s6-linux-init-telinit", 0 };
	struct opts const *o = c->opt;
	struct boot b = { .x = x, .o = o, .console = -1 };
	if (getpid() != 1)
		return chain(words_join(x, words_of(x, telinit), c->rest));
	hold_signals(SIG_BLOCK);
	if (o->waits)
		wait_for(x, (int)o->wait_for);
	if (o->container)
		release_terminal(&b);
	else if (o->verbosity)
		info(x, "the machine is starting");
	struct next n = prepare(&b, c->rest);
	return n.how == NEXT_CHAIN ? chain(supervise(&b)) : n;
}

struct cmd const cmd_s6_linux_init = {
	.name = "s6-linux-init",
	.brief = "as process 1 prepare the system, start rc.init, and become the supervisor",
	.form = "[args...]",
	OPTS(struct opts, opts, .verbosity = 1, .base = "/etc/s6-linux-init/current",
		.path = "/usr/bin:/bin", .mask = 022, .level = "default"),
	.traits = FORKS,
	.run = run_linux_init,
	.operands = "args: what rc.init gets, behind the level",
	.help = "s6-linux-init-maker writes a script that calls it with the right options. It mounts a tmpfs on /run "
		"unless -n or -N says otherwise, copies basedir/run-image there, empties the environment but for PATH and what "
		"basedir/env says, starts basedir/scripts/rc.init, which waits until s6-svscan listens, and becomes s6-svscan "
		"for /run/service. Any other process than 1 becomes s6-linux-init-telinit.",
	.example = "s6-linux-init -c /etc/s6-linux-init/current -N -C -- my-server",
};
