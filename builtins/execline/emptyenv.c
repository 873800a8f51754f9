/* emptyenv.c - empty the environment or parts of it, then go on. */
#include "builtin.h"

struct opts {
	int path, library_path, clean, options, positional;
};

static struct opt const opts[] = {
	SET('p', "path", struct opts, path, 1, "keep PATH"),
	SET('l', "ld-library-path", struct opts, library_path, 1, "keep LD_LIBRARY_PATH"),
	SET('c', "clean", struct opts, clean, 1,
		"remove only what commands of this language have set for themselves"),
	SET('o', "options", struct opts, options, 1, "only pop the variables of elgetopt"),
	SET('P', "positional", struct opts, positional, 1, "only pop the positional parameters"),
	{ 0 },
};

static int is_number(char const *s)
{
	size_t digits = strspn(s, "0123456789");
	return digits && s[digits] == '=';
}

static int is_ours(char const *entry)
{
	static char const *const names[] = { "!=", "?=", "#=", "0=", "EXECLINE_STRICT=" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strncmp(entry, names[i], strlen(names[i])))
			return 1;
	if (!strncmp(entry, "ELGETOPT_", 9))
		return 1;
	if (!strncmp(entry, "FD", 2))
		return is_number(entry + 2);
	return *entry != '0' && is_number(entry);
}

static void empty(struct ctx *x, struct opts const *o)
{
	char const *path = o->path ? env_value(x, "PATH") : 0;
	char const *libraries = o->library_path ? env_value(x, "LD_LIBRARY_PATH") : 0;
	env_init(x, (char const *const[]){ 0 });
	if (path)
		env_set(x, "PATH", path);
	if (libraries)
		env_set(x, "LD_LIBRARY_PATH", libraries);
}

static struct next run_emptyenv(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	if (o->clean) {
		env_filter(x, is_ours);
	} else if (o->options || o->positional) {
		if (o->options)
			env_pop(x, "ELGETOPT_");
		if (o->positional)
			env_pop(x, "#");
	} else {
		empty(x, o);
	}
	return chain(c->rest);
}

struct cmd const cmd_emptyenv = {
	.name = "emptyenv",
	.brief = "empty the environment or parts of it, then go on",
	.says = "[--path|empty the environment, but for PATH|[--clean|remove the variables that "
		"commands of this language have set for themselves|[--options|forget the options "
		"that elgetopt has found[--positional|, and the script's "
		"arguments]|[--positional|forget the script's arguments|empty the environment]]]]",
	.form = "prog...",
	OPTS(struct opts, opts, 0),
	.traits = PURE,
	.run = run_emptyenv,
	.example = "emptyenv export A 1 /usr/bin/env\n"
		   "> A=1",
};
