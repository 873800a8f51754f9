/* next.h - a command's answer: go on with these words, or leave with this code. */
#ifndef NEXT_H
#define NEXT_H

#include "word.h"

struct next {
	enum { NEXT_CHAIN, NEXT_EXIT } how;
	int code;           /* NEXT_EXIT: 0 to 255 */
	struct word *words; /* NEXT_CHAIN: run these; an empty list leaves with 0 */
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
