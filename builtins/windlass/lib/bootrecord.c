/* bootrecord.c - reading the record of a live directory. */
#include <errno.h>
#include <skalibs/djbunix.h>
#include <string.h>

#include "boot.h"
#include "diag.h"

/* Puts the records of FILE behind the N that there are at *R. 0, or -1 with errno. */
static int read_file(struct ctx *x, char const *file, struct rcrecord const **r, size_t *n)
{
	stralloc text = STRALLOC_ZERO;
	size_t more;
	if (!openslurpclose(&text, file))
		return errno == ENOENT ? 0 : -1;
	struct rcrecord const *records = rcrecord_read(text.s, text.len, &more);
	struct rcrecord *all = arena_get(x, (*n + more + 1) * sizeof *all);
	if (*n)
		memcpy(all, *r, *n * sizeof *all);
	if (records)
		memcpy(all + *n, records, more * sizeof *all);
	*r = all;
	*n += more;
	stralloc_free(&text);
	errno = EPROTO;
	return records ? 0 : -1;
}

int boot_records(struct ctx *x, char const *live, struct rcrecord const **r, size_t *n)
{
	*r = 0;
	*n = 0;
	return read_file(x, join(x, live, "/" RCRECORD_OLD), r, n) < 0
		       ? -1
		       : read_file(x, join(x, live, "/" RCRECORD_FILE), r, n);
}
