/* block.h - what running a block (interp/block.c) needs of processes (interp/spawn.c). */
#ifndef BLOCK_H
#define BLOCK_H

#include "spawn.h"

/* Whether blocks inside blocks have used up the stack. */
int spawn_too_deep(struct ctx const *x);

/* What a child that is ours does: applies PLAN and runs WORDS. Returns its exit code. */
int spawn_become(struct ctx *x, struct word *words, struct plan const *plan);

/* Moves block B, which runs inside this process, to one of its own. Returns 1 there; here 0, and all
   that is left to do is to go back to B; or -1 with errno. */
int spawn_move(struct ctx *x, struct block *b);

#endif
