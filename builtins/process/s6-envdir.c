/* s6-envdir.c - take variables from the files of a directory. */
#include <dirent.h>
#include <skalibs/djbunix.h>

#include "builtin.h"

struct opts {
	int verbatim, keep, unlimited, loose;
	char const *nul;
};

enum { LIMIT = 4095 };

static struct opt const opts[] = {
	SET('I', "loose", struct opts, loose, 1, "go on when there is no such directory"),
	SET('i', "strict", struct opts, loose, 0,
		"leave with 111 when there is no such directory (default)"),
	SET('f', "verbatim", struct opts, verbatim, 1,
		"take the whole file, but for a newline at its end"),
	SET('n', "no-chomp", struct opts, keep, 1,
		"keep blanks at the end of the line, or with -f the newline at the end"),
	SET('L', "no-limit", struct opts, unlimited, 1, "take values longer than 4095 bytes too"),
	STR('c', "nul", struct opts, nul, "char",
		"what a NUL in a file becomes (default: a newline)"),
	{ 0 },
};

/* How many of the LEN bytes at S are the value. */
static size_t value_length(struct opts const *o, char const *s, size_t len)
{
	char const *newline = memchr(s, '\n', len);
	if (o->verbatim)
		return len - (!o->keep && len && s[len - 1] == '\n');
	if (newline)
		len = (size_t)(newline - s);
	while (!o->keep && len && strchr(" \t\r", s[len - 1]) && s[len - 1])
		len--;
	return len;
}

static int set_from_file(struct ctx *x, struct opts const *o, char const *dir, char const *name)
{
	stralloc text = STRALLOC_ZERO;
	if (!openslurpclose(&text, join(x, dir, "/", name)))
		return -1;
	if (text.len) {
		size_t read = o->unlimited || text.len < LIMIT ? text.len : LIMIT;
		size_t len = value_length(o, text.s, read);
		char *value = arena_text(x, text.s, len);
		for (char *nul; (nul = memchr(value, 0, len));)
			*nul = *o->nul;
		env_set(x, name, value);
	} else {
		env_unset(x, name);
	}
	stralloc_free(&text);
	return 0;
}

/* Sets what the files of DIR say. 0, or -1 with errno. */
static int set_from_dir(struct ctx *x, struct opts const *o, char const *name, DIR *dir)
{
	struct dirent const *e;
	while (errno = 0, (e = readdir(dir)))
		if (e->d_name[0] != '.' && !strchr(e->d_name, '=') &&
			set_from_file(x, o, name, e->d_name) < 0)
			return -1;
	return errno ? -1 : 0;
}

static struct next run_envdir(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	if (!*o->nul)
		return fail(x, "option -c needs a character");
	x->at = c->arg_at[0];
	DIR *dir = opendir(c->arg[0]);
	if (!dir && o->loose && errno == ENOENT)
		return chain(c->rest);
	if (!dir || set_from_dir(x, o, c->arg[0], dir) < 0)
		return failsys(x, "unable to read the variables in ", c->arg[0]);
	closedir(dir);
	return chain(c->rest);
}

struct cmd const cmd_s6_envdir = {
	.name = "s6-envdir",
	.brief = "take variables from the files of a directory",
	.says = "set variables from the files of the directory <dir>[--loose|, if there is one]",
	.form = "dir prog...",
	OPTS(struct opts, opts, .nul = "\n"),
	.traits = PURE,
	.run = run_envdir,
	.operands = "dir: the directory whose files are the variables",
	.help = "A file is named as its variable and holds the value, of which the first line counts, "
		"without blanks at its end. An empty file removes the variable. Files whose names begin "
		"with a dot or hold a = are ignored.",
	.example = "s6-envdir /etc/web/env my-server",
};
