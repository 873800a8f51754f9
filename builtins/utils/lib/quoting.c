/* quoting.c - strings in quotes. */
#include "quoting.h"

#include <ctype.h>
#include <skalibs/skamisc.h>
#include <string.h>

int quoting_fits(char const *delim)
{
	return *delim != '\\' && isprint((unsigned char)*delim) && !isalnum((unsigned char)*delim);
}

int quoting_add(stralloc *to, char const *s, size_t len, char const *delim, int bare)
{
	if (bare)
		return string_quote_nodelim(to, s, len);
	return stralloc_catb(to, delim, 1) &&
	       string_quote_nodelim_mustquote(to, s, len, delim, 1) && stralloc_catb(to, delim, 1);
}

static char const *read_bare(stralloc *to, char const *s, size_t len)
{
	ssize_t n = string_unquote_nodelim(to->s + to->len, s, len);
	if (n < 0)
		return "an escape is not complete";
	to->len += (size_t)n;
	return 0;
}

char const *quoting_read(stralloc *to, char const *s, size_t len, char const *delim)
{
	size_t written, taken, n = strlen(delim);
	if (!stralloc_readyplus(to, len + 1))
		return "there is no memory";
	if (!n)
		return read_bare(to, s, len);
	if (!len || !memchr(delim, *s, n))
		return "it does not begin with a quote";
	if (!string_unquote_withdelim(to->s + to->len, &written, s + 1, len - 1, &taken, delim, n))
		return "it is not complete";
	if (taken + 1 >= len)
		return "the closing quote is missing";
	if (taken + 2 < len)
		return "something follows the closing quote";
	to->len += written;
	return 0;
}
