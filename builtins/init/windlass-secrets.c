/* windlass-secrets.c - take variables from the files that FILE__ variables name. */
#include <skalibs/djbunix.h>

#include "builtin.h"

/* What Linux takes as one variable, with its name, and the NUL behind it. */
enum { LONGEST = 131072 };

static char const prefix[] = "FILE__";
enum { PREFIX = sizeof prefix - 1 };

static int is_secret(char const *entry)
{
	return !strncmp(entry, prefix, PREFIX) && entry[PREFIX] && entry[PREFIX] != '=';
}

static int complain(struct ctx *x, char const *variable, char const *file, char const *why)
{
	diag(x, "fatal", DIAG_PARTS(variable, ": ", file, " ", why));
	return 0;
}

/* Returns whether VARIABLE now is what FILE holds; TEXT has room for LONGEST bytes. */
static int take(struct ctx *x, char const *variable, char const *file, char *text)
{
	size_t room = LONGEST - strlen(variable + PREFIX) - 1;
	ssize_t n = openreadnclose(file, text, room + 1);
	if (n < 0) {
		diag_sys(x, "fatal", DIAG_PARTS(variable, ": unable to read ", file));
		return 0;
	}
	if (memchr(text, 0, (size_t)n))
		return complain(x, variable, file, "holds a NUL, which no variable can");
	n -= n && text[n - 1] == '\n';
	if ((size_t)n >= room)
		return complain(x, variable, file, "is too long for a variable");
	text[n] = 0;
	env_set(x, variable + PREFIX, text);
	return 1;
}

/* The names, first of all: the table changes while they are worked on. */
static char const **list(struct ctx *x)
{
	char const **names = arena_get(x, (x->env.n + 1) * sizeof *names);
	size_t n = 0;
	for (size_t i = 0; i < x->env.n; i++)
		if (is_secret(x->env.v[i]))
			names[n++] = arena_text(x, x->env.v[i], strcspn(x->env.v[i], "="));
	names[n] = 0;
	return names;
}

static struct next run_secrets(struct ctx *x, struct call const *c)
{
	int ok = 1;
	x->prog = "init";
	if (!env_number(x, "WINDLASS_SECRETS", 0))
		return chain(c->rest);
	char *text = arena_get(x, LONGEST);
	for (char const **name = list(x); *name; name++) {
		char const *file = arena_text(x, env_value(x, *name), strlen(env_value(x, *name)));
		env_unset(x, *name);
		if (*file)
			ok &= take(x, *name, file, text);
	}
	return ok ? chain(c->rest) : leave(111);
}

struct cmd const cmd_windlass_secrets = {
	.name = "windlass-secrets",
	.brief = "take variables from the files that FILE__ variables name, then go on",
	.says = "with WINDLASS_SECRETS set to 1, take each variable that is named in FILE__ variables from a file",
	.form = "prog...",
	.traits = PURE,
	.run = run_secrets,
	.exits = "111 when a file cannot be taken",
	.help = "A part of init, which does so only if WINDLASS_SECRETS is 1. FILE__X=/run/secrets/x becomes X, with the "
		"bytes of that file but for one newline at the end, and wins over an X that is there; an empty one is removed, as "
		"if it was not there. All that cannot be taken is told.",
	.example = "windlass-secrets init",
};
