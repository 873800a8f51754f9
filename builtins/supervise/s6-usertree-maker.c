/* s6-usertree-maker.c - write a service directory that runs a user's own services. */
#include "builtin.h"
#include "maker.h"

struct opts {
	struct maker_opts make;
	char const *scandir, *path, *envdir;
	struct letters variables;
};

static struct opt const opts[] = {
	STR('d', "scandir", struct opts, scandir, "dir",
		"the user's scan directory (default: ${HOME}/service)"),
	STR('p', "path", struct opts, path, "text", "the PATH (default: /usr/bin:/bin)"),
	STR('E', "envdir", struct opts, envdir, "dir",
		"add the variables in this directory, as s6-envdir does"),
	ADD_WITH('e', "substitute", struct opts, variables, "variable",
		"replace ${USER} and so on in this variable too; any number of times"),
	MAKER_OPTS(struct opts),
	{ 0 },
};

static char const *const known[] = { "USER", "HOME", "UID", "GID", "GIDLIST", 0 };

/* The variables that -e names hold texts with ${USER} and so on: they come into the script first. */
static void import_templates(stralloc *script, struct letters const *l)
{
	maker_text(script, "multisubstitute\n{\n");
	for (unsigned int i = 0; i < l->n; i++) {
		maker_text(script, "  ");
		maker_line(script, "importas", "-D", "", "--", l->arg[i], l->arg[i]);
	}
	maker_text(script, "}\n");
}

/* Whether the script needs the variable NAME: a text of -e may. */
static int uses(struct ctx *x, struct opts const *o, char const *name)
{
	char const *reference = join(x, "${", name, "}");
	return o->variables.n || strstr(o->scandir, reference) || strstr(o->path, reference);
}

static void import_known(struct ctx *x, struct opts const *o, stralloc *script)
{
	int any = 0;
	for (size_t i = 0; known[i]; i++) {
		if (!uses(x, o, known[i]))
			continue;
		maker_text(script, any++ ? "  " : "multisubstitute\n{\n  ");
		maker_line(script, "importas", "-i", known[i], known[i]);
	}
	maker_text(script, any ? "}\n" : "");
}

static void become_user(stralloc *script, char const *user)
{
	maker_line(script, "fdmove", "-c", "2", "1");
	maker_line(script, "emptyenv", "-p");
	maker_line(script, "export", "USER", user);
	maker_line(script, "s6-envuidgid", "-i", "--", user);
	maker_line(script, "s6-applyuidgid", "-U", "--");
	maker_text(script, "backtick -in HOME { ");
	maker_words(script, DIAG_PARTS("homeof", user));
	maker_text(script, " }\n");
}

static void tree_script(struct ctx *x, struct opts const *o, char const *user, stralloc *script)
{
	maker_begin(x, script);
	become_user(script, user);
	if (o->envdir)
		maker_line(script, "s6-envdir", "-i", "--", o->envdir);
	if (o->variables.n)
		import_templates(script, &o->variables);
	import_known(x, o, script);
	for (unsigned int i = 0; i < o->variables.n; i++)
		maker_line(script, "export", o->variables.arg[i],
			join(x, "${", o->variables.arg[i], "}"));
	maker_line(script, "export", "PATH", o->path);
	maker_line(script, "s6-svscan", "-d3", "--", o->scandir);
}

static struct next run_usertree_maker(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	stralloc script = STRALLOC_ZERO;
	char const *service;
	for (unsigned int i = 0; i < o->variables.n; i++)
		if (!*o->variables.arg[i] || strpbrk(o->variables.arg[i], "={}$"))
			return fail(x, "invalid name of a variable: ", o->variables.arg[i]);
	tree_script(x, o, c->arg[0], &script);
	struct next n = maker_make(x, &o->make, c->arg[2], &script, c->arg[1], &service);
	stralloc_free(&script);
	return n.how == NEXT_EXIT ? n : leave(0);
}

struct cmd const cmd_s6_usertree_maker = {
	.name = "s6-usertree-maker",
	.brief = "write a service directory that runs a user's own services",
	.says = "write the service directory <dir>, for services of <user> who log to <logdir>",
	.form = "user logdir dir",
	OPTS(struct opts, opts, MAKER_DEFAULTS, .scandir = "${HOME}/service",
		.path = "/usr/bin:/bin"),
	.traits = LEAF,
	.run = run_usertree_maker,
	.operands = "user: whose services they are\n"
		    "logdir: the directory that their output is logged to\n"
		    "dir: the directory to be made",
	.help = "The service is s6-svscan, as that user, with an empty environment but for PATH, USER, HOME, "
		"UID, GID, GIDLIST and what -E adds. In the arguments of -d and -p ${USER}, ${HOME}, ${UID}, "
		"${GID} and ${GIDLIST} are replaced when it starts. With -r there is always a logger. What is "
		"written works with s6 too.",
	.example =
		"s6-usertree-maker -d \"/run/user/${UID}/service\" alice /var/log/alice /etc/services.d/alice",
};
