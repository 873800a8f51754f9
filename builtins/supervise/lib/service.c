/* service.c - what the letters and signals do to a service: the table of its states and events. What it does by
   itself is lifetime.c. */
#include "service.h"

#include <errno.h>
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <unistd.h>

#include "fifodir.h"
#include "lifetime.h"
#include "policy.h"
#include "servicedir.h"
#include "svc.h"
#include "tally.h"

/* The letters, and the ways to leave. Each acts on one state or on several. */
typedef void action(struct service *s);

static void want_up(struct service *s)
{
	life_want(s, 1);
}

static void want_down(struct service *s)
{
	life_want(s, 0);
	if (s->state == DOWN)
		loop_timer_drop(&s->v->loop, &s->timer);
}

/* Whoever asks is told what is wrong, again. */
static void start_now(struct service *s, int up)
{
	s->spawn_errno = 0;
	s->short_ms = 0;
	policy_forget(s);
	life_want(s, up);
	life_start(s);
}

static void down_up(struct service *s)
{
	start_now(s, 1);
}

static void down_once(struct service *s)
{
	start_now(s, 0);
}

static void restart(struct service *s)
{
	s->policy.by_hand = 1;
	life_signal(s, s->st.pid, servicedir_signal(s, "down-signal", SIGTERM));
}

static void reload(struct service *s)
{
	life_signal(s, s->st.pid, servicedir_signal(s, "reload-signal", SIGHUP));
}

static void up_down(struct service *s)
{
	unsigned int ms = servicedir_number(s, "timeout-kill", 0);
	life_want(s, 0);
	restart(s);
	life_signal(s, s->st.pid, SIGCONT);
	if (ms && !s->killing)
		life_kill_in(s, ms);
	s->killing = 1;
}

static void last_time(struct service *s)
{
	s->state = s->state == UP ? LASTUP : s->state == FINISH ? LASTFINISH : s->state;
}

/* So that whatever is at the other end of its pipes sees them close. */
static void detach(struct service *s)
{
	int null = s->v->alone && !s->detached ? open("/dev/null", O_RDWR | O_CLOEXEC) : -1;
	s->detached = 1;
	if (null < 0)
		return;
	fd_copy(0, null);
	fd_copy(1, null);
	fd_close(null);
}

static void leave_when_over(struct service *s)
{
	detach(s);
	last_time(s);
}

static void stop_and_leave(struct service *s)
{
	up_down(s);
	last_time(s);
}

static void interrupt_and_leave(struct service *s)
{
	if (s->st.pgid > 0)
		life_signal(s, -s->st.pgid, SIGINT);
	life_leave(s);
}

enum event {
#define ENUM(letter, name, help) EV_##name,
	SVC_STATES(ENUM)
#undef ENUM
		EV_TERM,
	EV_INT,
	EV_QUIT,
	EVENTS
};

/* What is not here does nothing. */
static action *const on[SERVICE_STATES][EVENTS] = {
	[DOWN] = { [EV_UP] = down_up,
		[EV_DOWN] = want_down,
		[EV_ONCE] = down_once,
		[EV_AT_MOST_ONCE] = want_down,
		[EV_EXIT] = life_leave_read,
		[EV_TERM] = life_leave,
		[EV_INT] = life_leave,
		[EV_QUIT] = life_leave },
	[UP] = { [EV_UP] = want_up,
		[EV_DOWN] = up_down,
		[EV_ONCE] = want_down,
		[EV_AT_MOST_ONCE] = want_down,
		[EV_EXIT] = leave_when_over,
		[EV_RESTART] = restart,
		[EV_RELOAD] = reload,
		[EV_TERM] = stop_and_leave,
		[EV_INT] = interrupt_and_leave,
		[EV_QUIT] = life_leave },
	[FINISH] = { [EV_UP] = want_up,
		[EV_DOWN] = want_down,
		[EV_ONCE] = want_down,
		[EV_AT_MOST_ONCE] = want_down,
		[EV_EXIT] = leave_when_over,
		[EV_TERM] = leave_when_over,
		[EV_INT] = interrupt_and_leave,
		[EV_QUIT] = life_leave },
	[LASTUP] = { [EV_UP] = want_up,
		[EV_DOWN] = up_down,
		[EV_ONCE] = want_down,
		[EV_AT_MOST_ONCE] = want_down,
		[EV_EXIT] = leave_when_over,
		[EV_RESTART] = restart,
		[EV_RELOAD] = reload,
		[EV_TERM] = up_down,
		[EV_INT] = interrupt_and_leave,
		[EV_QUIT] = life_leave },
	[LASTFINISH] = { [EV_UP] = want_up,
		[EV_DOWN] = want_down,
		[EV_ONCE] = want_down,
		[EV_AT_MOST_ONCE] = want_down,
		[EV_EXIT] = leave_when_over,
		[EV_INT] = interrupt_and_leave,
		[EV_QUIT] = life_leave },
};

static void happen(struct service *s, enum event event)
{
	if (on[s->state][event])
		on[s->state][event](s);
}

/* The letters that also change the file "down" are their plain ones with that. */
static void change_down_file(struct service *s, int make)
{
	if (servicedir_set_down(s->dir, make) < 0)
		SAY(s, errno, make ? "unable to create ./down" : "unable to remove ./down");
}

static enum event plain(struct service *s, enum event event)
{
	if (event != EV_UP_FOR_GOOD && event != EV_DOWN_FOR_GOOD &&
		event != EV_AT_MOST_ONCE_FOR_GOOD)
		return event;
	change_down_file(s, event != EV_UP_FOR_GOOD);
	return event == EV_UP_FOR_GOOD     ? EV_UP
	       : event == EV_DOWN_FOR_GOOD ? EV_DOWN
					   : EV_AT_MOST_ONCE;
}

static void send_signal(struct service *s, int sig, int group)
{
	if (s->state != UP && s->state != LASTUP)
		return;
	life_signal(s, group ? -s->st.pgid : s->st.pid, sig);
	if (sig != SIGSTOP && sig != SIGCONT)
		return;
	s->st.paused = sig == SIGSTOP;
	life_save(s);
}

void service_command(struct service *s, char letter)
{
	switch (letter) {
#define CASE(l, name, help) \
	case l: happen(s, plain(s, EV_##name)); break;
		SVC_STATES(CASE)
#undef CASE
#define CASE(l, sig, group, help) \
	case l: send_signal(s, sig, group); break;
		SVC_SIGNALS(CASE)
#undef CASE
	}
}

void service_leave(struct service *s, char how)
{
	happen(s, how == 't' ? EV_TERM : how == 'x' ? EV_EXIT : how == 'i' ? EV_INT : EV_QUIT);
}

static void on_commands(void *arg)
{
	struct service *s = arg;
	char b[64];
	ssize_t n = read(s->commands.fd, b, sizeof b);
	if (n < 0 && errno != EAGAIN && errno != EINTR && loop_trouble(&s->v->loop))
		SAY(s, errno, "unable to read supervise/control");
	for (ssize_t i = 0; i < n && s->commands.fd >= 0; i++)
		service_command(s, b[i]);
}

static int begin(struct service *s, char const **what)
{
	*what = "make event";
	if (fifodir_make(s->dir, "event", getegid()) < 0)
		return -1;
	*what = "take supervise";
	if (control_lock(&s->control, s->dir, "supervise") < 0 ||
		!supervisor_has_room(s->v, s->control.lock))
		return -1;
	/* Who finds somebody to talk to finds a status too. */
	*what = "write supervise/status";
	tain_now(&s->st.stamp);
	s->st.ready_at = s->st.stamp;
	s->st.want_up = !servicedir_flag(s, "down");
	if (s->st.want_up && errno)
		return -1;
	s->st.paused = s->st.ready = 1; /* never started */
	if (svstatus_write(s->dir, &s->st) < 0)
		return -1;
	*what = "listen to supervise/control";
	if (control_listen(&s->control, s->dir, "supervise") < 0 ||
		!supervisor_has_room(s->v, s->control.fifo))
		return -1;
	return loop_fd(&s->v->loop, &s->commands, s->control.fifo, EPOLLIN, on_commands, s);
}

int service_resume(struct service *s)
{
	s->commands.fd = -1;
	if (life_resume(s) < 0)
		return -1;
	return loop_fd(&s->v->loop, &s->commands, s->control.fifo, EPOLLIN, on_commands, s);
}

int service_open(struct service *s, char const **what)
{
	s->control = (struct control){ -1, -1 };
	s->st = (struct svstatus){ 0 };
	s->state = DOWN;
	s->detached = s->killing = s->spawn_errno = s->missing = s->last_starts = 0;
	life_forget_late(s);
	s->ready_since = 0;
	s->policy = (struct policy){ 0 };
	s->commands.fd = s->readiness.fd = -1;
	if (begin(s, what) < 0) {
		int err = errno;
		loop_fd_drop(&s->v->loop, &s->commands);
		control_close(&s->control);
		errno = err;
		return -1;
	}
	if (tally_forget(s->dir) < 0)
		SAY(s, errno, "unable to empty supervise/death_tally");
	life_tell(s, "s");
	if (s->st.want_up)
		life_start(s);
	return 0;
}
