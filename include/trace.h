/* trace.h - telling what is done, step by step. Off, it costs one branch a step: x->trace is 0. */
#ifndef TRACE_H
#define TRACE_H

#include <sys/types.h>

#include "cmd.h"

/* How lines look. Plain: as for people, without times and process numbers, so that they can be compared. */
enum trace_format { TRACE_HUMAN, TRACE_PLAIN, TRACE_JSON };

/* Traces if WINDLASS_TRACE says so: a descriptor, or what trace_hand_over has written. WINDLASS_TRACE_FORMAT
   says how. */
void trace_init(struct ctx *x);

/* Traces from now on what X starts, on the descriptor FD, and has the environment say so. */
void trace_start(struct ctx *x, int fd, enum trace_format format);

/* No more, and the environment does not say so any longer. */
void trace_stop(struct ctx *x);

/* The format called NAME, or -1. */
int trace_format(char const *name);

/* Puts where we are into the environment, for who traces on after an exec. */
void trace_hand_over(struct ctx *x);

struct trace_event {
	enum trace_what {
		TRACE_STEP,   /* a command of ours runs */
		TRACE_EXEC,   /* this process becomes WORDS */
		TRACE_FAILED, /* it could not; errno says why */
		TRACE_VFORK,  /* CHILD has begun as WORDS */
		TRACE_FORK,   /* this process has begun */
		TRACE_END,    /* a block has come to WSTAT */
		TRACE_EXIT    /* this process leaves with WSTAT */
	} what;
	struct word const *words;
	struct call const *call; /* 0, or where the command's own words end */
	pid_t child;
	int wstat;
	int64_t since; /* when what ends here has begun */
};

/* Tells E. errno stays as it is. */
void trace_tell(struct ctx *x, struct trace_event const *e);
#define trace(x, ...) ((x)->trace ? trace_tell((x), &(struct trace_event){ __VA_ARGS__ }) : (void)0)

/* A block begins or ends: what is told from now on is deeper, or less so. Returns the time. */
int64_t trace_deeper(struct ctx *x, int levels);
#define trace_nest(x, levels) ((x)->trace ? trace_deeper((x), (levels)) : 0)

#endif
