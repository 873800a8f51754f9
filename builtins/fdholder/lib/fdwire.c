/* fdwire.c - packing and unpacking what the wire carries. */
#include "fdwire.h"

#include <skalibs/uint32.h>
#include <string.h>

enum { NUMBER = 4 };

unsigned int fdwire_messages(unsigned int n, unsigned int each)
{
	return n / each + !!(n % each);
}

int fdwire_put_number(stralloc *to, unsigned int n)
{
	char b[NUMBER];
	uint32_pack_big(b, n);
	return stralloc_catb(to, b, sizeof b);
}

int fdwire_put_id(stralloc *to, char const *id)
{
	size_t len = strlen(id);
	char b = (char)len;
	return stralloc_catb(to, &b, 1) && stralloc_catb(to, id, len + 1);
}

int fdwire_put_item(stralloc *to, tain const *limit, char const *id)
{
	char b[TAIN_PACK];
	tain_pack(b, limit);
	return stralloc_catb(to, b, sizeof b) && fdwire_put_id(to, id);
}

static char const *take(struct fdwire_text *t, size_t n)
{
	char const *s = t->s;
	if (t->len < n)
		return 0;
	t->s += n;
	t->len -= n;
	return s;
}

int fdwire_get_number(struct fdwire_text *t, unsigned int *n)
{
	uint32_t v;
	char const *s = take(t, NUMBER);
	if (!s)
		return 0;
	uint32_unpack_big(s, &v);
	*n = v;
	return 1;
}

int fdwire_get_id(struct fdwire_text *t, char *id)
{
	char const *count = take(t, 1);
	size_t len = count ? (unsigned char)*count : 0;
	char const *s = len ? take(t, len + 1) : 0;
	if (!s || memchr(s, 0, len + 1) != s + len)
		return 0;
	memcpy(id, s, len + 1);
	return 1;
}

int fdwire_get_item(struct fdwire_text *t, struct fdwire_item *item)
{
	char const *limit = take(t, TAIN_PACK);
	if (!limit || !fdwire_get_id(t, item->id))
		return 0;
	tain_unpack(limit, &item->limit);
	return item->limit.nano < 1000000000;
}

int fdwire_ends(tain const *limit)
{
	return tain_less(limit, &tain_infinite);
}

void fdwire_forget(unixmessage_receiver *r)
{
	r->auxdata.len = 0;
	r->auxlen = 0;
}
