/* handframe.c - the line before a state that is handed over: version, checksum and length. */
#include "handframe.h"

#include <skalibs/types.h>
#include <stdio.h>
#include <string.h>

#include "handover.h"

enum { LINE = 80 };

static char const start[] = "windlass handover ";
static char const head_form[] = "%s%u %016llx %zu\n";

static unsigned long long checksum(char const *s, size_t len)
{
	unsigned long long sum = 0xcbf29ce484222325;
	for (size_t i = 0; i < len; i++)
		sum = (sum ^ (unsigned char)s[i]) * 0x100000001b3;
	return sum;
}

int handframe_make(stralloc *text, stralloc const *body)
{
	char line[LINE];
	int n = snprintf(line, sizeof line, head_form, start, HANDOVER_LAST,
		checksum(body->s, body->len), body->len);
	text->len = 0;
	return stralloc_catb(text, line, (size_t)n) && stralloc_cat(text, body);
}

/* What is in a line that handframe_make would make again; false for some that it would not. */
static int read_head(char const *s, unsigned int *version, uint64_t *sum, size_t *len)
{
	size_t n = sizeof start - 1;
	if (strncmp(s, start, n) != 0)
		return 0;
	s += n;
	n = uint_scan(s, version);
	if (!n || s[n] != ' ')
		return 0;
	s += n + 1;
	n = uint64_xscan(s, sum);
	return n && s[n] == ' ' && size_scan(s + n + 1, len);
}

char const *handframe_wrong(stralloc const *text)
{
	char head[LINE] = "", again[LINE];
	unsigned int version;
	uint64_t sum;
	size_t len, first = 0;
	while (first < text->len && first < sizeof head - 1 && text->s[first] != '\n')
		first++;
	if (first)
		memcpy(head, text->s, first);
	if (!read_head(head, &version, &sum, &len))
		return "it is damaged";
	if (version < HANDOVER_FIRST || version > HANDOVER_LAST)
		return "it is of another version";
	snprintf(again, sizeof again, head_form, start, version, (unsigned long long)sum, len);
	if (strlen(again) != ++first || memcmp(again, text->s, first) || len != text->len - first ||
		!len || checksum(text->s + first, len) != sum || text->s[text->len - 1])
		return "it is damaged";
	return 0;
}

char const *handframe_body(stralloc const *text)
{
	return (char const *)memchr(text->s, '\n', text->len) + 1;
}
