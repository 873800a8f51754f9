/* posix-cd.c - change the working directory as POSIX has it, then go on. */
#include <skalibs/djbunix.h>
#include <sys/stat.h>
#include <unistd.h>

#include "execline.h"

struct opts {
	int physical;
};

static struct opt const opts[] = {
	SET('L', "logical", struct opts, physical, 0,
		"take .. off the path before links are followed (default)"),
	SET('P', "physical", struct opts, physical, 1, "follow links first; PWD has none then"),
	{ 0 },
};

/* Where to go, and how it is told. */
struct way {
	char const *to;
	int show;
};

static int is_directory(char const *path)
{
	struct stat st;
	if (stat(path, &st) < 0)
		return 0;
	errno = ENOTDIR;
	return S_ISDIR(st.st_mode);
}

/* Whether PATH is absolute, plain, and where we are. */
static int is_here(char const *path)
{
	struct stat there, here;
	if (*path != '/')
		return 0;
	for (char const *p = path; (p = strstr(p, "/.")); p++) {
		size_t dots = strspn(p + 1, ".");
		if (dots < 3 && (!p[1 + dots] || p[1 + dots] == '/'))
			return 0;
	}
	return !stat(path, &there) && !stat(".", &here) && there.st_dev == here.st_dev &&
	       there.st_ino == here.st_ino;
}

/* The working directory by its path without links, or 0 with errno. */
static char const *physical(struct ctx *x)
{
	stralloc cwd = STRALLOC_ZERO;
	char const *path = sagetcwd(&cwd) < 0 ? 0 : arena_text(x, cwd.s, cwd.len);
	stralloc_free(&cwd);
	return path;
}

static char const *logical(struct ctx *x)
{
	char const *pwd = env_value(x, "PWD");
	return pwd && is_here(pwd) ? pwd : physical(x);
}

static char *parent(char *from, char *end)
{
	while (end > from && *--end != '/')
		;
	return end;
}

/* The absolute PATH without `.`, `..` and empty parts; 0 with errno if a `..` follows what is no directory. */
static char const *canonical(struct ctx *x, char const *path)
{
	char *out = arena_get(x, strlen(path) + 2), *to = out;
	while (*path) {
		size_t n = strcspn(path, "/");
		if (n == 2 && !memcmp(path, "..", 2)) {
			*to = 0;
			if (to > out && !is_directory(out))
				return 0;
			to = parent(out, to);
		} else if (n && !(n == 1 && *path == '.')) {
			*to++ = '/';
			to = (char *)memcpy(to, path, n) + n;
		}
		path += n + (path[n] == '/');
	}
	if (to == out)
		*to++ = '/';
	*to = 0;
	return out;
}

/* Whether CDPATH has a say about PATH: not if it begins with `/`, `.` or `..`. */
static int is_searched(char const *path)
{
	size_t n = strcspn(path, "/");
	return n && !(n <= 2 && !memcmp(path, "..", n));
}

static struct way search(struct ctx *x, char const *name)
{
	char const *list = env_value(x, "CDPATH");
	while (list && *list && is_searched(name)) {
		size_t n = strcspn(list, ":");
		char const *dir = arena_text(x, list, n);
		char const *path = join(x, dir, !n || dir[n - 1] == '/' ? "" : "/", name);
		if (is_directory(path))
			return (struct way){ .to = path, .show = n != 0 };
		list = list[n] ? list + n + 1 : 0;
	}
	return (struct way){ .to = name };
}

/* The value of NAME as a directory to go to. */
static struct next from_variable(struct ctx *x, char const *name, char const **to)
{
	*to = env_value(x, name);
	if (!*to || !**to)
		return fail(x, name, *to ? " is empty" : " is not set");
	return chain(0);
}

static struct next find_way(struct ctx *x, char const *operand, struct way *way)
{
	*way = (struct way){ .to = operand };
	if (!operand)
		return from_variable(x, "HOME", &way->to);
	if (!*operand)
		return fail(x, "the name of a directory cannot be empty");
	if (!strcmp(operand, "-")) {
		way->show = 1;
		return from_variable(x, "OLDPWD", &way->to);
	}
	*way = search(x, operand);
	return chain(0);
}

/* Goes to PATH. Returns what PWD becomes, or 0 with errno. */
static char const *go(struct ctx *x, char const *path, char const *here, int follow)
{
	if (follow || !here)
		return chdir(path) < 0 ? 0 : physical(x);
	char const *whole = canonical(x, *path == '/' ? path : join(x, here, "/", path));
	if (!whole)
		return 0;
	/* What is too long as a whole may not be so from here. */
	if (chdir(whole) < 0 && (errno != ENAMETOOLONG || chdir(path) < 0))
		return 0;
	return whole;
}

static struct next run_posix_cd(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct way way;
	struct next n = find_way(x, c->arg[0], &way);
	if (n.how == NEXT_EXIT)
		return n;
	char const *before = logical(x), *now = go(x, way.to, before, o->physical);
	if (!now)
		return failsys(x, "unable to chdir to ", way.to);
	if (before)
		env_set(x, "OLDPWD", before);
	env_set(x, "PWD", now);
	if (way.show) {
		put_text(x, join(x, now, "\n"));
		if (put_flush(x) < 0)
			return failsys(x, "unable to write to stdout");
	}
	return chain(c->rest);
}

struct cmd const cmd_posix_cd = {
	.name = "posix-cd",
	.brief = "change the working directory as POSIX has it, then go on",
	.says = "change the working directory to [directory|<directory>|the home directory], and "
		"set PWD and OLDPWD",
	.form = "[directory] [prog...]",
	OPTS(struct opts, opts, 0),
	.traits = HERE,
	.run = run_posix_cd,
	.help = "Sets PWD and OLDPWD. Without a directory it goes to HOME, with `-` to OLDPWD. A name "
		"that does not begin with `/`, `.` or `..` is searched for in the directories of CDPATH. "
		"Where `-` or CDPATH has said where to go, the place is shown.",
};
