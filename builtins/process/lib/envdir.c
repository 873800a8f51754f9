/* envdir.c - from files to changes of the environment, and making them. */
#include "envdir.h"

#include <dirent.h>
#include <errno.h>
#include <skalibs/djbunix.h>
#include <string.h>

#include "ctx.h"

enum { LIMIT = 4095 };

/* How many of the LEN bytes at S are the value. */
static size_t value_length(struct envdir const *e, char const *s, size_t len)
{
	char const *newline = memchr(s, '\n', len);
	if (e->verbatim)
		return len - (!e->keep && len && s[len - 1] == '\n');
	if (newline)
		len = (size_t)(newline - s);
	while (!e->keep && len && strchr(" \t\r", s[len - 1]) && s[len - 1])
		len--;
	return len;
}

static int add(struct envdir const *e, char const *name, stralloc const *text, stralloc *changes)
{
	if (!stralloc_cats(changes, name))
		return -1;
	if (text->len) {
		size_t read = e->unlimited || text->len < LIMIT ? text->len : LIMIT;
		size_t len = value_length(e, text->s, read);
		for (char *nul; (nul = memchr(text->s, 0, len));)
			*nul = e->nul;
		if (!stralloc_append(changes, '=') || !stralloc_catb(changes, text->s, len))
			return -1;
	}
	return stralloc_0(changes) ? 0 : -1;
}

static int read_file(
	struct ctx *x, struct envdir const *e, char const *dir, char const *name, stralloc *changes)
{
	stralloc text = STRALLOC_ZERO;
	if (!openslurpclose(&text, join(x, dir, "/", name)))
		return -1;
	int r = add(e, name, &text, changes);
	stralloc_free(&text);
	return r;
}

int envdir_read(struct ctx *x, struct envdir const *e, char const *dir, stralloc *changes)
{
	struct dirent const *f;
	DIR *d = opendir(dir);
	int r = 0;
	if (!d)
		return -1;
	while (!r && (errno = 0, f = readdir(d)))
		if (f->d_name[0] != '.' && !strchr(f->d_name, '='))
			r = read_file(x, e, dir, f->d_name, changes);
	int err = errno;
	closedir(d);
	errno = err;
	return r || err ? -1 : 0;
}

void envdir_apply(struct ctx *x, char const *changes, size_t len)
{
	for (char const *s = changes; s < changes + len; s += strlen(s) + 1) {
		char const *equals = strchr(s, '=');
		if (equals)
			env_set(x, arena_text(x, s, (size_t)(equals - s)), equals + 1);
		else
			env_unset(x, s);
	}
}
