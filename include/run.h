/* run.h - the one loop and the one exec. */
#ifndef RUN_H
#define RUN_H

#include "ctx.h"

/* Runs WORDS to the end of their chain and returns the exit code; does not return if the chain
   ends in a foreign program. */
int run(struct ctx *x, struct word *words);

/* Execs WORDS as a foreign program; returns only when that failed, with errno. */
void exec_words(struct ctx *x, struct word *words);

/* Execs this very program for the command WORDS begins with. If that fails, the step simply stays in
   this process. */
void start_again(struct ctx *x, struct word *words);

/* Says that WHAT ("unable to exec ") failed for the program and arguments W with ERR, and why. Returns 127 for
   one that was not found, else 126. */
int exec_report(struct ctx *x, char const *level, char const *what, struct word const *w, int err);

/* An argv and the PATH to look its first word up in, ready for exec_image. */
struct image {
	char const *file, *path;
	char const *const *argv, *const *env;
};
struct image image_make(struct ctx *x, struct word *words);

/* The execve itself, over PATH. Uses no memory but the stack; returns only on failure. */
void exec_image(struct image const *i);

/* Why exec'ing FILE failed with ERR, in words a person can act on, or 0 when errno says it all. */
char const *exec_reason(struct ctx *x, char const *file, int err);

/* What a number of elf.h, EM_..., stands for. */
char const *exec_machine(unsigned int machine);

/* Which of the words and variables are too long for an exec of WORDS. */
char const *exec_too_big(struct ctx *x, struct word const *words);

#endif
