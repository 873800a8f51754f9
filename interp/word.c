/* word.c - lists of words. */
#include "word.h"

#include <string.h>

#include "arena.h"

size_t words_len(struct word const *list)
{
	size_t n = 0;
	while (list[n].s)
		n++;
	return n;
}

struct word *words_copy(struct ctx *x, struct word const *list)
{
	size_t size = (words_len(list) + 1) * sizeof *list;
	return memcpy(arena_get(x, size), list, size);
}

struct word *words_join(struct ctx *x, struct word const *a, struct word const *b)
{
	size_t n = words_len(a), m = words_len(b) + 1;
	struct word *w = arena_get(x, (n + m) * sizeof *w);
	memcpy(w, a, n * sizeof *w);
	memcpy(w + n, b, m * sizeof *w);
	return w;
}

struct word *words_block(struct word *words)
{
	struct word *end = words;
	while (end->s && !word_ends_block(end))
		end++;
	if (!end->s)
		return 0;
	for (struct word *w = words; w < end; w++)
		word_unquote(w);
	end->s = 0;
	return end + 1;
}

struct word *words_of(struct ctx *x, char const *const *argv)
{
	size_t n = 0;
	while (argv[n])
		n++;
	struct word *w = arena_get(x, (n + 1) * sizeof *w);
	for (size_t i = 0; i < n; i++)
		w[i] = word_make(argv[i], 0);
	w[n] = (struct word){ 0 };
	return w;
}

struct word word_make(char const *s, uint32_t at)
{
	return (struct word){ .s = s, .at = at, .dollar = strchr(s, '$') != 0 };
}

int word_unquote(struct word *w)
{
	if (w->depth)
		w->depth--;
	else if (w->s[0] == ' ')
		w->s++;
	else
		return 0;
	return 1;
}

int word_ends_block(struct word const *w)
{
	return !w->depth && !w->s[0];
}

char const *word_wire(struct ctx *x, struct word const *w)
{
	if (!w->depth)
		return w->s;
	size_t len = strlen(w->s);
	char *p = arena_get(x, w->depth + len + 1);
	memset(p, ' ', w->depth);
	memcpy(p + w->depth, w->s, len + 1);
	return p;
}

char const *const *words_argv(struct ctx *x, struct word const *list)
{
	size_t n = words_len(list);
	char const **argv = arena_get(x, (n + 1) * sizeof *argv);
	for (size_t i = 0; i < n; i++)
		argv[i] = word_wire(x, list + i);
	argv[n] = 0;
	return argv;
}
