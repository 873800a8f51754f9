/* rcjournal.c - what an update is about to do, on disk. */
#include "rcjournal.h"

#include <skalibs/djbunix.h>
#include <skalibs/stralloc.h>
#include <stdio.h>
#include <stdlib.h>

static char const going_to[] = "to ", coming_from[] = "from ";

static char const *last_part(char const *path)
{
	return strrchr(path, '/') + 1;
}

/* At once: it is there as a whole, or not. */
static char const *write_in(
	struct rcjournal const *j, char const *dir, char const *word, char const *other)
{
	stralloc s = STRALLOC_ZERO;
	char const *file = join(j->x, dir, "/" RCJOURNAL), *new = join(j->x, file, ".new");
	int ok = stralloc_cats(&s, word) && stralloc_cats(&s, last_part(other)) &&
		 stralloc_append(&s, '\n');
	for (size_t i = 0; i < j->n && ok; i++)
		ok = stralloc_cats(&s, j->line[i].old) && stralloc_append(&s, '/') &&
		     stralloc_cats(&s, j->line[i].new) && stralloc_append(&s, '\n');
	ok = ok && !rcmake_file(new, s.s, s.len) && !rename(new, file);
	int err = errno;
	stralloc_free(&s);
	if (!ok)
		unlink(new);
	errno = err;
	return ok ? 0 : file;
}

char const *rcjournal_begin(struct rcjournal const *j)
{
	return write_in(j, j->from, going_to, j->to);
}

char const *rcjournal_copy(struct rcjournal const *j)
{
	return write_in(j, j->to, coming_from, j->from);
}

/* Cuts a line off *TEXT. 0 at its end. */
static char *cut_line(char **text)
{
	char *line = *text, *end = strchr(line, '\n');
	if (!end)
		return 0;
	*end = 0;
	*text = end + 1;
	return line;
}

static int parse(struct rcjournal *j, char *text, char const *real)
{
	char *line = cut_line(&text);
	size_t len = line ? strcspn(line, " ") + 1 : 0;
	int known = line && (!strncmp(line, going_to, len) || !strncmp(line, coming_from, len));
	errno = EPROTO;
	if (!known || strchr(line, '/') || !line[len])
		return -1;
	char const *parent = arena_text(j->x, real, (size_t)(last_part(real) - real));
	j->is_over = !strncmp(line, coming_from, len);
	j->from = j->is_over ? join(j->x, parent, line + len) : real;
	j->to = j->is_over ? real : join(j->x, parent, line + len);
	while ((line = cut_line(&text))) {
		char *slash = strchr(line, '/');
		if (!slash || strchr(slash + 1, '/'))
			return -1;
		*slash = 0;
		j->line[j->n++] = (struct rcjournal_line){ line, slash + 1 };
	}
	return 1;
}

int rcjournal_read(struct rcjournal *j, struct ctx *x, char const *live)
{
	char real[4096];
	stralloc text = STRALLOC_ZERO;
	*j = (struct rcjournal){ .x = x };
	if (!realpath(live, real) || !openslurpclose(&text, join(x, real, "/" RCJOURNAL)))
		return errno == ENOENT ? 0 : -1;
	char *copy = arena_get(x, text.len + 1);
	memcpy(copy, text.s, text.len);
	copy[text.len] = 0;
	j->line = arena_get(x, (text.len + 1) * sizeof *j->line);
	stralloc_free(&text);
	return parse(j, copy, arena_text(x, real, strlen(real)));
}
