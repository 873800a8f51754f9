/* utf8.c - characters in bytes that may be anything. */
#include "utf8.h"

#include <stdint.h>
#include <string.h>

/* How many bytes a character that begins with C has; 0 if none does. */
static size_t announced(unsigned char c)
{
	if (c < 0x80)
		return 1;
	if (c < 0xc2 || c > 0xf4)
		return 0;
	return c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

static uint32_t decode(unsigned char const *u, size_t n)
{
	uint32_t c = n == 1 ? *u : *u & (0x7fU >> n);
	for (size_t i = 1; i < n; i++)
		c = c << 6 | (u[i] & 0x3f);
	return c;
}

size_t utf8_len(char const *s, size_t len)
{
	static uint32_t const least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char const *u = (unsigned char const *)s;
	size_t n = len ? announced(*u) : 0;
	if (n > len)
		return 0;
	for (size_t i = 1; i < n; i++)
		if ((u[i] & 0xc0) != 0x80)
			return 0;
	uint32_t c = n ? decode(u, n) : 0;
	return c < least[n] || (c >= 0xd800 && c < 0xe000) || c > 0x10ffff ? 0 : n;
}

struct range {
	uint32_t from, to;
};

static int within(uint32_t c, struct range const *r, size_t n)
{
	while (n--)
		if (c >= r[n].from && c <= r[n].to)
			return 1;
	return 0;
}
#define WITHIN(c, ranges) within((c), (ranges), sizeof(ranges) / sizeof *(ranges))

size_t utf8_shown(char const *s, size_t len, int *columns)
{
	static struct range const obeyed[] = { { 0, 0x1f }, { 0x7f, 0x9f }, { 0x61c, 0x61c },
		{ 0x200e, 0x200f }, { 0x2028, 0x202e }, { 0x2066, 0x2069 }, { 0xfeff, 0xfeff } };
	static struct range const none[] = { { 0x300, 0x36f }, { 0x200b, 0x200d },
		{ 0x20d0, 0x20ff }, { 0xfe00, 0xfe0f } };
	static struct range const two[] = { { 0x1100, 0x115f }, { 0x2e80, 0xa4cf },
		{ 0xac00, 0xd7a3 }, { 0xf900, 0xfaff }, { 0xfe30, 0xfe6f }, { 0xff00, 0xff60 },
		{ 0xffe0, 0xffe6 }, { 0x1f300, 0x1f64f }, { 0x1f900, 0x1f9ff },
		{ 0x20000, 0x3fffd } };
	size_t n = utf8_len(s, len);
	uint32_t c = n ? decode((unsigned char const *)s, n) : 0;
	*columns = WITHIN(c, none) ? 0 : 1 + WITHIN(c, two);
	return WITHIN(c, obeyed) ? 0 : n;
}

int utf8_put(stralloc *to, char const *s, int room)
{
	int wide = 0;
	for (size_t left = strlen(s), n; left; s += n, left -= n) {
		int columns = 1;
		n = utf8_shown(s, left, &columns);
		if (wide + columns > room)
			break;
		wide += columns;
		if (to)
			stralloc_catb(to, n ? s : "?", n ? n : 1);
		n += !n;
	}
	return wide;
}

void utf8_blanks(stralloc *to, int n)
{
	for (; n > 0; n--)
		stralloc_catb(to, " ", 1);
}
