/* svview.h - a service as it looks from outside: its status, its deaths, and what they come to. */
#ifndef SVVIEW_H
#define SVVIEW_H

#include <skalibs/stralloc.h>

#include "ctx.h"
#include "svstatus.h"
#include "tally.h"

enum svview_seen {
	SVVIEW_SEEN,
	SVVIEW_UNSUPERVISED, /* there is no supervisor */
	SVVIEW_DENIED,       /* we may not look */
	SVVIEW_BROKEN        /* its status makes no sense, or cannot be read: err */
};

enum svview_state {
	SVVIEW_READY,
	SVVIEW_UP,        /* it does not tell its readiness */
	SVVIEW_NOT_READY, /* it is up and has not told yet */
	SVVIEW_FINISH,    /* its finish script runs */
	SVVIEW_DOWN,
	SVVIEW_FAILED, /* down, and wanted up */
	SVVIEW_NONE,
	SVVIEW_HIDDEN,
	SVVIEW_UNKNOWN
};

struct svview {
	enum svview_seen seen;
	enum svview_state state;
	int err;
	struct svstatus st;
	int up, normally_up;
	tain now;
	struct death const *deaths; /* oldest first */
	size_t n;
	long long memory; /* bytes of its processes, or -1 */
};

/* Looks at the service directory DIR. What is long lives in the arena of X. */
void svview_read(struct ctx *x, struct svview *v, char const *dir);

/* The word for V's state. */
char const *svview_word(struct svview const *v);

/* Whether it is as wanted: not when it is to be up and is not. */
int svview_fine(struct svview const *v);

/* How it ended last, as "exit 3" or "SIGKILL", in B of SVVIEW_CAUSE bytes, and when; 0 if it never did. */
enum { SVVIEW_CAUSE = 32 };
char const *svview_cause(char *b, struct svview const *v, tain *at);

/* The seconds from AT to NOW, at least 0. */
unsigned long svview_since(tain const *now, tain const *at);

/* Appends the members of an object, not its braces. */
void svview_json(stralloc *to, struct svview const *v);

#endif
