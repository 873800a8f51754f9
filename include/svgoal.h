/* svgoal.h - where a service is wanted, and whether it is there: by its status, and by what its supervisor
   tells. */
#ifndef SVGOAL_H
#define SVGOAL_H

struct svgoal_rule;
struct svstatus;

struct svgoal {
	char const *dir;
	struct svgoal_rule const *rule;
	int begun;   /* it has been where a restart has to come from; always so for other goals */
	int reached; /* it is where it is to be, or has failed for good */
	int failed;  /* the event that said so */
};

/* What to wait for; the values are the options' letters. */
enum {
	SVWAIT_UP = 'u',
	SVWAIT_READY = 'U',
	SVWAIT_DOWN = 'd',
	SVWAIT_FINISHED = 'D',
	SVWAIT_RESTARTED = 'r',
	SVWAIT_RESTARTED_READY = 'R',
	SVWAIT_SUPERVISED = 's',
	SVWAIT_LEFT = 'x',
};

/* The service DIR is wanted so. */
void svgoal_aim(struct svgoal *g, char const *dir, char letter);

/* Whether the goal is about the supervisor, not the service. */
int svgoal_is_about_supervisor(struct svgoal const *g);

/* Sees where the service is, and whether it has a supervisor. With APPEAR that may be still to come. 0, or -1
   with errno of its status. */
int svgoal_look(struct svgoal *g, int appear, int *supervised);

/* Its supervisor tells EVENT. */
void svgoal_event(struct svgoal *g, char event);

#endif
