/* rcrecord.h - what became of services and when: LIVE/record, which `windlass boot` reads.

   The file begins with RCRECORD_MAGIC, 8 bytes. Then come records of 24 bytes each, in the machine's own
   byte order, in the order in which things happened. They are written in batches: what the last tenth of a
   second brought may be missing when s6-rc was killed, and a last record that is not whole does not count.
   Numbers of services are those of LIVE/compiled. A record that has grown over RCRECORD_MOST bytes is moved to
   LIVE/record.old when the next change begins. */
#ifndef RCRECORD_H
#define RCRECORD_H

#include <stddef.h>
#include <stdint.h>

#define RCRECORD_FILE  "record"
#define RCRECORD_OLD   "record.old"
#define RCRECORD_MAGIC "rcrec 1\n"

enum { RCRECORD_MOST = 1 << 20, RCRECORD_BATCH = 128, RCRECORD_FLUSH_MS = 100 };

/* What happened: number, name, what `other` and `code` are. */
#define RCRECORD_KINDS(X) \
	X(0, BEGIN, "begin")   /* a change begins; code: 1 up, 0 down; other: the pid of s6-rc */ \
	X(1, END, "end")       /* ... and ends; code: the exit code */ \
	X(2, WANTED, "wanted") /* the service is to change; other: how many it waits for */ \
	X(3, STARTED, \
		"started") /* it is being changed; other: the service that came last of those it waited \
				    for, or RC_NONE */ \
	X(4, DONE, "done")       /* it is up (and ready), or down */ \
	X(5, FAILED, "failed")   /* code: the exit code, 256 + the signal, or -1 */ \
	X(6, BLOCKED, "blocked") /* it is left alone, because of the service `other` */ \
	X(7, SKIPPED, \
		"skipped") /* its condition says that it is not wanted; code: what that left with */ \
	X(8, AGAIN, "again") /* it has failed, and will be tried again; code: in how many ms */

enum rcrecord_kind {
#define RCRECORD_ENUM(n, name, text) RCRECORD_##name = (n),
	RCRECORD_KINDS(RCRECORD_ENUM)
#undef RCRECORD_ENUM
};

struct rcrecord {
	int64_t when;     /* nanoseconds of CLOCK_MONOTONIC */
	uint32_t service; /* or RC_NONE */
	uint32_t kind;
	uint32_t other;
	int32_t code;
};

/* The writing side: zero it with fd -1. */
struct rcrecorder {
	int fd; /* -1: nothing is recorded */
	unsigned int n;
	struct rcrecord batch[RCRECORD_BATCH];
};

/* Opens the record in the live directory DIR. A record that cannot be written is gone without: this says
   why in errno, with -1. */
int rcrecord_open(struct rcrecorder *r, char const *dir);
void rcrecord_add(
	struct rcrecorder *r, enum rcrecord_kind kind, uint32_t service, uint32_t other, int code);
void rcrecord_flush(struct rcrecorder *r);
void rcrecord_close(struct rcrecorder *r);

/* The reading side: the records of the LEN bytes at TEXT, of which *N are whole; 0 if that is no record. */
struct rcrecord const *rcrecord_read(char const *text, size_t len, size_t *n);

#endif
