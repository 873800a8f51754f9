/* rcdb.c - reading compiled databases. */
#include "rcdb.h"

#include <errno.h>
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "ctx.h"
#include "rcdbfile.h"

uint64_t rcdb_sum(uint64_t sum, void const *s, size_t len)
{
	unsigned char const *p = s;
	uint32_t word;
	for (size_t i = 0; i + sizeof word <= len; i += sizeof word) {
		memcpy(&word, p + i, sizeof word);
		sum = (sum ^ word) * 0x9e3779b97f4a7c15u;
		sum ^= sum >> 32;
	}
	return sum;
}

uint32_t rcdb_sum_fold(uint64_t sum)
{
	return (uint32_t)(sum ^ (sum >> 32));
}

static int refused(void)
{
	errno = EPROTO;
	return -1;
}

static int is_ours(struct rcdb_header const *h, size_t size)
{
	uint64_t want = sizeof *h + (uint64_t)h->services * sizeof(struct rcdb_service) +
			(uint64_t)h->names * sizeof(struct rcdb_name) +
			(uint64_t)h->numbers * sizeof(uint32_t) + h->texts;
	return !memcmp(h->magic, RCDB_MAGIC, sizeof h->magic) && h->version == RCDB_VERSION &&
	       h->order == RCDB_ORDER && h->texts && h->texts % 4 == 0 && size == want &&
	       h->sum == rcdb_sum_fold(
				 rcdb_sum(0, (char const *)h + RCDB_SUMMED, size - RCDB_SUMMED));
}

int rcdb_take(struct rcdb *db, void const *map, size_t size)
{
	struct rcdb_header const *h = map;
	if (size < sizeof *h || !is_ours(h, size))
		return refused();
	*db = (struct rcdb){ .size = size,
		.map = map,
		.longruns = h->longruns,
		.services = h->services,
		.names_n = h->names,
		.numbers_n = h->numbers,
		.texts_len = h->texts,
		.service = (void const *)(h + 1) };
	db->names = (void const *)(db->service + db->services);
	db->numbers = (void const *)(db->names + db->names_n);
	db->texts = (char const *)(db->numbers + db->numbers_n);
	int good = rcdb_check(db);
	return good < 0 ? -1 : good ? 0 : refused();
}

static int map_file(struct rcdb *db, int fd)
{
	struct stat st;
	if (fstat(fd, &st) < 0)
		return -1;
	if (!S_ISREG(st.st_mode) || st.st_size < (off_t)sizeof(struct rcdb_header) ||
		(uint64_t)st.st_size > SIZE_MAX / 2)
		return refused();
	size_t size = (size_t)st.st_size;
	void *map = mmap(0, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
	if (map == MAP_FAILED)
		return -1;
	if (!rcdb_take(db, map, size))
		return 0;
	int err = errno;
	munmap(map, size);
	errno = err;
	return -1;
}

int rcdb_open(struct rcdb *db, char const *path)
{
	int dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0)
		return -1;
	int fd = openat(dir, RCDB_FILE, O_RDONLY | O_CLOEXEC | O_NONBLOCK), err = errno;
	fd_close(dir);
	errno = err;
	if (fd < 0)
		return -1;
	int r = map_file(db, fd);
	err = errno;
	fd_close(fd);
	errno = err;
	return r;
}

void rcdb_close(struct rcdb *db)
{
	munmap((void *)(uintptr_t)db->map, db->size);
	*db = (struct rcdb){ 0 };
}

struct rcdb_name const *rcdb_find(struct rcdb const *db, char const *name)
{
	uint32_t from = 0, to = db->names_n;
	while (from < to) {
		uint32_t mid = from + (to - from) / 2;
		int order = strcmp(name, db->texts + db->names[mid].name);
		if (!order)
			return db->names + mid;
		if (order < 0)
			to = mid;
		else
			from = mid + 1;
	}
	return 0;
}

int rcdb_has_script(struct rcdb const *db, uint32_t i, enum rc_script which)
{
	return db->service[i].script[which].n > 0;
}

struct word *rcdb_script(struct ctx *x, struct rcdb const *db, uint32_t i, enum rc_script which)
{
	struct rcdb_list const *l = db->service[i].script + which;
	uint32_t const *p = rcdb_numbers(db, l);
	size_t n = l->n ? (l->n - 2) / 3 : 0;
	struct word *words = arena_get(x, (n + 1) * sizeof *words);
	words[n] = (struct word){ 0 };
	if (!n)
		return words;
	x->src = (struct script){ .name = db->texts + p[0], .text = db->texts + p[1] };
	x->src.len = strlen(x->src.text);
	p += 2;
	for (size_t w = 0; w < n; w++, p += 3)
		words[w] = (struct word){ .s = db->texts + p[0],
			.at = p[1],
			.depth = p[2] & ~RC_DOLLAR,
			.dollar = p[2] >> 31 };
	return words;
}
