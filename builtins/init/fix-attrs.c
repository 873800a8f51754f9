/* fix-attrs.c - set owners and modes as lines on stdin say: path recurse account fmode dmode. */
#include "builtin.h"

#include <dirent.h>
#include <fcntl.h>
#include <glob.h>
#include <skalibs/djbunix.h>
#include <skalibs/types.h>
#include <sys/stat.h>

#include "account.h"

enum { FIELDS = 5, UNCHANGED = -1 };

/* A line that was understood. */
struct rule {
	int recurse, hidden;
	uid_t uid;
	gid_t gid;
	int fmode, dmode; /* or UNCHANGED */
};

static int apply_tree(struct ctx *x, struct rule const *r, char const *path);

/* What is in a directory; hidden files only when they are wanted. */
static int apply_inside(struct ctx *x, struct rule const *r, char const *path)
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

static int apply_tree(struct ctx *x, struct rule const *r, char const *path)
{
	struct stat st;
	if (lstat(path, &st) < 0 || lchown(path, r->uid, r->gid) < 0) {
		warnsys(x, "unable to change the owner of ", path);
		return 0;
	}
	if (S_ISLNK(st.st_mode))
		return 1;
	int mode = S_ISDIR(st.st_mode) ? r->dmode : r->fmode;
	if (mode != UNCHANGED && chmod(path, (mode_t)mode) < 0) {
		warnsys(x, "unable to change the mode of ", path);
		return 0;
	}
	return r->recurse && S_ISDIR(st.st_mode) ? apply_inside(x, r, path) : 1;
}

/* One half of an account: a name, or a number; else the fallback's. */
static int half(
	char const *text, int group, unsigned int fallback, int has_fallback, unsigned int *id)
{
	struct account a = ACCOUNT_ZERO;
	gid_t gid = 0;
	int known = group ? account_group(&ACCOUNT_FILES, text, &gid)
			  : account_user(&ACCOUNT_FILES, text, &a);
	*id = group ? gid : a.uid;
	if (known > 0 || account_number(text, id))
		return 1;
	*id = fallback;
	return has_fallback;
}

/* ACCOUNT[,UID:GID], where ACCOUNT is NAME, or two halves with a colon. */
static int read_account(struct rule *r, char *text)
{
	struct account a = ACCOUNT_ZERO, fallback = ACCOUNT_ZERO;
	char *comma = strchr(text, ','), *colon;
	int has_fallback = comma && account_pair(comma + 1, &fallback);
	unsigned int uid = 0, gid = 0;
	if (comma && !has_fallback)
		return 0;
	if (comma)
		*comma = 0;
	if (!(colon = strchr(text, ':'))) {
		int known = account_user(&ACCOUNT_FILES, text, &a) > 0;
		r->uid = known ? a.uid : fallback.uid;
		r->gid = known ? a.gid : fallback.gid;
		return known || has_fallback;
	}
	*colon = 0;
	int ok = half(text, 0, fallback.uid, has_fallback, &uid) &&
		 half(colon + 1, 1, fallback.gid, has_fallback, &gid);
	*colon = ':';
	r->uid = uid;
	r->gid = gid;
	return ok;
}

static int read_mode(int *mode, char const *text)
{
	unsigned int n;
	*mode = UNCHANGED;
	if (!strcmp(text, "-"))
		return 1;
	*mode = uint0_oscan(text, &n) && n <= 07777 ? (int)n : UNCHANGED;
	return *mode != UNCHANGED;
}

static int split(char *line, char **field)
{
	int n = 0;
	for (char *f = strtok(line, " \t"); f && n <= FIELDS; f = strtok(0, " \t"))
		field[n++] = f;
	return n;
}

/* Paths that match nothing are left out. */
static int apply_paths(struct ctx *x, struct rule const *r, char const *pattern)
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
	char *f[FIELDS + 1], b[DECIMAL];
	struct rule r = { .hidden = env_number(x, "S6_FIX_ATTRS_HIDDEN", 0) != 0 };
	int n = split(line, f);
	decimal(b, number);
	if (!n || f[0][0] == '#')
		return 1;
	if (n != FIELDS) {
		warn(x, "line ", b, ": a line is: path recurse account fmode dmode");
		return 0;
	}
	r.recurse = !strcmp(f[1], "true");
	if (!read_account(&r, f[2])) {
		warn(x, "line ", b, ": unknown account: ", f[2],
			" (NAME,UID:GID names a fallback)");
		return 0;
	}
	if (!read_mode(&r.fmode, f[3]) || !read_mode(&r.dmode, f[4])) {
		warn(x, "line ", b, ": modes are octal numbers, or - to leave them as they are");
		return 0;
	}
	return apply_paths(x, &r, f[0]);
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
