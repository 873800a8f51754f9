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

/* How long what two of a live directory's names have in common is: all up to the second colon from the end. 0 if NAME
   can be none. */
static size_t common(char const *name)
{
	char const *end = strrchr(name, ':');
	size_t len = end ? (size_t)(end - name) : 0;
	while (len && name[len - 1] != ':')
		len--;
	return len > 1 && !strchr(name, '/') ? len : 0;
}

/* Whether OTHER may be the other directory, which is moved to or removed, beside the one called SELF. */
static int is_other(char const *self, char const *other)
{
	size_t len = common(self);
	return len && len == common(other) && !strncmp(self, other, len) &&
	       strcmp(self, other) != 0;
}

static int parse_head(struct rcjournal *j, char const *line, char const *real)
{
	struct ctx *x = j->x;
	size_t len = strcspn(line, " ") + 1;
	int over = !strncmp(line, coming_from, len);
	if (!over && strncmp(line, going_to, len) != 0)
		return -1;
	if (!is_other(last_part(real), line + len))
		return -1;
	char const *parent = arena_text(x, real, (size_t)(last_part(real) - real)),
		   *other = join(x, parent, line + len);
	j->is_over = over;
	j->from = over ? other : real;
	j->to = over ? real : other;
	return 0;
}

static int parse_line(struct rcjournal *j, char *line)
{
	char *slash = strchr(line, '/');
	if (!slash)
		return -1;
	*slash++ = 0;
	if ((!*line && !*slash) || (*line && !rcdb_is_name(line)) ||
		(*slash && !rcdb_is_name(slash)))
		return -1;
	j->line[j->n++] = (struct rcjournal_line){ line, slash };
	return 0;
}

/* All of it is good, and ends with a newline, or none of it counts. */
static int parse(struct rcjournal *j, char *text, char const *real)
{
	char *line = cut_line(&text);
	int r = line ? parse_head(j, line, real) : -1;
	while (!r && (line = cut_line(&text)))
		r = parse_line(j, line);
	errno = EPROTO;
	return r || *text ? -1 : 1;
}

int rcjournal_read(struct rcjournal *j, struct ctx *x, char const *live, char const *name)
{
	char real[4096];
	stralloc text = STRALLOC_ZERO;
	*j = (struct rcjournal){ .x = x };
	if (!realpath(live, real) || !openslurpclose(&text, join(x, real, "/", name)))
		return errno == ENOENT ? 0 : -1;
	size_t len = text.len;
	char *copy = arena_text(x, text.s, len);
	stralloc_free(&text);
	j->line = arena_get(x, (len + 1) * sizeof *j->line);
	errno = EPROTO;
	return strlen(copy) < len ? -1 : parse(j, copy, arena_text(x, real, strlen(real)));
}
