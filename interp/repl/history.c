/* history.c - what was typed, an entry on a line of the file: newlines are written \n, backslashes \\. */
#include <errno.h>
#include <fcntl.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <readline/history.h>

#include "diag.h"
#include "put.h"
#include "repl.h"

enum { KEPT = 2000, FILE_LIMIT = 1 << 20 };

char const *xdg_file(struct ctx *x, char const *xdg, char const *fallback, char const *name)
{
	char const *dir = env_value(x, xdg), *home = env_value(x, "HOME");
	if (dir && dir[0] == '/')
		return join(x, dir, "/windlass/", name);
	return home && home[0] == '/' ? join(x, home, "/", fallback, "/windlass/", name) : 0;
}

static void encode(stralloc *to, char const *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (text[i] == '\n')
			stralloc_cats(to, "\\n");
		else if (text[i] == '\\')
			stralloc_cats(to, "\\\\");
		else if (text[i])
			stralloc_catb(to, text + i, 1);
	stralloc_cats(to, "\n");
}

static void decode(stralloc *to, char const *text, size_t len)
{
	to->len = 0;
	for (size_t i = 0; i < len; i++)
		if (text[i] != '\\' || i + 1 == len)
			stralloc_catb(to, text + i, 1);
		else
			stralloc_catb(to, text[++i] == 'n' ? "\n" : text + i, 1);
	stralloc_0(to);
}

static void read_entries(char const *text, size_t len)
{
	stralloc entry = STRALLOC_ZERO;
	for (size_t at = 0; at < len;) {
		char const *end = memchr(text + at, '\n', len - at);
		size_t n = end ? (size_t)(end - text) - at : len - at;
		decode(&entry, text + at, n);
		if (entry.len > 1)
			add_history(entry.s);
		at += n + 1;
	}
	stralloc_free(&entry);
}

static void write_entries(int fd)
{
	stralloc text = STRALLOC_ZERO;
	for (int i = 0; i < history_length; i++) {
		HIST_ENTRY *e = history_get(history_base + i);
		encode(&text, e->line, strlen(e->line));
	}
	if (!ftruncate(fd, 0))
		allwrite(fd, text.s, text.len);
	stralloc_free(&text);
}

/* Makes the directories that FILE is in. */
static void make_way(struct ctx *x, char const *file)
{
	char *path = arena_text(x, file, strlen(file));
	for (char *p = path + 1; (p = strchr(p, '/')); *p++ = '/') {
		*p = 0;
		mkdir(path, 0700);
	}
}

/* The file, mine alone, or -1. */
static int open_file(struct session *s, char const *file)
{
	make_way(s->x, file);
	int fd =
		open(file, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
	struct stat st;
	if (fd >= 0 && (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || fchmod(fd, 0600) < 0)) {
		fd_close(fd);
		fd = -1;
	}
	return fd;
}

void history_open(struct session *s)
{
	stralloc text = STRALLOC_ZERO;
	char const *file = xdg_file(s->x, "XDG_STATE_HOME", ".local/state", "history");
	stifle_history(KEPT);
	s->history = file ? open_file(s, file) : -1;
	if (s->history < 0)
		return;
	if (slurp(&text, s->history))
		read_entries(text.s, text.len);
	if (text.len > FILE_LIMIT)
		write_entries(s->history);
	stralloc_free(&text);
}

void history_keep(struct session *s, char const *text, size_t len)
{
	stralloc line = STRALLOC_ZERO;
	HIST_ENTRY *before = history_length ? history_get(history_base + history_length - 1) : 0;
	if (!s->typing || !text[strspn(text, " \t\n")] || (before && !strcmp(before->line, text)))
		return;
	add_history(text);
	if (text[0] == ' ' || s->history < 0)
		return;
	encode(&line, text, len);
	if (allwrite(s->history, line.s, line.len) < line.len)
		s->history = -1;
	stralloc_free(&line);
}

void history_show(struct session *s)
{
	char b[DECIMAL];
	for (int i = 0; i < history_length; i++) {
		put_text(s->x, decimal(b, (unsigned long)(history_base + i)));
		put_text(s->x, "\t");
		put_text(s->x, history_get(history_base + i)->line);
		put_text(s->x, "\n");
	}
}
