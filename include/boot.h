/* boot.h - what a change of services did, from the record of it (builtins/windlass/lib). */
#ifndef BOOT_H
#define BOOT_H

#include <skalibs/stralloc.h>

#include "rcrecord.h"

struct ctx;
struct rcdb;

/* What became of a service: the word, and its colour in a picture. */
#define BOOT_ENDS(X) \
	X(WAITING, "waiting", "#cfcfcf")    /* still, or when s6-rc ended */ \
	X(STARTING, "not ready", "#ffd76a") /* the same */ \
	X(DONE, "", "#5fa8d3") \
	X(FAILED, "failed", "#d9534f") \
	X(BLOCKED, "left alone", "#b0b0b0") \
	X(SKIPPED, "not wanted", "#b0b0b0")
#define BOOT_END(name, word, fill) BOOT_##name,
enum boot_end { BOOT_ENDS(BOOT_END) BOOT_END_N };
#undef BOOT_END

enum { BOOT_NOBODY = UINT32_MAX };

/* Times are nanoseconds since the change began; -1: never. */
struct boot_service {
	char const *name;
	int64_t wanted, started, ended;
	uint32_t
		waited_for; /* which came last of those it waited for, or is the reason that it was left alone:
				in boot.service, or BOOT_NOBODY */
	enum boot_end end;
	int code; /* of the last failure, as in the record */
	unsigned int failures;
	int critical; /* it is in the chain that ended last */
};

struct boot {
	int up;       /* services were brought up, not down */
	int64_t took; /* to the end, or to the last record */
	int ended;    /* s6-rc has said so */
	int code;     /* and left with this */
	uint32_t n;
	struct boot_service *service; /* in the order they were first told of */
	unsigned int counts[BOOT_END_N];
};

/* All records of the live directory LIVE, the oldest first; there may be none. From the arena of X. 0, or -1 with errno:
   EPROTO for a file that is no record. */
int boot_records(struct ctx *x, char const *live, struct rcrecord const **r, size_t *n);

/* Reads change number WHICH of the N RECORDS (the first is 1, the last -1) with DB's names. 0, or -1 if there is none.
   All is from the arena of X. */
int boot_read(struct ctx *x, struct boot *b, struct rcdb const *db, struct rcrecord const *records,
	size_t n, int which);

/* The services of B that were started, as numbers in it: the slowest first, or as they were started. How many in
   *N. */
uint32_t const *boot_slowest(struct ctx *x, struct boot const *b, uint32_t *n);
uint32_t const *boot_started(struct ctx *x, struct boot const *b, uint32_t *n);

/* The chain that ended last, from its beginning. */
uint32_t const *boot_chain(struct ctx *x, struct boot const *b, uint32_t *n);

/* How long S took, from its start; to the end of B if it is not ready. */
int64_t boot_took(struct boot const *b, struct boot_service const *s);

char const *boot_end_word(enum boot_end e);
char const *boot_end_fill(enum boot_end e);

/* What became of S, in words: "failed: exit code 3". Empty if all went well. From the arena of X. */
char const *boot_says(struct ctx *x, struct boot const *b, struct boot_service const *s);

/* NS as seconds with three decimals, from the arena of X. */
char const *boot_seconds(struct ctx *x, int64_t ns);

/* Each appends B. */
void boot_text(stralloc *to, struct ctx *x, struct boot const *b, int in_order, int colours);
void boot_json(stralloc *to, struct ctx *x, struct boot const *b);
void boot_svg(stralloc *to, struct ctx *x, struct boot const *b);

#endif
