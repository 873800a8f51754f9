/* json.c - JSON text, valid for any bytes. */
#include "json.h"

#include <skalibs/types.h>
#include <string.h>

#include "utf8.h"

static void comma(stralloc *to)
{
	if (to->len && !memchr("{[:\n", to->s[to->len - 1], 4))
		stralloc_catb(to, ",", 1);
}

void json_open(stralloc *to, char bracket)
{
	comma(to);
	stralloc_catb(to, &bracket, 1);
}

void json_close(stralloc *to, char bracket)
{
	stralloc_catb(to, &bracket, 1);
}

static void escaped(stralloc *to, char c)
{
	static char const hex[] = "0123456789abcdef", plain[] = "\"\\\b\f\n\r\t",
			  after[] = "\"\\bfnrt";
	char const *p = memchr(plain, c, sizeof plain - 1);
	if (p)
		stralloc_catb(to, (char const[]){ '\\', after[p - plain] }, 2);
	else
		stralloc_catb(
			to, (char const[]){ '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] }, 6);
}

/* How many bytes stand for themselves. */
static size_t plain_ascii(char const *s, size_t len)
{
	size_t n = 0;
	while (n < len && s[n] >= ' ' && s[n] < 0x7f && s[n] != '"' && s[n] != '\\')
		n++;
	return n;
}

void json_bytes(stralloc *to, char const *s, size_t len)
{
	comma(to);
	stralloc_catb(to, "\"", 1);
	while (len) {
		size_t n = plain_ascii(s, len);
		if (n)
			stralloc_catb(to, s, n);
		else if (!(n = utf8_len(s, len)))
			stralloc_cats(to, "\\ufffd");
		else if (n == 1)
			escaped(to, *s);
		else
			stralloc_catb(to, s, n);
		s += n + !n;
		len -= n + !n;
	}
	stralloc_catb(to, "\"", 1);
}

static void literal(stralloc *to, char const *s)
{
	comma(to);
	stralloc_cats(to, s);
}

void json_text(stralloc *to, char const *s)
{
	if (s)
		json_bytes(to, s, strlen(s));
	else
		literal(to, "null");
}

void json_key(stralloc *to, char const *key)
{
	json_text(to, key);
	stralloc_catb(to, ":", 1);
}

void json_number(stralloc *to, long n)
{
	char b[LONG_FMT + 1];
	b[long_fmt(b, n)] = 0;
	literal(to, b);
}

void json_bool(stralloc *to, int truth)
{
	literal(to, truth ? "true" : "false");
}
