/* fix-attrs.c - set owners and modes as lines on stdin say: path recurse account fmode dmode. */
#include "builtin.h"

#include <dirent.h>
#include <fcntl.h>
#include <glob.h>
#include <skalibs/djbunix.h>
#include <sys/stat.h>

#include "attrs.h"

static int apply_tree(struct ctx *x, struct attrs_rule const *r, char const *path);

/* What is in a directory; hidden files only when they are wanted. */
static int apply_inside(struct ctx *x, struct attrs_rule const *r, char const *path)
{
	DIR *d = opendir(path);
	int ok = 1;
	if (!d) {
		warnsys(x, "unable to read ", path);
		return 0;
	}
	for (struct dirent *e; (e = readdir(d));) {
		if (e->d_name[0] == '.' &&
			(!r->hidden || !strcmp(e->d_name, ".") || !strcmp(e->d_name, "..")))
			continue;
		struct arena mark = arena_mark(x);
		ok &= apply_tree(x, r, join(x, path, "/", e->d_name));
		arena_release(x, mark);
	}
	closedir(d);
	return ok;
}

static int apply_tree(struct ctx *x, struct attrs_rule const *r, char const *path)
{
	struct stat st;
	if (lstat(path, &st) < 0 || lchown(path, r->uid, r->gid) < 0) {
		warnsys(x, "unable to change the owner of ", path);
		return 0;
	}
	if (S_ISLNK(st.st_mode))
		return 1;
	int mode = S_ISDIR(st.st_mode) ? r->dmode : r->fmode;
	if (mode != ATTRS_UNCHANGED && chmod(path, (mode_t)mode) < 0) {
		warnsys(x, "unable to change the mode of ", path);
		return 0;
	}
	return r->recurse && S_ISDIR(st.st_mode) ? apply_inside(x, r, path) : 1;
}

/* Paths that match nothing are left out. */
static int apply_paths(struct ctx *x, struct attrs_rule const *r, char const *pattern)
{
	glob_t g = { 0 };
	int ok = 1, err = glob(pattern, GLOB_NOSORT, 0, &g);
	for (size_t i = 0; !err && i < g.gl_pathc; i++)
		ok &= apply_tree(x, r, g.gl_pathv[i]);
	globfree(&g);
	return ok;
}

static int apply_line(struct ctx *x, char *line, unsigned long number)
{
	char b[DECIMAL];
	struct attrs_rule r;
	struct attrs_trouble t;
	switch (attrs_read(&ACCOUNT_FILES, &r, line, &t)) {
	case ATTRS_NOTHING: return 1;
	case ATTRS_RULE: break;
	default: warn(x, "line ", decimal(b, number), ": ", t.why, t.what, t.how); return 0;
	}
	r.hidden = env_number(x, "S6_FIX_ATTRS_HIDDEN", 0) != 0;
	return apply_paths(x, &r, r.path);
}

static struct next run_fix_attrs(struct ctx *x, struct call const *c)
{
	stralloc text = STRALLOC_ZERO;
	int ok = 1;
	(void)c;
	if (!slurp(&text, 0) || !stralloc_0(&text))
		return failsys(x, "unable to read stdin");
	char *line = text.s;
	for (unsigned long n = 1; line; n++) {
		char *end = strchr(line, '\n');
		if (end)
			*end++ = 0;
		ok &= apply_line(x, line, n);
		line = end;
	}
	stralloc_free(&text);
	return leave(!ok);
}

struct cmd const cmd_fix_attrs = {
	.name = "fix-attrs",
	.brief = "set owners and modes as the lines on stdin say",
	.form = "",
	.traits = LEAF,
	.run = run_fix_attrs,
	.exits = "1 when some line could not be applied; the other lines are applied all the same",
	.help = "A line is: path recurse account fmode dmode. The path may be a pattern. recurse is true or "
		"false. The account is NAME, USER:GROUP or UID:GID, with ,UID:GID behind it for what is not known. "
		"Modes are octal, for files and for directories; - leaves them. Hidden files inside a directory "
		"are left alone unless S6_FIX_ATTRS_HIDDEN is 1.",
	.example = "pipeline { s6-echo \"/var/lib/web true www-data 0644 0755\" } fix-attrs",
};
