/* spawn.h - running blocks. The only way to a new process. */
#ifndef SPAWN_H
#define SPAWN_H

#include <sys/types.h>

#include "ctx.h"
#include "next.h"

/* What a child does before it runs its words: close `close`, then move `from` to `to`, then call
   `setup`. -1 and 0 leave a step out. `setup` may use system calls only; it returns 0, or -1 to
   give up with errno. With `parts` it may find that descriptors are still those of this process, which
   waits meanwhile, and then has to part from them before it changes any: for who has so many that a copy
   of them all, closed again by the exec, takes longer than the exec. */
struct plan {
	int close, from, to;
	int parts;
	int (*setup)(void *);
	void *arg;
};
#define PLAN_NONE ((struct plan){ .close = -1, .from = -1, .to = -1 })

/* Starts WORDS as a child. Returns its pid, or -1 with errno (a first word that is foreign and
   cannot be exec'd included). */
pid_t spawn(struct ctx *x, struct word *words, struct plan const *plan);

/* The same as a grandchild, so that it leaves no zombie here. Only a fork that fails is reported. */
pid_t spawn_detached(struct ctx *x, struct word *words, struct plan const *plan);

/* Runs WORDS and waits. Returns 0 and the wait status, or -1 with errno. Takes no process at all
   when the words only compute and end in a leaf; blocks of blocks are run the same way. */
int spawn_wait(struct ctx *x, struct word *words, int *wstat);

/* The same, with what they write to stdout appended to OUT. */
int spawn_read(struct ctx *x, struct word *words, stralloc *out, int *wstat);

/* For a NESTS command that needs a process of its own after all (it waits for any child, say): when it
   stands in a block that runs inside this process, moves that block to one. Returns 1 to go on; else
   the answer is spawn_failed. */
int spawn_apart(struct ctx *x);

/* Whether the block that runs here, or one around it, has gone on in another process. Until that is back
   where it began, all fails, but silently. */
int spawn_moved(struct ctx const *x);

/* Whether what is put now is gathered by a block that runs inside this process. */
int spawn_capture(struct ctx const *x);

/* Splits this process: returns 0 in the child, its pid in the parent, -1 with errno. For the few
   whose child goes on with something else than words. */
pid_t spawn_split(struct ctx *x);

/* Says what could not be spawned and why (errno): as the end of this command, with 111, or as a
   warning, which returns what `?` is to become. */
struct next spawn_failed(struct ctx *x);
unsigned int spawn_warn(struct ctx *x);

/* Waits for PID. Returns 0 and the wait status, or -1 with errno. */
int spawn_reap(pid_t pid, int *wstat);

/* A wait status as an exit code a parent can leave with: 128+signal, at most 128 otherwise. */
int status_code(int wstat);

/* A wait status as `?` has it: 256+signal when killed. */
unsigned int status_exact(int wstat);

#endif
