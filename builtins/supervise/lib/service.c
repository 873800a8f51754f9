/* service.c - states and events of a service. */
#include "service.h"

#include <errno.h>
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "diag.h"
#include "fifodir.h"
#include "servicedir.h"
#include "svc.h"
#include "tally.h"

enum { RESTART_MS = 1000, KILL_AGAIN_MS = 5000, SPAWN_AGAIN_MS = 60000, SHORTAGE_MS = 5000 };

#define SAY(s, err, ...) (s)->say((s), DIAG_PARTS(__VA_ARGS__), (err))

static void on_timer(void *arg);
static void on_death(void *arg, int wstat);

static void save(struct service *s)
{
	if (svstatus_write(s->dir, &s->st) < 0)
		SAY(s, errno, "unable to write supervise/status");
}

static void tell(struct service *s, char const *events)
{
	if (fifodir_notify(s->dir, "event", events, strlen(events)) < 0)
		SAY(s, errno, "unable to notify event");
}

static void timer_in(struct service *s, unsigned int ms)
{
	loop_in(&s->v->loop, &s->timer, ms, on_timer, s);
}

static void drop_readiness(struct service *s)
{
	int fd = s->readiness.fd;
	loop_fd_drop(&s->v->loop, &s->readiness);
	if (fd >= 0)
		fd_close(fd);
}

static void bye(struct service *s)
{
	tell(s, "x");
	drop_readiness(s);
	loop_fd_drop(&s->v->loop, &s->commands);
	loop_timer_drop(&s->v->loop, &s->timer);
	loop_child_drop(&s->v->loop, &s->child);
	control_close(&s->control);
	s->gone(s);
}

/* Readiness is the first newline that comes through the notification pipe. */
static void on_readiness(void *arg)
{
	struct service *s = arg;
	char b[512];
	ssize_t n = read(s->readiness.fd, b, sizeof b);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n > 0 && !memchr(b, '\n', (size_t)n))
		return;
	drop_readiness(s);
	if (n <= 0)
		return;
	tain_now(&s->st.ready_at);
	s->ready_since = s->v->loop.now;
	s->st.ready = 1;
	save(s);
	tell(s, "U");
}

static void watch_readiness(struct service *s, int fd)
{
	s->readiness.early = 1;
	if (fd < 0 || !loop_fd(&s->v->loop, &s->readiness, fd, EPOLLIN, on_readiness, s))
		return;
	SAY(s, errno, "unable to watch for readiness");
	fd_close(fd);
}

static void start_failed(struct service *s, int err)
{
	int shortage = supervisor_short_of(err);
	if (err != s->spawn_errno)
		servicedir_explain(s, "run", err,
			shortage ? " (trying again every 5 seconds)"
				 : " (trying again every 60 seconds)");
	s->spawn_errno = err;
	timer_in(s, shortage ? SHORTAGE_MS : SPAWN_AGAIN_MS);
}

static void start(struct service *s)
{
	int readiness = -1;
	pid_t pid = servicedir_run(s, &readiness);
	if (pid < 0) {
		start_failed(s, errno);
		return;
	}
	s->spawn_errno = 0;
	watch_readiness(s, readiness);
	loop_timer_drop(&s->v->loop, &s->timer);
	loop_child(&s->v->loop, &s->child, pid, on_death, s);
	tain_now(&s->st.stamp);
	s->st.pid = s->st.pgid = pid;
	s->st.paused = s->st.finishing = s->st.ready = 0;
	s->killing = 0;
	s->ready_since = 0;
	s->state = UP;
	save(s);
	tell(s, "u");
}

/* run and finish are over: the service may come back a second later, or a second after it was ready. */
static void enter_down(struct service *s)
{
	int64_t from = s->ready_since ? s->ready_since : s->v->loop.now;
	s->state = DOWN;
	s->st.pid = 0;
	s->st.finishing = 0;
	s->st.ready = 1; /* it is down and done */
	tain_now(&s->st.ready_at);
	save(s);
	if (s->st.want_up)
		loop_at(&s->v->loop, &s->timer, from + RESTART_MS * LOOP_MS, on_timer, s);
	else
		loop_timer_drop(&s->v->loop, &s->timer);
}

/* What EVENTS say about it, and the end, if this was the last time. */
static void over(struct service *s, char const *events)
{
	int last = s->state == LASTUP || s->state == LASTFINISH;
	enter_down(s);
	tell(s, events);
	if (last)
		bye(s);
}

static void run_died(struct service *s, int wstat)
{
	if (s->readiness.fd >= 0) /* its last word may have come with its death */
		on_readiness(s);
	drop_readiness(s);
	loop_timer_drop(&s->v->loop, &s->timer);
	tain_now(&s->st.stamp);
	s->st.wstat = wstat;
	s->st.ready = s->st.paused = s->killing = 0;
	if (tally_add(s->dir, &s->st.stamp, wstat, servicedir_number(s, "max-death-tally", 100)) <
		0)
		SAY(s, errno, "unable to write supervise/death_tally");
	int finish = servicedir_flag(s->dir, "finish");
	pid_t pid = finish ? servicedir_finish(s) : -1;
	if (pid < 0) {
		if (finish)
			servicedir_explain(s, "finish", errno, " (going on without it)");
		over(s, "dD");
		return;
	}
	loop_child(&s->v->loop, &s->child, pid, on_death, s);
	s->state = s->state == LASTUP ? LASTFINISH : FINISH;
	s->st.pid = pid;
	s->st.finishing = 1;
	save(s);
	tell(s, "d");
	unsigned int ms = servicedir_number(s, "timeout-finish", 5000);
	if (ms)
		timer_in(s, ms);
}

static void finish_died(struct service *s, int wstat)
{
	int for_good = WIFEXITED(wstat) && WEXITSTATUS(wstat) == 125;
	if (for_good) {
		SAY(s, 0, "finish says that the failure is permanent: not restarting");
		s->st.want_up = 0;
	}
	over(s, for_good ? "OD" : "D");
}

static void on_death(void *arg, int wstat)
{
	struct service *s = arg;
	if (s->state == UP || s->state == LASTUP)
		run_died(s, wstat);
	else
		finish_died(s, wstat);
}

static void kill_again(struct service *s)
{
	int group = servicedir_flag(s->dir, "flag-timeout-killpg");
	kill(group ? -s->st.pgid : s->st.pid, SIGKILL);
	kill(group ? -s->st.pgid : s->st.pid, SIGCONT);
	timer_in(s, KILL_AGAIN_MS);
}

static void on_timer(void *arg)
{
	struct service *s = arg;
	switch (s->state) {
	case DOWN:
		if (s->st.want_up)
			start(s);
		break;
	case FINISH:
	case LASTFINISH:
		SAY(s, 0, "finish takes too long: killing it");
		/* fall through */
	default: kill_again(s);
	}
}

/* The letters, and the ways to leave. Each acts on one state or on several. */
typedef void action(struct service *s);

static void want(struct service *s, int up)
{
	if (s->st.want_up == up)
		return;
	s->st.want_up = up;
	save(s);
}

static void want_up(struct service *s)
{
	want(s, 1);
}

static void want_down(struct service *s)
{
	want(s, 0);
	if (s->state == DOWN)
		loop_timer_drop(&s->v->loop, &s->timer);
}

/* Whoever asks is told what is wrong, again. */
static void start_now(struct service *s, int up)
{
	s->spawn_errno = 0;
	want(s, up);
	start(s);
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
	kill(s->st.pid, servicedir_signal(s, "down-signal", SIGTERM));
}

static void reload(struct service *s)
{
	kill(s->st.pid, servicedir_signal(s, "reload-signal", SIGHUP));
}

static void up_down(struct service *s)
{
	unsigned int ms = servicedir_number(s, "timeout-kill", 0);
	want(s, 0);
	restart(s);
	kill(s->st.pid, SIGCONT);
	if (ms && !s->killing)
		timer_in(s, ms);
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
		kill(-s->st.pgid, SIGINT);
	bye(s);
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
		[EV_EXIT] = bye,
		[EV_TERM] = bye,
		[EV_INT] = bye,
		[EV_QUIT] = bye },
	[UP] = { [EV_UP] = want_up,
		[EV_DOWN] = up_down,
		[EV_ONCE] = want_down,
		[EV_AT_MOST_ONCE] = want_down,
		[EV_EXIT] = leave_when_over,
		[EV_RESTART] = restart,
		[EV_RELOAD] = reload,
		[EV_TERM] = stop_and_leave,
		[EV_INT] = interrupt_and_leave,
		[EV_QUIT] = bye },
	[FINISH] = { [EV_UP] = want_up,
		[EV_DOWN] = want_down,
		[EV_ONCE] = want_down,
		[EV_AT_MOST_ONCE] = want_down,
		[EV_EXIT] = leave_when_over,
		[EV_TERM] = leave_when_over,
		[EV_INT] = interrupt_and_leave,
		[EV_QUIT] = bye },
	[LASTUP] = { [EV_UP] = want_up,
		[EV_DOWN] = up_down,
		[EV_ONCE] = want_down,
		[EV_AT_MOST_ONCE] = want_down,
		[EV_EXIT] = leave_when_over,
		[EV_RESTART] = restart,
		[EV_RELOAD] = reload,
		[EV_TERM] = up_down,
		[EV_INT] = interrupt_and_leave,
		[EV_QUIT] = bye },
	[LASTFINISH] = { [EV_UP] = want_up,
		[EV_DOWN] = want_down,
		[EV_ONCE] = want_down,
		[EV_AT_MOST_ONCE] = want_down,
		[EV_EXIT] = leave_when_over,
		[EV_INT] = interrupt_and_leave,
		[EV_QUIT] = bye },
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
	kill(group ? -s->st.pgid : s->st.pid, sig);
	if (sig != SIGSTOP && sig != SIGCONT)
		return;
	s->st.paused = sig == SIGSTOP;
	save(s);
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
	s->st.want_up = !servicedir_flag(s->dir, "down");
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
	int readiness = s->readiness.fd;
	s->commands.fd = s->readiness.fd = -1;
	watch_readiness(s, readiness);
	if (s->st.pid)
		loop_child(&s->v->loop, &s->child, s->st.pid, on_death, s);
	if (s->timer.when && loop_at(&s->v->loop, &s->timer, s->timer.when, on_timer, s) < 0)
		return -1;
	return loop_fd(&s->v->loop, &s->commands, s->control.fifo, EPOLLIN, on_commands, s);
}

int service_open(struct service *s, char const **what)
{
	s->control = (struct control){ -1, -1 };
	s->st = (struct svstatus){ 0 };
	s->state = DOWN;
	s->detached = s->killing = s->spawn_errno = 0;
	s->ready_since = 0;
	s->commands.fd = s->readiness.fd = -1;
	if (begin(s, what) < 0) {
		int err = errno;
		loop_fd_drop(&s->v->loop, &s->commands);
		control_close(&s->control);
		errno = err;
		return -1;
	}
	fifodir_clean(s->dir, "event");
	tally_forget(s->dir);
	tell(s, "s");
	if (s->st.want_up)
		start(s);
	return 0;
}
