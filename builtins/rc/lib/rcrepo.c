/* rcrepo.c - opening a repository, and its files. */
#include "rcrepo.h"

#include <dirent.h>
#include <skalibs/djbunix.h>
#include <skalibs/random.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RANDOM = 6 };

char const *rcrepo_path(struct rcrepo const *r, char const *part, char const *name)
{
	return join(r->x, r->path, "/", part, *name ? "/" : "", name);
}

static struct next open_reference(struct rcrepo *r)
{
	char const *path = rcrepo_path(r, RCREPO_REFERENCE, "");
	if (!rcdb_open(&r->db, path))
		return chain(0);
	if (errno == ENOENT)
		return failcode(r->x, RCREPO_BAD, "unable to open ", path,
			": there is no reference yet; s6-rc-repo-sync makes it");
	return errno == EPROTO ? failcode(r->x, RC_BAD, "unable to use ", path,
					 ": it is damaged; s6-rc-repo-sync makes a new one")
			       : failsys(r->x, "unable to open ", path);
}

struct next rcrepo_open(
	struct rcrepo *r, struct ctx *x, struct rcrepo_opts const *o, enum rclive_lock lock, int db)
{
	*r = (struct rcrepo){ .x = x, .path = o->path, .verbosity = o->verbosity, .lock = -1 };
	char const *file = rcrepo_path(r, RCREPO_LOCK, "");
	if (rclive_lock(file, lock, 1, &r->lock) < 0)
		return errno == ENOENT
			       ? failcode(x, 111, "unable to open ", file,
					 ": there is no repository; s6-rc-repo-init makes one")
			       : failsys(x, "unable to lock ", file);
	return db ? open_reference(r) : chain(0);
}

struct next rcrepo_check_name(struct ctx *x, char const *name)
{
	if (!*name || *name == '.' || strpbrk(name, "/:\n"))
		return fail(x, "unable to use ", name,
			" as the name of a set: it must not be empty, "
			"begin with a dot, or have a slash, a colon or a newline");
	return chain(0);
}

static int by_text(void const *a, void const *b)
{
	return strcmp(*(char const *const *)a, *(char const *const *)b);
}

char const *const *rcrepo_names(struct ctx *x, char const *dir)
{
	size_t n = 0, max = 0;
	char const **names = 0;
	struct dirent *d;
	DIR *open = opendir(dir);
	if (!open)
		return 0;
	while (errno = 0, (d = readdir(open))) {
		if (n + 1 >= max) {
			char const **more = arena_get(x, (max = 2 * max + 16) * sizeof *more);
			if (n)
				memcpy(more, names, n * sizeof *more);
			names = more;
		}
		if (*d->d_name != '.')
			names[n++] = arena_text(x, d->d_name, strlen(d->d_name));
	}
	int err = errno;
	closedir(open);
	errno = err;
	if (err || !names)
		return 0;
	qsort(names, n, sizeof *names, by_text);
	names[n] = 0;
	return names;
}

struct next rcrepo_each(
	struct rcrepo *r, struct next (*each)(struct rcrepo *, char const *, void *), void *arg)
{
	char const *dir = rcrepo_path(r, RCREPO_SETS, "");
	char const *const *names = rcrepo_names(r->x, dir);
	struct next n = chain(0);
	if (!names)
		return failsys(r->x, "unable to read ", dir);
	for (; *names && n.how != NEXT_EXIT; names++)
		n = each(r, *names, arg);
	return n;
}

int rcrepo_relink(struct ctx *x, char const *target, char const *link)
{
	char const *new = join(x, link, ":new");
	if (unlink(new) < 0 && errno != ENOENT)
		return -1;
	return symlink(target, new) < 0 ? -1 : rename(new, link);
}

char const *rcrepo_new_name(struct ctx *x, char const *name)
{
	char chars[RANDOM + 1];
	random_name(chars, RANDOM);
	chars[RANDOM] = 0;
	return join(x, name, ":", chars);
}

/* What a set's text is behind. */
char const *rcrepo_was(struct rcrepo *r, unsigned char const *rx, char const *bundle)
{
	stralloc text = STRALLOC_ZERO;
	char const *reference = rclive_link(r->x, r->path, RCREPO_REFERENCE);
	rcrepo_text(&text, r, rx);
	stralloc_0(&text);
	char const *was = join(r->x, reference ? reference : "", " ", bundle, "\n", text.s);
	stralloc_free(&text);
	return was;
}

/* The bundle that WAS, a file, tells of. */
static char const *bundle_of(struct ctx *x, char const *was)
{
	char const *blank = strchr(was, ' ');
	return blank ? arena_text(x, blank + 1, strcspn(blank + 1, "\n")) : "";
}

int rcrepo_current(struct rcrepo *r, char const *name, unsigned char const *rx, char const *bundle,
	char const **target)
{
	stralloc text = STRALLOC_ZERO;
	struct ctx *x = r->x;
	*target = rclive_link(x, rcrepo_path(r, RCREPO_COMPILED, ""), name);
	if (!*target || !openslurpclose(&text,
				join(x, rcrepo_path(r, RCREPO_COMPILED, *target), "/" RCREPO_WAS)))
		return 0;
	stralloc_0(&text);
	char const *was = arena_text(x, text.s, text.len - 1);
	stralloc_free(&text);
	return !strcmp(was, rcrepo_was(r, rx, bundle ? bundle : bundle_of(x, was)));
}
