/* loop_test.c - the event loop: timers, descriptors, children, signals, and their order in a turn. */
#include "loop.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../unit.h"

static struct loop l;

/* What has happened, a letter each. */
static char happened[64];
static size_t events;

static void note(char what)
{
	assert_true(events < sizeof happened - 1);
	happened[events++] = what;
}

static void note_letter(void *letter)
{
	note(*(char const *)letter);
}

static void leave_with(void *code)
{
	loop_leave(&l, *(int *)code);
}

static void note_and_leave(void *letter)
{
	note_letter(letter);
	loop_leave(&l, 0);
}

static void note_and_leave_on_death(void *letter, int wstat)
{
	note(WIFEXITED(wstat) ? (char)('0' + WEXITSTATUS(wstat)) : '!');
	note_and_leave(letter);
}

static int begin(void **state)
{
	(void)state;
	memset(happened, 0, sizeof happened);
	events = 0;
	return loop_open(&l);
}

static int end(void **state)
{
	(void)state;
	loop_close(&l);
	return 0;
}

static void leaves_with_its_code(void **state)
{
	(void)state;
	int code = 42;
	struct timer t = { 0 };
	assert_int_equal(loop_in(&l, &t, 0, leave_with, &code), 0);
	assert_int_equal(loop_run(&l), 42);
}

static void send_and_leave(void *code)
{
	raise(SIGUSR1);
	leave_with(code);
}

static void leave_with_the_signal(void *arg, int sig)
{
	(void)arg;
	note('s');
	loop_leave(&l, sig);
}

/* What ends a program that was too slow also brings the news of its death. */
static void the_first_code_of_a_turn_counts(void **state)
{
	(void)state;
	int code = 42;
	struct timer t = { 0 };
	loop_signal(&l, SIGUSR1, leave_with_the_signal, 0);
	assert_int_equal(loop_in(&l, &t, 0, send_and_leave, &code), 0);
	assert_int_equal(loop_run(&l), 42);
	assert_string_equal(happened, "s");
}

static void timers_go_off_in_order(void **state)
{
	(void)state;
	struct timer a = { 0 }, b = { 0 }, c = { 0 }, d = { 0 };
	int64_t now = loop_clock();
	loop_at(&l, &c, now + 3, note_letter, "c");
	loop_at(&l, &a, now + 1, note_letter, "a");
	loop_at(&l, &d, now + 2 * LOOP_MS, note_and_leave, "d");
	loop_at(&l, &b, now + 2, note_letter, "b");
	assert_int_equal(loop_run(&l), 0);
	assert_string_equal(happened, "abcd");
	assert_int_equal(l.timers, 0);
	assert_true(loop_clock() >= now + 2 * LOOP_MS);
}

static void a_timer_that_is_set_moves(void **state)
{
	(void)state;
	struct timer a = { 0 }, b = { 0 };
	int64_t now = loop_clock();
	loop_at(&l, &a, now, note_letter, "x");
	loop_at(&l, &b, now + 2, note_letter, "b");
	loop_at(&l, &a, now + LOOP_MS, note_and_leave, "a");
	loop_run(&l);
	assert_string_equal(happened, "ba");
}

enum { MANY = 5000 };
static struct timer many[MANY];
static int64_t last;
static size_t fired;

static void in_order(void *timer)
{
	struct timer *t = timer;
	assert_true(t->when >= last);
	assert_int_equal(t->slot, 0);
	last = t->when;
	fired++;
}

/* Thousands, set in a mixed order, a third dropped again. */
static void many_timers(void **state)
{
	(void)state;
	struct timer stop = { 0 };
	int code = 0;
	int64_t now = loop_clock();
	uint32_t seed = 1;
	last = 0;
	fired = 0;
	for (size_t i = 0; i < MANY; i++) {
		seed = seed * 1664525 + 1013904223;
		assert_int_equal(
			loop_at(&l, many + i, now - (int64_t)(seed >> 12), in_order, many + i), 0);
	}
	for (size_t i = 0; i < MANY; i += 3)
		loop_timer_drop(&l, many + i);
	loop_timer_drop(&l, many);
	assert_int_equal(l.timers, MANY - (MANY + 2) / 3);
	loop_at(&l, &stop, now + 1, leave_with, &code);
	loop_run(&l);
	assert_int_equal(fired, MANY - (MANY + 2) / 3);
}

static struct timer victim;

static void drop_victim(void *letter)
{
	note_letter(letter);
	loop_timer_drop(&l, &victim);
}

static void a_timer_drops_another(void **state)
{
	(void)state;
	struct timer a = { 0 }, z = { 0 };
	int64_t now = loop_clock();
	victim = (struct timer){ 0 };
	loop_at(&l, &a, now - 2, drop_victim, "a");
	loop_at(&l, &victim, now - 1, note_letter, "v");
	loop_at(&l, &z, now, note_and_leave, "z");
	loop_run(&l);
	assert_string_equal(happened, "az");
}

static int rounds;

static void again(void *timer)
{
	note('r');
	if (++rounds < 5)
		loop_in(&l, timer, 0, again, timer);
	else
		loop_leave(&l, 0);
}

static void a_timer_sets_itself_again(void **state)
{
	(void)state;
	struct timer t = { 0 };
	rounds = 0;
	loop_in(&l, &t, 0, again, &t);
	loop_run(&l);
	assert_string_equal(happened, "rrrrr");
}

/* A pipe with a byte in it. */
static void full_pipe(int p[2])
{
	assert_int_equal(pipe2(p, O_CLOEXEC), 0);
	assert_int_equal(write(p[1], "x", 1), 1);
}

static void close_pipe(int p[2])
{
	close(p[0]);
	close(p[1]);
}

static struct watch first, second;

static void drop_the_other(void *watch)
{
	note(watch == &first ? 's' : 'f');
	loop_fd_drop(&l, watch);
	loop_leave(&l, 0);
}

/* Two are ready in one turn; the one that runs drops the other, which must not run any more. */
static void a_handler_drops_a_ready_watch(void **state)
{
	(void)state;
	int p[2], q[2];
	full_pipe(p);
	full_pipe(q);
	first = second = (struct watch){ .fd = -1 };
	assert_int_equal(loop_fd(&l, &first, p[0], EPOLLIN, drop_the_other, &second), 0);
	assert_int_equal(loop_fd(&l, &second, q[0], EPOLLIN, drop_the_other, &first), 0);
	loop_run(&l);
	assert_int_equal(events, 1);
	loop_fd_drop(&l, &first);
	loop_fd_drop(&l, &second);
	loop_fd_drop(&l, &second);
	close_pipe(p);
	close_pipe(q);
}

static void refuses_a_bad_descriptor(void **state)
{
	(void)state;
	struct watch w = { .fd = -1 };
	assert_int_equal(loop_fd(&l, &w, 1000000, EPOLLIN, note_letter, "x"), -1);
	assert_int_equal(w.fd, -1);
	loop_fd_drop(&l, &w);
}

static pid_t child_that_leaves_with(int code)
{
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (!pid)
		_exit(code);
	return pid;
}

/* Waits until PID is a zombie, without reaping it. */
static void until_dead(pid_t pid)
{
	siginfo_t info;
	assert_int_equal(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT), 0);
}

static void hears_of_a_death(void **state)
{
	(void)state;
	struct child c;
	loop_child(&l, &c, child_that_leaves_with(7), note_and_leave_on_death, "d");
	loop_run(&l);
	assert_string_equal(happened, "7d");
	assert_int_equal(c.pid, 0);
}

static void hears_of_many_deaths(void **state)
{
	enum { CHILDREN = 20 };
	(void)state;
	struct child c[CHILDREN], unknown = { 0 };
	for (int i = 0; i < CHILDREN; i++) {
		pid_t pid = child_that_leaves_with(1);
		until_dead(pid);
		loop_child(&l, c + i, pid, note_and_leave_on_death, "d");
	}
	until_dead(child_that_leaves_with(0));
	loop_child_drop(&l, c);
	loop_child_drop(&l, c);
	loop_child_drop(&l, &unknown);
	loop_run(&l);
	assert_int_equal(events, 2 * (CHILDREN - 1));
	assert_int_equal(waitpid(-1, 0, WNOHANG), -1);
}

static void note_signal(void *letter, int sig)
{
	note(*(char const *)letter);
	if (sig == SIGTERM)
		loop_leave(&l, sig);
}

static void hears_signals(void **state)
{
	(void)state;
	assert_int_equal(loop_signal(&l, SIGUSR1, note_signal, "1"), 0);
	assert_int_equal(loop_signal(&l, SIGTERM, note_signal, "t"), 0);
	kill(getpid(), SIGUSR1);
	kill(getpid(), SIGUSR1);
	kill(getpid(), SIGTERM);
	assert_int_equal(loop_run(&l), SIGTERM);
	assert_string_equal(happened, "1t");
}

/* The child's loop ends with 128 and the signal; the signal has its way when the loop is closed. */
static void stops_by_a_signal(void **state)
{
	int wstat;
	(void)state;
	pid_t pid = fork();
	if (!pid) {
		struct loop own;
		if (loop_open(&own) || loop_stop(&own, SIGTERM) || raise(SIGTERM))
			_exit(1);
		if (loop_run(&own) != 128 + SIGTERM)
			_exit(2);
		loop_close(&own);
		_exit(3);
	}
	assert_int_equal(waitpid(pid, &wstat, 0), pid);
	assert_true(WIFSIGNALED(wstat));
	assert_int_equal(WTERMSIG(wstat), SIGTERM);
}

static void an_ignored_signal_stops_nothing(void **state)
{
	struct timer t = { 0 };
	int code = 5;
	(void)state;
	signal(SIGUSR1, SIG_IGN);
	assert_int_equal(loop_stop(&l, SIGUSR1), 0);
	raise(SIGUSR1);
	loop_in(&l, &t, 1, leave_with, &code);
	assert_int_equal(loop_run(&l), 5);
	signal(SIGUSR1, SIG_DFL);
}

static struct child orphan;

/* In one turn: timers, early descriptors, deaths and signals, other descriptors. */
static void keeps_the_order_of_a_turn(void **state)
{
	(void)state;
	struct watch early = { .fd = -1, .early = 1 }, late = { .fd = -1 };
	struct timer t = { 0 };
	int p[2], q[2];
	pid_t pid = child_that_leaves_with(3);
	full_pipe(p);
	full_pipe(q);
	until_dead(pid);
	loop_fd(&l, &late, q[0], EPOLLIN, note_and_leave, "l");
	loop_fd(&l, &early, p[0], EPOLLIN, note_letter, "e");
	loop_child(&l, &orphan, pid, note_and_leave_on_death, "d");
	loop_at(&l, &t, loop_clock(), note_letter, "t");
	loop_run(&l);
	assert_string_equal(happened, "te3dl");
	close_pipe(p);
	close_pipe(q);
}

static void turn_has_an_end(void **state)
{
	(void)state;
	struct timer t = { 0 };
	l.on_turn = note_letter;
	l.turn_arg = "|";
	loop_in(&l, &t, 0, note_and_leave, "t");
	loop_run(&l);
	assert_int_equal(happened[events - 1], '|');
}

static void gives_signals_back(void **state)
{
	(void)state;
	struct loop own;
	sigset_t before, during, after;
	sigprocmask(SIG_SETMASK, 0, &before);
	assert_int_equal(loop_open(&own), 0);
	loop_signal(&own, SIGUSR2, note_signal, "x");
	sigprocmask(SIG_SETMASK, 0, &during);
	assert_true(sigismember(&during, SIGUSR2));
	loop_close(&own);
	sigprocmask(SIG_SETMASK, 0, &after);
	for (int sig = 1; sig < SIGRTMAX; sig++)
		assert_int_equal(sigismember(&after, sig), sigismember(&before, sig));
}

#define LOOP_TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
	struct CMUnitTest const tests[] = {
		LOOP_TEST(leaves_with_its_code),
		LOOP_TEST(the_first_code_of_a_turn_counts),
		LOOP_TEST(timers_go_off_in_order),
		LOOP_TEST(a_timer_that_is_set_moves),
		LOOP_TEST(many_timers),
		LOOP_TEST(a_timer_drops_another),
		LOOP_TEST(a_timer_sets_itself_again),
		LOOP_TEST(a_handler_drops_a_ready_watch),
		LOOP_TEST(refuses_a_bad_descriptor),
		LOOP_TEST(hears_of_a_death),
		LOOP_TEST(hears_of_many_deaths),
		LOOP_TEST(hears_signals),
		LOOP_TEST(stops_by_a_signal),
		LOOP_TEST(an_ignored_signal_stops_nothing),
		LOOP_TEST(keeps_the_order_of_a_turn),
		LOOP_TEST(turn_has_an_end),
		LOOP_TEST(gives_signals_back),
	};
	alarm(20);
	return cmocka_run_group_tests_name("loop", tests, 0, 0);
}
