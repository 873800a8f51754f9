/* rcdbfile.h - the file of a compiled database: this header, services, names, numbers and texts. */
#ifndef RCDBFILE_H
#define RCDBFILE_H

#include <stddef.h>
#include <stdint.h>

#define RCDB_MAGIC "wl-rcdb"

/* ORDER reads differently on a machine with another order of bytes. */
enum { RCDB_VERSION = 1, RCDB_ORDER = 0x01020304 };

struct rcdb_header {
	char magic[8];
	uint32_t sum; /* of all that follows */
	uint32_t version, order;
	uint32_t longruns, services, names, numbers;
	uint32_t texts; /* bytes, a multiple of 4 */
};

enum { RCDB_SUMMED = offsetof(struct rcdb_header, version) };

/* A checksum as it grows: begins as 0, takes multiples of 4 bytes, and is folded at the end. */
uint64_t rcdb_sum(uint64_t sum, void const *s, size_t len);
uint32_t rcdb_sum_fold(uint64_t sum);

#endif
