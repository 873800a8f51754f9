/* s6-instance-maker.c - write a service directory whose service runs instances of another. */
#include "builtin.h"

#include <sys/stat.h>
#include <unistd.h>

#include "account.h"
#include "maker.h"
#include "tree.h"

struct opts {
	struct maker_opts make;
	char const *user, *logdir;
	unsigned int max;
};

static struct opt const opts[] = {
	NUM('c', "max", struct opts, max, 80000, "n", "at most this many instances (default: 500)"),
	STR('u', "user", struct opts, user, "user", "run the instances as this user"),
	STR('L', "logdir", struct opts, logdir, "dir", "log what they write to this directory"),
	MAKER_OPTS(struct opts),
	{ 0 },
};

static void tree_script(struct ctx *x, struct opts const *o, stralloc *script)
{
	char max[DECIMAL];
	maker_begin(x, script);
	maker_line(script, "fdmove", "-c", "2", "1");
	if (o->user)
		maker_line(script, "s6-setuidgid", o->user);
	maker_line(
		script, "s6-svscan", "-d3", join(x, "-c", decimal(max, o->max)), "--", "instance");
}

/* Supervision writes to these: they have to be the user's. */
static int give(struct ctx *x, char const *service, char const *user)
{
	static char const *const dirs[] = { "/instance", "/template", "/template/log", 0 };
	struct account a = ACCOUNT_ZERO;
	int known = user && !geteuid() && account_find(&ACCOUNT_FILES, user, &a) > 0;
	for (char const *const *dir = dirs; known && *dir; dir++)
		if (chown(join(x, service, *dir), a.uid, a.gid) < 0 && errno != ENOENT)
			return -1;
	account_free(&a);
	return 0;
}

static struct next fill(struct ctx *x, char const *template, char const *service, char const *user)
{
	if (mkdir(join(x, service, "/instance"), 0755) < 0 ||
		mkdir(join(x, service, "/instances"), 0755) < 0)
		return failsys(x, "unable to make directories in ", service);
	char const *blame = tree_copy(x, template, join(x, service, "/template"));
	if (blame)
		return failsys(x, "unable to copy ", template, ": ", blame);
	if (give(x, service, user) < 0)
		return failsys(x, "unable to give directories in ", service, " to ", user);
	return leave(0);
}

static struct next run_instance_maker(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	stralloc script = STRALLOC_ZERO;
	char const *service;
	tree_script(x, o, &script);
	struct next n = maker_make(x, &o->make, c->arg[1], &script, o->logdir, &service);
	stralloc_free(&script);
	return n.how == NEXT_EXIT ? n : fill(x, c->arg[0], service, o->user);
}

struct cmd const cmd_s6_instance_maker = {
	.name = "s6-instance-maker",
	.brief = "write a service directory whose service runs instances of another",
	.says = "write the service directory <dir>, for instances of <template>",
	.form = "template dir",
	OPTS(struct opts, opts, MAKER_DEFAULTS, .max = 500),
	.traits = LEAF,
	.run = run_instance_maker,
	.operands = "template: the service directory that instances are copies of\n"
		    "dir: the directory to be made",
	.help = "Instances are made and removed with s6-instance-create and s6-instance-delete when the service "
		"runs. Their run gets the name of the instance as its argument, finish as its third one. "
		"The options -l, -t, -n, -s, -S and -P are about the log that -L asks for. What is written "
		"works with s6 too.",
	.example = "s6-instance-maker -L /var/log/getty /etc/getty /etc/services.d/getty",
};
