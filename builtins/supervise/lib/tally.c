/* tally.c - reading the death tally: 12 bytes of stamp, exit code, signal. */
#include "tally.h"

#include <errno.h>
#include <skalibs/djbunix.h>

#include "ctx.h"
#include "svclient.h"

enum { RECORD = 14, CODE = 12 };

static struct death unpack(char const *b)
{
	struct death d = { .code = (unsigned char)b[CODE], .signal = (unsigned char)b[CODE + 1] };
	tain_unpack(b, &d.stamp);
	return d;
}

int tally_read(struct ctx *x, char const *dir, struct death **deaths, size_t *n)
{
	char path[SERVICE_PATH];
	stralloc text = STRALLOC_ZERO;
	if (!service_path(path, dir, "supervise/death_tally") || !openslurpclose(&text, path))
		return -1;
	int whole = text.len % RECORD == 0;
	*n = text.len / RECORD;
	*deaths = arena_get(x, (*n + 1) * sizeof **deaths);
	for (size_t i = 0; i < *n; i++)
		(*deaths)[i] = unpack(text.s + i * RECORD);
	stralloc_free(&text);
	errno = EPROTO;
	return whole ? 0 : -1;
}
