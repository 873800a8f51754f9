/* quote.c - words as they are written in a script. */
#include "quote.h"

#include <string.h>

#include "utf8.h"

/* Nothing in S means anything to the lexer, and no brace stands alone. */
static int is_plain(char const *s, size_t len)
{
	int columns;
	if (!len || *s == '#' || (len == 1 && (*s == '{' || *s == '}')))
		return 0;
	for (size_t n; len; s += n, len -= n) {
		n = utf8_shown(s, len, &columns);
		if (!n || memchr(" \"\\", *s, 3))
			return 0;
	}
	return 1;
}

static void quote_byte(stralloc *to, char c)
{
	static char const hex[] = "0123456789abcdef", known[] = "\a\b\t\n\v\f\r",
			  letter[] = "abtnvfr";
	char const *p = memchr(known, c, sizeof known - 1);
	if (p)
		stralloc_catb(to, (char const[]){ '\\', letter[p - known] }, 2);
	else
		stralloc_catb(to,
			(char const[]){ '\\', '0', 'x', hex[(unsigned char)c >> 4], hex[c & 15] },
			5);
}

void quote_word(stralloc *to, char const *s, size_t len)
{
	int columns;
	if (is_plain(s, len)) {
		stralloc_catb(to, s, len);
		return;
	}
	stralloc_catb(to, "\"", 1);
	for (size_t n; len; s += n + !n, len -= n + !n) {
		n = utf8_shown(s, len, &columns);
		if (!n)
			quote_byte(to, *s);
		else if (*s == '"' || *s == '\\')
			stralloc_catb(to, (char const[]){ '\\', *s }, 2);
		else
			stralloc_catb(to, s, n);
	}
	stralloc_catb(to, "\"", 1);
}
