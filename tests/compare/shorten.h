/* shorten.h - makes a script that differs as short as it can be while it still does. */
#ifndef SHORTEN_H
#define SHORTEN_H

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SHORTEN_S = 20 };

struct piece {
	size_t from, to;
};

static int is_blank(char c)
{
	return c && strchr(" \t\r\n", c);
}

/* The end of the word at I, about as the lexer sees it. */
static size_t word_end(char const *s, size_t len, size_t i)
{
	int quoted = 0;
	for (; i < len && (quoted || !is_blank(s[i])); i++) {
		if (s[i] == '\\' && i + 1 < len)
			i++;
		else if (s[i] == '"')
			quoted = !quoted;
	}
	return i < len ? i : len;
}

/* The words of S, each with the blanks behind it. The caller frees them. */
static struct piece *pieces_of(char const *s, size_t len, size_t *n)
{
	struct piece *p = calloc(len + 1, sizeof *p);
	*n = 0;
	for (size_t i = 0; i < len;) {
		size_t from = i;
		i = word_end(s, len, i);
		while (i < len && is_blank(s[i]))
			i++;
		p[(*n)++] = (struct piece){ from, i };
	}
	return p;
}

/* How many pieces from I on go together: a whole block, or one word. */
static size_t block_length(char const *s, struct piece const *p, size_t n, size_t i)
{
	size_t deep = 0, from = i;
	for (; i < n; i++) {
		char c = s[p[i].from];
		int lone = p[i].to == p[i].from + 1 || is_blank(s[p[i].from + 1]);
		deep += lone && c == '{';
		if (lone && c == '}' && deep && !--deep)
			return i + 1 - from;
		if (!deep)
			return 1;
	}
	return 1;
}

/* S without the bytes FROM to TO. */
static char *without(char const *s, size_t len, size_t from, size_t to)
{
	char *t = malloc(len + 1);
	memcpy(t, s, from);
	memcpy(t + from, s + to, len - to);
	t[len - (to - from)] = 0;
	return t;
}

/* One pass: leaves out SIZE words at a time, or blocks with SIZE 0. Returns whether anything went. */
static int shorten_by(char **s, size_t *len, size_t size, time_t end,
	int (*differs)(char const *, size_t, void *), void *arg)
{
	size_t n, before = *len;
	struct piece *p = pieces_of(*s, *len, &n);
	for (size_t i = 0; i < n && time(0) < end;) {
		size_t many = size ? size : block_length(*s, p, n, i);
		size_t last = i + many < n ? i + many : n, gone = p[last - 1].to - p[i].from;
		char *t = without(*s, *len, p[i].from, p[last - 1].to);
		if (!differs(t, *len - gone, arg)) {
			free(t);
			i++;
			continue;
		}
		free(*s);
		free(p);
		*s = t;
		*len -= gone;
		p = pieces_of(*s, *len, &n);
	}
	free(p);
	return *len < before;
}

/* S is malloc'd and is replaced. DIFFERS says whether a text still does. */
static void shorten(char **s, size_t *len, int (*differs)(char const *, size_t, void *), void *arg)
{
	time_t end = time(0) + SHORTEN_S;
	int going = 1;
	while (going && time(0) < end) {
		going = 0;
		for (size_t size = *len / 8; size; size /= 2)
			going |= shorten_by(s, len, size, end, differs, arg);
		going |= shorten_by(s, len, 0, end, differs, arg);
	}
}

#endif
