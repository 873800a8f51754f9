/* arena.h - memory that lives as long as the script, or until a mark is released. */
#ifndef ARENA_H
#define ARENA_H

#include <stddef.h>

struct ctx;
struct chunk;

struct arena {
	struct chunk *top;
	size_t used; /* bytes of the top chunk that are given out */
};

/* SIZE bytes, aligned for anything, not zeroed. Never 0: without memory the process says so and
   leaves with 111. The arena owns them. */
void *arena_get(struct ctx *x, size_t size);

/* A copy of the LEN bytes at S, with a NUL behind. */
char *arena_text(struct ctx *x, char const *s, size_t len);

/* The texts of the 0-ended array PARTS, joined. */
char *arena_join(struct ctx *x, char const *const *parts);
#define join(x, ...) arena_join((x), (char const *const[]){ __VA_ARGS__, 0 })

/* Everything got after arena_mark is given back by arena_release. */
struct arena arena_mark(struct ctx const *x);
void arena_release(struct ctx *x, struct arena mark);

#endif
