/* service_test.c - what takes a service too long to be waited for in a test: SIGKILL again and again, and waits that
   double. Timers are moved instead. */
#include "service.h"

#include <fcntl.h>
#include <signal.h>
#include <skalibs/djbunix.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../unit.h"

/* Signals that the supervisor sends are noted and do not arrive. */
static struct {
	pid_t pid;
	int sig;
} sent[16];
static size_t sent_n;

int kill(pid_t pid, int sig)
{
	if (sent_n < COUNT(sent)) {
		sent[sent_n].pid = pid;
		sent[sent_n++].sig = sig;
	}
	return 0;
}

struct place {
	char dir[64], said[4096];
	struct ctx x;
	struct supervisor v;
	struct service s;
	struct timer stop;
	int code;
};

static void say(struct service *s, char const *const *parts, int err)
{
	struct place *p = s->owner;
	(void)err;
	for (; *parts; parts++)
		strncat(p->said, *parts, sizeof p->said - strlen(p->said) - 1);
}

static void gone(struct service *s)
{
	(void)s;
}

static void end(struct service *s, int code)
{
	((struct place *)s->owner)->code = code;
}

static void put_file(struct place *p, char const *name, char const *text)
{
	char path[128];
	snprintf(path, sizeof path, "%s/%s", p->dir, name);
	assert_true(openwritenclose_unsafe(path, text, strlen(text)));
	assert_int_equal(chmod(path, 0755), 0);
}

static int enter(void **state)
{
	static struct place p;
	p = (struct place){ .dir = "/tmp/windlass-unit.XXXXXX", .code = -1 };
	*state = &p;
	sent_n = 0;
	p.x = UNIT_CTX("PATH=/usr/bin:/bin");
	p.s = (struct service){ .v = &p.v,
		.name = "s",
		.in = -1,
		.out = -1,
		.err = -1,
		.say = say,
		.gone = gone,
		.end = end,
		.owner = &p };
	if (!mkdtemp(p.dir))
		return -1;
	p.s.dir = open(p.dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	put_file(&p, "down", "");
	put_file(&p, "run", "#!/bin/sh\nexec sleep 1000\n");
	return supervisor_open(&p.v, &p.x);
}

static int clear(void **state)
{
	struct place *p = *state;
	if (p->s.commands.fd >= 0)
		service_leave(&p->s, 'q');
	if (p->s.st.pid) {
		syscall(SYS_kill, p->s.st.pid, SIGKILL);
		waitpid(p->s.st.pid, 0, 0);
	}
	close(p->s.dir);
	loop_close(&p->v.loop);
	unit_done(&p->x);
	return rm_rf(p->dir);
}

static void begin(struct place *p)
{
	char const *what = 0;
	assert_int_equal(service_open(&p->s, &what), 0);
}

static void stop(void *arg)
{
	loop_leave(arg, 0);
}

/* Has the timer of the service come due, and what comes of it done. */
static void pass_time(struct place *p)
{
	assert_int_not_equal(p->s.timer.slot, 0);
	loop_at(&p->v.loop, &p->s.timer, loop_clock(), p->s.timer.fn, p->s.timer.arg);
	loop_in(&p->v.loop, &p->stop, 1, stop, &p->v.loop);
	p->v.loop.leaving = 0;
	assert_int_equal(loop_run(&p->v.loop), 0);
}

/* The service dies; the end of it is dealt with. */
static void die(struct place *p)
{
	pid_t pid = p->s.st.pid;
	syscall(SYS_kill, pid, SIGKILL);
	while (p->s.st.pid == pid) {
		loop_in(&p->v.loop, &p->stop, 1, stop, &p->v.loop);
		p->v.loop.leaving = 0;
		assert_int_equal(loop_run(&p->v.loop), 0);
	}
}

static unsigned int wait_ms(struct place *p)
{
	return (unsigned int)((p->s.timer.when - p->v.loop.now + LOOP_MS / 2) / LOOP_MS);
}

static void assert_sent(size_t i, pid_t pid, int sig)
{
	assert_true(i < sent_n);
	assert_int_equal(sent[i].pid, pid);
	assert_int_equal(sent[i].sig, sig);
}

static void kills_every_five_seconds(void **state)
{
	struct place *p = *state;
	put_file(p, "timeout-kill", "70000\n");
	begin(p);
	service_command(&p->s, 'u');
	pid_t pid = p->s.st.pid;
	service_command(&p->s, 'd');
	assert_int_equal(sent_n, 2);
	assert_sent(0, pid, SIGTERM);
	assert_sent(1, pid, SIGCONT);
	assert_in_range(p->s.timer.when - loop_clock(), 69 * LOOP_SEC, 70 * LOOP_SEC);
	service_command(&p->s, 'd');
	assert_int_equal(sent_n, 4);
	for (size_t i = 4; i < 12; i += 2) {
		pass_time(p);
		assert_int_equal(sent_n, i + 2);
		assert_sent(i, pid, SIGKILL);
		assert_sent(i + 1, pid, SIGCONT);
		assert_in_range(p->s.timer.when - loop_clock(), 4 * LOOP_SEC, 5 * LOOP_SEC);
	}
}

static void kills_the_group_when_told(void **state)
{
	struct place *p = *state;
	put_file(p, "timeout-kill", "1000\n");
	put_file(p, "flag-timeout-killpg", "");
	begin(p);
	service_command(&p->s, 'u');
	pid_t pid = p->s.st.pid;
	service_command(&p->s, 'd');
	pass_time(p);
	assert_sent(2, -pid, SIGKILL);
	assert_sent(3, -pid, SIGCONT);
}

static void kills_a_finish_that_takes_too_long(void **state)
{
	struct place *p = *state;
	put_file(p, "timeout-finish", "70000\n");
	put_file(p, "flag-timeout-killpg", "");
	put_file(p, "finish", "#!/bin/sh\nexec sleep 1000\n");
	begin(p);
	service_command(&p->s, 'u');
	die(p);
	assert_int_equal(p->s.state, FINISH);
	pid_t pid = p->s.st.pid;
	for (size_t i = 0; i < 4; i += 2) {
		pass_time(p);
		assert_int_equal(sent_n, i + 2);
		assert_sent(i, pid, SIGKILL);
		assert_sent(i + 1, pid, SIGCONT);
	}
	assert_string_equal(
		p->said, "finish takes too long: killing itfinish takes too long: killing it");
}

static void waits_twice_as_long_each_time(void **state)
{
	static unsigned int const want[] = { 10000, 20000, 40000, 45000, 45000 };
	struct place *p = *state;
	put_file(p, "backoff", "10000 45000\n");
	begin(p);
	service_command(&p->s, 'u');
	for (size_t i = 0; i < COUNT(want); i++) {
		die(p);
		assert_in_range(wait_ms(p), want[i] - 500, want[i]);
		pass_time(p);
	}
	p->s.policy.began -= 46 * LOOP_SEC; /* it was up for long */
	die(p);
	assert_in_range(wait_ms(p), 9500, 10000);
	service_command(&p->s, 'u'); /* it is started by hand */
	die(p);
	assert_in_range(wait_ms(p), 9500, 10000);
	assert_string_equal(p->said, "");
}

static void forgets_deaths_that_are_long_ago(void **state)
{
	struct place *p = *state;
	put_file(p, "max-deaths", "3 60\n");
	put_file(p, "on-failure", "end-container\n");
	begin(p);
	service_command(&p->s, 'u');
	for (int i = 0; i < 2; i++) {
		die(p);
		pass_time(p);
	}
	genalloc_s(int64_t, &p->s.policy.died)[0] -= 61 * LOOP_SEC;
	die(p);
	assert_int_equal(p->code, -1);
	assert_true(p->s.st.want_up);
	pass_time(p);
	die(p);
	assert_int_equal(p->code, 128 + SIGKILL);
	assert_false(p->s.st.want_up);
	assert_string_equal(p->said, "it has failed for good: it died 3 times in 60 seconds");
}

static void needs_no_declaration(void **state)
{
	struct place *p = *state;
	begin(p);
	service_command(&p->s, 'u');
	for (int i = 0; i < 5; i++) {
		die(p);
		assert_in_range(wait_ms(p), 500, 1000);
		pass_time(p);
	}
	assert_string_equal(p->said, "");
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, enter, clear)
	struct CMUnitTest const tests[] = {
		CASE(kills_every_five_seconds),
		CASE(kills_the_group_when_told),
		CASE(kills_a_finish_that_takes_too_long),
		CASE(waits_twice_as_long_each_time),
		CASE(forgets_deaths_that_are_long_ago),
		CASE(needs_no_declaration),
	};
	return cmocka_run_group_tests(tests, 0, 0);
}
