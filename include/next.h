/* next.h - a command's answer: go on with these words, or leave with this code. */
#ifndef NEXT_H
#define NEXT_H

#include "env.h"
#include "word.h"

/* What to go on with when the first word of a chain turns out not to be executable. */
struct fallback {
	struct word *words;
	struct env env;
};

struct next {
	enum { NEXT_CHAIN, NEXT_EXIT } how;
	int code;                        /* NEXT_EXIT: 0 to 255 */
	struct word *words;              /* NEXT_CHAIN: run these; an empty list leaves with 0 */
	struct fallback const *fallback; /* NEXT_CHAIN: 0, or what to do if that fails */
};

static inline struct next chain(struct word *words)
{
	return (struct next){ .how = NEXT_CHAIN, .words = words };
}

static inline struct next leave(int code)
{
	return (struct next){ .how = NEXT_EXIT, .code = code };
}

#endif
