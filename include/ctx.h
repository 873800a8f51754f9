/* ctx.h - everything the interpreter knows. All state hangs from one of these. */
#ifndef CTX_H
#define CTX_H

#include <skalibs/stralloc.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "env.h"
#include "word.h"

struct trace;

struct script {
	char const *name; /* as messages call it; 0 when there is no script */
	char const *text;
	size_t len;
};

/* The call that is being read or run, so that a message that quotes one of its words can say where
   that stands: pointers are compared. */
enum { CALLED = 8 };
struct called {
	uint32_t at; /* the command's own place */
	unsigned int n;
	struct word word[CALLED]; /* its operands, and its options' arguments */
};

struct ctx {
	char const *prog; /* the command that is running */
	uint32_t at;      /* the word that a message is about */
	struct called called;
	struct script src; /* what places are offsets into */
	char const *here;  /* what messages say for the "./" a script's name begins with, or 0 */
	struct env env;
	struct arena arena;
	char const *argv0; /* what the next foreign program sees as its name, or 0 */
	char *title;       /* the memory that ps reads the command line from */
	size_t title_size;
	int login;                  /* ... with a dash in front */
	int first;                  /* the next step is the one this process was started for */
	int each;                   /* WINDLASS_EXEC_EACH: every step is an exec of its own */
	unsigned int forks;         /* how many processes deep this is since the last exec */
	int inner;                  /* how many blocks are running inside this process */
	struct word const *culprit; /* what could not be exec'd, when a spawn failed */
	int sigpipe;                /* an inner block would have died of SIGPIPE */
	stralloc out;               /* what a leaf has put on its stdout and is not written yet */
	struct trace *trace;        /* 0: off */
	stralloc *capture;          /* where an inner block's stdout goes instead */
};

#endif
