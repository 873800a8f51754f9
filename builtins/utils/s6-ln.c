/* s6-ln.c - make links. */
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <skalibs/random.h>
#include <stdio.h>
#include <sys/stat.h>

#include "builtin.h"

struct opts {
	int as_is, symbolic, replace, follow;
};

static struct opt const opts[] = {
	SET('n', "no-dereference", struct opts, as_is, 1,
		"a target that is a link to a directory is no directory"),
	SET('s', "symbolic", struct opts, symbolic, 1, "make symbolic links"),
	SET('f', "force", struct opts, replace, 1, "replace what is there, in one step"),
	SET('L', "logical", struct opts, follow, 1, "link to what a symbolic source points to"),
	SET('P', "physical", struct opts, follow, 0, "link to a symbolic source itself (default)"),
	{ 0 },
};

static int link_new(struct opts const *o, char const *source, char const *path)
{
	if (o->symbolic)
		return symlink(source, path);
	return linkat(AT_FDCWD, source, AT_FDCWD, path, o->follow ? AT_SYMLINK_FOLLOW : 0);
}

/* Makes the link under another name beside PATH, and renames it. rename does nothing when both are
   the same file already. */
static int link_over(struct opts const *o, char const *source, char const *path)
{
	stralloc temp = STRALLOC_ZERO;
	if (!stralloc_cats(&temp, path) || random_sauniquename(&temp, 8) < 0 || !stralloc_0(&temp))
		return -1;
	int r = link_new(o, source, temp.s);
	if (!r) {
		r = rename(temp.s, path);
		int err = errno;
		unlink(temp.s);
		errno = err;
	}
	stralloc_free(&temp);
	return r;
}

static int is_directory(struct opts const *o, char const *path)
{
	struct stat st;
	return !(o->as_is ? lstat : stat)(path, &st) && S_ISDIR(st.st_mode);
}

/* DIR/the last part of SOURCE. */
static char const *path_in(struct ctx *x, char const *dir, char const *source)
{
	size_t end = strlen(source);
	while (end > 1 && source[end - 1] == '/')
		end--;
	char const *name = arena_text(x, source, end);
	char const *slash = strrchr(name, '/');
	return join(x, dir, "/", slash ? slash + 1 : name);
}

static struct next run_ln(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	size_t n = words_len(c->rest);
	if (n < 2)
		return usage(x, c->cmd);
	char const *target = word_wire(x, c->rest + n - 1);
	int into = is_directory(o, target);
	if (n > 2 && !into)
		return fail(x, "no directory: ", target);
	for (size_t i = 0; i + 1 < n; i++) {
		char const *source = word_wire(x, c->rest + i);
		char const *path = into ? path_in(x, target, source) : target;
		x->at = c->rest[i].at;
		if ((o->replace ? link_over : link_new)(o, source, path) < 0)
			return failsys(x, "unable to link ", path, " to ", source);
	}
	return leave(0);
}

struct cmd const cmd_s6_ln = {
	.name = "s6-ln",
	.brief = "make links",
	.says = "make a [--symbolic|symbolic ]link: <sources-and-target>",
	.form = "sources-and-target...",
	OPTS(struct opts, opts, 0),
	.traits = PURE | LEAF,
	.run = run_ln,
	.help = "Last comes the name of the link, or a directory to make links in.",
	.example = "s6-ln -s -f /etc/services/web /run/service/web",
};
