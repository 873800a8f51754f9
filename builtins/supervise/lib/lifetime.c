/* lifetime.c - what a service does by itself: it starts, gets ready, dies, finishes, comes back. */
#include "lifetime.h"

#include <errno.h>
#include <skalibs/djbunix.h>
#include <skalibs/sig.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "policy.h"
#include "servicedir.h"
#include "servicerun.h"
#include "shortage.h"
#include "spawn.h"
#include "tally.h"
#include "unread.h"

enum { RESTART_MS = 1000, KILL_AGAIN_MS = 5000, SPAWN_AGAIN_MS = 60000 };
enum { LAST_STARTS = 3 };
enum { SHORTAGE_MS = 50, SHORTAGE_MOST_MS = 5000 };

static void on_timer(void *arg);
static void on_death(void *arg, int wstat);

/* A group may have gone. */
void life_signal(struct service *s, pid_t pid, int sig)
{
	if (kill(pid, sig) < 0 && !(pid < 0 && errno == ESRCH))
		SAY(s, errno, "unable to send SIG", sig_name(sig));
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

void life_leave(struct service *s)
{
	life_tell(s, "x");
	life_forget_late(s);
	policy_forget(s);
	drop_readiness(s);
	loop_fd_drop(&s->v->loop, &s->commands);
	loop_timer_drop(&s->v->loop, &s->timer);
	loop_child_drop(&s->v->loop, &s->child);
	control_close(&s->control);
	s->gone(s);
}

/* A logger may have died of what it was told before, and more than once when there was no room on a disk. */
void life_leave_read(struct service *s)
{
	if (s->st.want_up && s->last_starts < LAST_STARTS && unread_may_come(s)) {
		s->last_starts++;
		s->detached = 0;
		life_start(s);
		s->detached = 1;
		if (s->state == UP) {
			s->state = LASTUP;
			return;
		}
	}
	unread_tell(s);
	life_leave(s);
}

/* Readiness is the first newline that comes through the notification pipe. */
static void on_readiness(void *arg)
{
	struct service *s = arg;
	char b[512];
	ssize_t n = read(s->readiness.fd, b, sizeof b);
	if (n < 0 && errno != EAGAIN && errno != EINTR && loop_trouble(&s->v->loop))
		SAY(s, errno, "unable to read readiness");
	if (n < 0)
		return;
	if (n > 0 && !memchr(b, '\n', (size_t)n))
		return;
	drop_readiness(s);
	if (n <= 0)
		return;
	tain_now(&s->st.ready_at);
	s->ready_since = s->v->loop.now;
	s->st.ready = 1;
	life_save(s);
	life_tell(s, "U");
}

void life_watch(struct service *s)
{
	int fd = s->readiness.fd, was = s->unwatched;
	s->readiness.early = 1;
	s->unwatched = 0;
	if (fd < 0 || !loop_fd(&s->v->loop, &s->readiness, fd, EPOLLIN, on_readiness, s))
		return;
	if (!was)
		SAY(s, errno, "unable to watch for readiness");
	s->readiness.fd = fd;
	s->unwatched = 1;
	life_later(s);
}

static char const *what_next(struct service const *s)
{
	return s->missing      ? " (trying again, at least every 5 seconds)"
	       : s->st.want_up ? " (trying again every 60 seconds)"
			       : "";
}

/* A shortage must not keep it down, not even if it was to be started only once. */
static void start_failed(struct service *s, int err)
{
	s->missing = shortage(err);
	if (err != s->spawn_errno)
		servicerun_explain(s, "run", err, what_next(s));
	s->spawn_errno = err;
	s->short_ms = s->missing ? loop_longer(s->short_ms, SHORTAGE_MS, SHORTAGE_MOST_MS) : 0;
	timer_in(s, s->missing ? s->short_ms : SPAWN_AGAIN_MS);
}

void life_start(struct service *s)
{
	int readiness = -1;
	pid_t pid = servicerun_start(s, &readiness);
	if (pid < 0) {
		start_failed(s, errno);
		return;
	}
	s->spawn_errno = s->missing = 0;
	s->short_ms = 0;
	policy_begin(s);
	s->readiness.fd = readiness;
	life_watch(s);
	loop_timer_drop(&s->v->loop, &s->timer);
	loop_child(&s->v->loop, &s->child, pid, on_death, s);
	tain_now(&s->st.stamp);
	s->st.pid = s->st.pgid = pid;
	s->st.paused = s->st.finishing = s->st.ready = 0;
	s->killing = 0;
	s->ready_since = 0;
	s->state = UP;
	life_save(s);
	life_tell(s, "u");
}

/* When the service may come back: as is declared, or a second after its end, or a second after it was ready. */
static int64_t next_start(struct service *s)
{
	if (s->policy.wait_ms)
		return s->v->loop.now + s->policy.wait_ms * LOOP_MS;
	return (s->ready_since ? s->ready_since : s->v->loop.now) + RESTART_MS * LOOP_MS;
}

static void enter_down(struct service *s)
{
	s->state = DOWN;
	s->st.pid = 0;
	s->st.finishing = 0;
	s->st.ready = 1; /* it is down and done */
	tain_now(&s->st.ready_at);
	life_save(s);
	if (s->st.want_up)
		loop_at(&s->v->loop, &s->timer, next_start(s), on_timer, s);
	else
		loop_timer_drop(&s->v->loop, &s->timer);
}

/* What is told of the end, in one piece. */
static char const *end_events(int died_now, int for_good)
{
	return died_now ? for_good ? "dOD" : "dD" : for_good ? "OD" : "D";
}

/* Run and finish are over; FAILED: finish says that it was for good; DIED_NOW: there was no finish, so that nobody
   has heard of the death. Ends the supervision, if this was the last time. */
static void over(struct service *s, int failed, int died_now)
{
	int last = s->state == LASTUP || s->state == LASTFINISH;
	enum fate fate = policy_judge(s, failed);
	if (fate != FATE_RESTART)
		s->st.want_up = 0;
	enter_down(s);
	life_tell(s, end_events(died_now, fate == FATE_FAIL || fate == FATE_FAIL_AND_END));
	if (last)
		life_leave_read(s);
	else if (fate == FATE_END || fate == FATE_FAIL_AND_END)
		s->end(s, status_code(s->st.wstat));
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
	policy_die(s);
	if (tally_add(s->dir, &s->st.stamp, wstat, servicedir_number(s, "max-death-tally", 100)) <
		0)
		SAY(s, errno, "unable to write supervise/death_tally");
	int finish = servicedir_flag(s, "finish");
	pid_t pid = finish ? servicerun_finish(s) : -1;
	if (pid < 0) {
		if (finish)
			servicerun_explain(s, "finish", errno, " (going on without it)");
		over(s, 0, 1);
		return;
	}
	loop_child(&s->v->loop, &s->child, pid, on_death, s);
	s->state = s->state == LASTUP ? LASTFINISH : FINISH;
	s->st.pid = pid;
	s->st.finishing = 1;
	life_save(s);
	life_tell(s, "d");
	unsigned int ms = servicedir_number(s, "timeout-finish", 5000);
	if (ms)
		timer_in(s, ms);
}

static void finish_died(struct service *s, int wstat)
{
	int for_good = WIFEXITED(wstat) && WEXITSTATUS(wstat) == 125;
	if (for_good)
		SAY(s, 0, "finish says that the failure is permanent: not restarting");
	over(s, for_good, 0);
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
	int group =
		(s->state == UP || s->state == LASTUP) && servicedir_flag(s, "flag-timeout-killpg");
	life_signal(s, group ? -s->st.pgid : s->st.pid, SIGKILL);
	life_signal(s, group ? -s->st.pgid : s->st.pid, SIGCONT);
	timer_in(s, KILL_AGAIN_MS);
}

static void on_timer(void *arg)
{
	struct service *s = arg;
	switch (s->state) {
	case DOWN:
		if (s->st.want_up || s->missing)
			life_start(s);
		break;
	case FINISH:
	case LASTFINISH:
		SAY(s, 0, "finish takes too long: killing it");
		/* fall through */
	default: kill_again(s);
	}
}

void life_want(struct service *s, int up)
{
	if (s->st.want_up == up)
		return;
	s->st.want_up = up;
	life_save(s);
}

void life_kill_in(struct service *s, unsigned int ms)
{
	timer_in(s, ms);
}

int life_resume(struct service *s)
{
	life_watch(s);
	life_save(s); /* it may have been behind */
	if (s->st.pid)
		loop_child(&s->v->loop, &s->child, s->st.pid, on_death, s);
	return s->timer.when ? loop_at(&s->v->loop, &s->timer, s->timer.when, on_timer, s) : 0;
}
