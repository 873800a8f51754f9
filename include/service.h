/* service.h - one supervised service as a state machine on a loop. */
#ifndef SERVICE_H
#define SERVICE_H

#include <signal.h>
#include <skalibs/genalloc.h>
#include <sys/resource.h>

#include "control.h"
#include "ctx.h"
#include "diag.h"
#include "loop.h"
#include "svstatus.h"

enum { INHERITED_FDS = 16 };

/* Low descriptors that nothing else is ever opened at. What a child is to have is laid there, so that it can part
   from all the others in one go. */
enum { SLOT_IN, SLOT_OUT, SLOT_ERR, SLOT_NOTIFY, SLOTS };

/* What the services of one process share. */
struct supervisor {
	struct ctx *x;
	struct loop loop;
	int alone;                    /* there is one service, which has our stdio for its own */
	struct rlimit files;          /* what children get back of RLIMIT_NOFILE */
	struct rlimit most;           /* ... and what it is here */
	struct sigaction pipe;        /* ... and of SIGPIPE, which is ignored here */
	int inherited[INHERITED_FDS]; /* descriptors from outside that children keep, rising */
	int inherited_n;
	int slot[SLOTS];
	int apart;            /* from this descriptor on children that part have none */
	struct service *late; /* those that are behind with status or events, until AGAIN */
	struct timer again;
	unsigned int late_ms;
	struct patience patience;
};

/* What is to become of a service that has died. */
enum fate { FATE_RESTART, FATE_STAY_DOWN, FATE_FAIL, FATE_END, FATE_FAIL_AND_END };

/* What include/policy.h remembers of a service. Times are monotonic. */
struct policy {
	int64_t began;    /* when it was started */
	genalloc died;    /* of int64_t: when it died, as far as that counts */
	unsigned int row; /* how often it died one time after another without running for long */
	int by_hand;      /* it was told to restart: its death is no failure */
	enum fate fate;   /* what its last death comes to */
	unsigned int wait_ms; /* ... and how long it waits for the next start; 0: as ever */
};

/* For say(): ERR is an errno, or 0. */
#define SAY(s, err, ...) (s)->say((s), DIAG_PARTS(__VA_ARGS__), (err))

enum service_state { DOWN, UP, FINISH, LASTUP, LASTFINISH, SERVICE_STATES };

struct service {
	struct supervisor *v;
	char *name; /* as messages and argv have it */
	int dir;
	int in, out, err; /* what its stdio is, or -1 for the supervisor's own */
	int lasting;      /* it ends when it has read all: SIGTERM is ignored from the start */
	int detached;     /* stdin and stdout of finish are to be /dev/null */
	enum service_state state;
	struct control control;
	struct svstatus st;
	struct watch commands, readiness;
	struct child child;
	struct timer timer;
	int64_t ready_since; /* monotonic; 0 while not ready */
	int last_starts;     /* how often it was started again although it is to leave */
	int killing;         /* the down signal was sent; the timer is for SIGKILL */
	int spawn_errno;     /* of the last failure to start, which has been reported */
	int missing;         /* it was for want of something: start it when that is there again */
	unsigned int short_ms;
	int late, unsaved,
		unwatched; /* behind: with something; with its status; with watching readiness */
	char untold[16];   /* ... and with these events */
	struct service *next_late;
	struct policy policy;
	void (*gone)(struct service *s);
	void (*end)(struct service *s, int code); /* its death ends everything, with CODE */
	void (*say)(struct service *s, char const *const *parts, int err);
	void *owner;
};

/* Prepares V: the loop, limits, inherited descriptors. 0, or -1 with errno. */
int supervisor_open(struct supervisor *v, struct ctx *x);

/* Lays the descriptors FDS (of each slot; -1 for none) into the slots, for a child whose plan has `parts`: it has
   nothing then but them and what is inherited, once it has called supervisor_part. supervisor_clear is for when
   it has been started. 0, or -1 with errno. */
int supervisor_lay(struct supervisor *v, int const *fds);
int supervisor_clear(struct supervisor *v, int const *fds);
int supervisor_part(struct supervisor const *v);

/* In a child, or when this process goes on as something else: signals and limits as they were; and, when
   no exec will do it (OURS), our descriptors closed, but for KEEP (-1 for none). System calls only. 0, or
   -1 with errno. */
int supervisor_child(struct supervisor *v, int ours, int keep);

/* Whether FD, the newest descriptor, leaves enough of them for what is opened for a moment only: status,
   events, the files of a service directory. When it does not, errno is EMFILE. */
int supervisor_has_room(struct supervisor const *v, int fd);

/* Begins to supervise the directory S->dir under S->name; the caller has filled v, name, dir, in, out, err,
   gone, end, say, owner. Starts the service unless it has a file "down". Returns 0, or -1 with errno and in
   *WHAT what could not be done; nothing is held then but what the caller gave. */
int service_open(struct service *s, char const **what);

/* Goes on with a service of the program that this process was before: the caller has filled what service_open
   asks for, control, the descriptor of readiness (or -1), the time of timer (or 0), and all that is no event.
   0, or -1 with errno. */
int service_resume(struct service *s);

/* What a letter of the control fifo does. */
void service_command(struct service *s, char letter);

/* The supervisor is told to leave: 't' (SIGTERM: bring the service down first), 'x' (SIGHUP: wait until
   it ends by itself), 'q' (SIGQUIT: now, the service goes on alone), 'i' (SIGINT: the same with a SIGINT
   for its process group). `gone` is called when it has left, maybe at once. */
void service_leave(struct service *s, char how);

#endif
