/* transform.c - crunch, chomp and split: from a value's text to the texts it stands for. */
#include <skalibs/types.h>
#include <string.h>

#include "subst.h"

static int is_delim(char const *delim, char c)
{
	return c && strchr(delim, c);
}

/* Runs of delimiters become their first byte. */
static size_t crunch(char *s, size_t len, char const *delim)
{
	size_t kept = 0;
	int in_run = 0;
	for (size_t i = 0; i < len; i++) {
		int is = is_delim(delim, s[i]);
		if (!is || !in_run)
			s[kept++] = s[i];
		in_run = is;
	}
	return kept;
}

static size_t count(char const *s, size_t len, char const *delim)
{
	size_t n = 0;
	for (size_t i = 0; i < len; i++)
		n += is_delim(delim, s[i]);
	return n;
}

/* Each delimiter ends a text; what is left counts too, unless a chomp was wanted and found
   nothing to remove. */
static char const *const *split(
	struct ctx *x, char *s, size_t len, char const *delim, int drop_last, size_t *n)
{
	char const **v = arena_get(x, (count(s, len, delim) + 1) * sizeof *v);
	size_t from = 0;
	*n = 0;
	for (size_t i = 0; i < len; i++)
		if (is_delim(delim, s[i])) {
			s[i] = 0;
			v[(*n)++] = s + from;
			from = i + 1;
		}
	if (from < len && !drop_last)
		v[(*n)++] = s + from;
	return v;
}

static char const *const *netstrings(struct ctx *x, char *s, size_t len, size_t *n)
{
	char const **v = arena_get(x, (len / 3 + 1) * sizeof *v);
	*n = 0;
	for (size_t at = 0; at < len;) {
		unsigned long size;
		size_t digits = ulong_scan(s + at, &size);
		size_t body = at + digits + 1;
		if (!digits || s[at + digits] != ':' || body > len || size >= len - body ||
			s[body + size] != ',')
			return 0;
		s[body + size] = 0;
		v[(*n)++] = s + body;
		at = body + size + 1;
	}
	return v;
}

char const *const *transform(
	struct ctx *x, char const *text, size_t len, struct transform const *t, size_t *n)
{
	char *s = arena_text(x, text, len);
	int chomped = 0;
	if (*t->delim && t->crunch)
		len = crunch(s, len, t->delim);
	if (t->chomp && len && is_delim(t->delim, s[len - 1])) {
		len--;
		chomped = 1;
	}
	s[len] = 0;
	if (t->split)
		return *t->delim ? split(x, s, len, t->delim, t->chomp && !chomped, n)
				 : netstrings(x, s, len, n);
	char const **one = arena_get(x, sizeof *one);
	*one = s;
	*n = 1;
	return one;
}
