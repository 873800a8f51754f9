/* s6-linux-init-maker.c - write the directory that s6-linux-init starts a machine or container from. */
#include "builtin.h"
#include "initmaker.h"

static struct opt const opts[] = {
	NUM('V', "verbosity", struct initmaker_opts, verbosity, 9, "n",
		"-v of s6-linux-init (default: 1)"),
	STR('c', "basedir", struct initmaker_opts, base, "dir",
		"where the directory will be when it is used (default: /etc/s6-linux-init/current)"),
	STR('u', "log-user", struct initmaker_opts, log_user, "user",
		"whom the logger for everything else runs as (default: root)"),
	STR('G', "early-getty", struct initmaker_opts, getty, "line",
		"a command line that is run as a service from the very start"),
	SET('1', "log-to-console", struct initmaker_opts, console, 1,
		"what is logged goes to the console too"),
	SET('L', "logouthookd", struct initmaker_opts, logouthook, 1,
		"make the service s6-linux-init-logouthookd"),
	STR('p', "initial-path", struct initmaker_opts, path, "path",
		"the PATH (default: /usr/bin:/bin)"),
	OCT('m', "umask", struct initmaker_opts, mask, 0777, "mask", "the umask (default: 022)"),
	NUM('t', "timestamps", struct initmaker_opts, stamp, 3, "n",
		"how logged lines are stamped: 0 not at all, 1 TAI64N (default), 2 ISO 8601, 3 both"),
	STR('d', "slashdev", struct initmaker_opts, dev, "dir", "mount a devtmpfs here"),
	STR('s', "envdumpdir", struct initmaker_opts, dump, "dir",
		"write the environment that process 1 is given to files in this directory"),
	ADD_WITH('e', "initial-envvar", struct initmaker_opts, variables, "name[=value]",
		"set this variable, or remove it; any number of times"),
	NUM('q', "final-sleep-time", struct initmaker_opts, grace, UINT32_MAX, "ms",
		"how long processes have from SIGTERM to SIGKILL (default: 3000)"),
	STR('D', "default-runlevel", struct initmaker_opts, level, "level",
		"the first argument of rc.init (default: default)"),
	SET('n', "no-unmount-slashrun", struct initmaker_opts, slashrun, 'n',
		"keep the file system that is mounted on /run"),
	SET('N', "hands-off-slashrun", struct initmaker_opts, slashrun, 'N', "leave /run as it is"),
	STR('f', "skeldir", struct initmaker_opts, skel, "dir",
		"where rc.init, rc.shutdown, rc.shutdown.final and runlevel are taken from (default: "
		"/etc/s6-linux-init/skel, or if there is none scripts that do the least)"),
	STR('R', "resource-limits", struct initmaker_opts, limits, "words",
		"options of s6-softlimit for everything"),
	SET('C', "container", struct initmaker_opts, container, 1, "make it for a container"),
	SET('B', "no-logger", struct initmaker_opts, no_logger, 1,
		"make no logger for everything else"),
	SET('S', "sync", struct initmaker_opts, sync, 1,
		"with -C: write what is to go to disks before the end"),
	NUM('W', "readiness-fd", struct initmaker_opts, wait_for, 1 << 20, "fd",
		"begin when this descriptor is closed at its other end",
		ALSO(struct initmaker_opts, waits, 1)),
	{ 0 },
};

static struct next check(struct ctx *x, struct initmaker_opts const *o)
{
	if (*o->base != '/')
		return fail(x, "not an absolute path: ", o->base);
	if (o->dev && *o->dev != '/')
		return fail(x, "not an absolute path: ", o->dev);
	if (o->dump && *o->dump != '/')
		return fail(x, "not an absolute path: ", o->dump);
	if (o->waits && (o->wait_for == 1 || o->wait_for == 2))
		return fail(x, "invalid descriptor to wait for: stdout and stderr are in use");
	if (o->dump && strncmp(o->dump, "/run/", 5) != 0)
		warn(x, o->dump,
			" is not below /run: it may not be there, or not be writable, so early");
	if (o->container && o->dev)
		warn(x, "a container that mounts ", o->dev, " itself needs privileges for that");
	return chain(0);
}

static struct next run_maker(struct ctx *x, struct call const *c)
{
	struct initmaker m = { .x = x, .o = c->opt, .dir = c->arg[0] };
	struct next n = check(x, m.o);
	if (n.how == NEXT_CHAIN)
		n = initmaker_begin(&m);
	if (n.how == NEXT_EXIT)
		return n;
	return initmaker_programs(&m) < 0 || initmaker_scripts(&m) < 0 || initmaker_image(&m) < 0
		       ? leave(111)
		       : leave(0);
}

struct cmd const cmd_s6_linux_init_maker = {
	.name = "s6-linux-init-maker",
	.brief = "write the directory that s6-linux-init starts a machine or container from",
	.says = "write <dir>, which s6-linux-init starts a machine or container from",
	.form = "dir",
	OPTS(struct initmaker_opts, opts, .verbosity = 1, .base = "/etc/s6-linux-init/current",
		.log_user = "root", .path = "/usr/bin:/bin", .mask = 022, .stamp = 1, .grace = 3000,
		.level = "default"),
	.traits = LEAF,
	.run = run_maker,
	.operands = "dir: the directory, which must not exist; it has to be moved to what -c says",
	.help = "In dir, bin/init is what process 1 has to be; bin/halt, poweroff, reboot, shutdown (and telinit) stop what it "
		"has started; scripts/rc.init is run when the supervisor is up, and scripts/rc.shutdown before the end. env holds "
		"variables for all, run-image what /run becomes. Built-in scripts of a container run its command and end it with "
		"the exit code of that.",
	.example = "s6-linux-init-maker -C -N -B /etc/s6-linux-init/current",
};
