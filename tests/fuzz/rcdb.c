/* rcdb.c - any file is refused as a database, or leads nowhere. Input: the file; its counts, size and checksum are
   made right for it, since nothing would get past them. */
#include "fuzz.h"

#include "../builtins/rc/walk.h"
#include "rcdbfile.h"

/* As many services, names and numbers as the header says, if there is room; the rest are texts. */
static void make_right(struct rcdb_header *h, size_t len)
{
	size_t left = len - sizeof *h;
	memcpy(h->magic, RCDB_MAGIC, sizeof h->magic);
	h->version = RCDB_VERSION;
	h->order = RCDB_ORDER;
	h->services %= (uint32_t)(left / sizeof(struct rcdb_service) + 1);
	left -= h->services * sizeof(struct rcdb_service);
	h->names %= (uint32_t)(left / sizeof(struct rcdb_name) + 1);
	left -= h->names * sizeof(struct rcdb_name);
	h->numbers %= (uint32_t)(left / sizeof(uint32_t) + 1);
	h->texts = (uint32_t)(left - h->numbers * sizeof(uint32_t));
	h->sum = rcdb_sum_fold(rcdb_sum(0, (char *)h + RCDB_SUMMED, len - RCDB_SUMMED));
}

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	struct rcdb db;
	len = len / 4 * 4;
	char *file = arena_get(x, len + 1);
	memcpy(file, s, len);
	must_hold(
		len < sizeof(struct rcdb_header) || rcdb_take(&db, file, len) < 0 || !walk(x, &db));
	if (len <= sizeof(struct rcdb_header))
		return;
	make_right((void *)file, len);
	if (!rcdb_take(&db, file, len))
		must_hold(!walk(x, &db));
}
