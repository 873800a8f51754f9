/* ctx.h - everything the interpreter knows. All state hangs from one of these. */
#ifndef CTX_H
#define CTX_H

#include <skalibs/stralloc.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

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

/* A block that runs inside this process, and may move to one of its own when it turns out to need it. */
struct block {
	stralloc *out; /* where its stdout goes, or 0 */
	int own;       /* it has moved, and this is its process */
	pid_t pid;     /* it has moved, and that is its process; or 0 */
	int fd;        /* what that writes to its stdout */
};

/* Such a process waits for memory that is not there, and says nothing to a stderr that takes nothing. */
struct patience {
	unsigned long unsaid; /* messages since it took one */
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
	struct block *block;        /* the innermost of those that run inside this process, or 0 */
	struct block *capture;      /* the innermost of them whose stdout is gathered, or 0 */
	uintptr_t floor;            /* how low the stack may reach */
	struct word const *culprit; /* what could not be exec'd, when a spawn failed */
	int sigpipe;                /* an inner block would have died of SIGPIPE */
	stralloc out;               /* what a leaf has put on its stdout and is not written yet */
	struct trace *trace;        /* 0: off */
	struct patience
		*patience; /* of a process that must neither end nor wait for others, or 0 */
};

#endif
