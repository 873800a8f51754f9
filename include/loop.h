/* loop.h - the event loop of everything that waits: fds, signals, children, timers.

   In a turn the order is: timers, then fds that are EARLY, then deaths of children and other signals,
   then the other fds. So a service's last readiness byte counts before its death, and a command sees
   what has happened before it came. Every struct is the caller's and must live while it is in use. */
#ifndef LOOP_H
#define LOOP_H

#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/types.h>

typedef void loop_fn(void *arg);
typedef void loop_death_fn(void *arg, int wstat);
typedef void loop_signal_fn(void *arg, int sig);
typedef void loop_trouble_fn(void *arg, char const *what);

struct watch {
	int fd; /* -1 while not in use */
	int early;
	loop_fn *fn;
	void *arg;
};

struct timer {
	int64_t when; /* monotonic nanoseconds */
	size_t slot;  /* place in the heap + 1; 0 while not set */
	loop_fn *fn;
	void *arg;
};

struct child {
	pid_t pid; /* 0 while not in use */
	loop_death_fn *fn;
	void *arg;
	struct child *next;
};

enum { LOOP_BATCH = 64, LOOP_BUCKETS = 1024, LOOP_SIGNALS = 32 };

struct loop {
	int epoll, signals, leaving, code, stopped_by;
	uint32_t stops; /* the signals of loop_stop, bit by number */
	int64_t now;
	sigset_t caught, before;
	struct epoll_event batch[LOOP_BATCH];
	struct timer **heap;
	size_t timers, room, promised;
	struct child *children[LOOP_BUCKETS];
	loop_signal_fn *on_signal[LOOP_SIGNALS];
	void *signal_arg[LOOP_SIGNALS];
	loop_fn *on_turn; /* called at the end of every turn, or 0 */
	void *turn_arg;
	loop_trouble_fn *on_trouble; /* for who must not end: told what the loop cannot do, or 0 */
	void *trouble_arg;
	int troubled, unreaped;
	int stall_ms; /* how long the next turn waits before it begins */
};

/* Returns 0, or -1 with errno. SIGCHLD is caught from here on, and every child that ends is reaped. */
int loop_open(struct loop *l);

/* Frees what the loop holds and gives signals back: before going on with a chain. */
void loop_close(struct loop *l);

/* Calls FN when FD can be read (for EVENTS other than EPOLLIN: see epoll). 0, or -1 with errno. */
int loop_fd(struct loop *l, struct watch *w, int fd, uint32_t events, loop_fn *fn, void *arg);
void loop_fd_drop(struct loop *l, struct watch *w);

/* Catches SIG, which must be below LOOP_SIGNALS. One that was blocked is not any more for children and
   after the loop. 0, or -1 with errno. */
int loop_signal(struct loop *l, int sig, loop_signal_fn *fn, void *arg);

/* From here on SIG, unless it is ignored, ends the loop (with 128 + SIG) instead of the process; loop_close
   then lets it have its way. For who has something to put back. 0, or -1 with errno. */
int loop_stop(struct loop *l, int sig);

/* Calls FN with the wait status when PID ends, once. */
void loop_child(struct loop *l, struct child *c, pid_t pid, loop_death_fn *fn, void *arg);
void loop_child_drop(struct loop *l, struct child *c);

/* Calls FN at WHEN, once; a timer that is set already moves. 0, or -1 with errno. */
int loop_at(struct loop *l, struct timer *t, int64_t when, loop_fn *fn, void *arg);
/* The same, MS milliseconds from now. */
int loop_in(struct loop *l, struct timer *t, unsigned int ms, loop_fn *fn, void *arg);
void loop_timer_drop(struct loop *l, struct timer *t);

/* Makes room for N timers more, so that loop_at cannot fail for them. 0, or -1 with errno. */
int loop_promise(struct loop *l, size_t n);
/* N of them are not needed any more. */
void loop_release(struct loop *l, size_t n);

/* How long to wait after a wait of MS that was in vain (0: the first time): twice as long, MOST at most. */
unsigned int loop_longer(unsigned int ms, unsigned int first, unsigned int most);

/* Something is there that could not be taken, and would be there again at once: the next turn waits, longer and
   longer as long as that goes on, a second at most. Returns 1 when it is new, and worth a message. */
int loop_trouble(struct loop *l);

/* Runs until loop_leave; returns its code, or -1 with errno. With on_trouble it does not end for an error. */
int loop_run(struct loop *l);
/* Makes loop_run return CODE when this turn is over; the first code of a turn counts. */
void loop_leave(struct loop *l, int code);

/* What a child of a process with a loop does first (as a plan's setup): gets its signals back. */
int loop_child_signals(void *loop);

/* Monotonic nanoseconds. */
int64_t loop_clock(void);
#define LOOP_MS  1000000LL
#define LOOP_SEC 1000000000LL

#endif
