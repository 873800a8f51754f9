/* rcrunner.c - any bytes may come to the oneshot runner: what is no request is turned away, and what is one is answered as
   the protocol has it. Input: as wire.h says. */
#include "rc.h"

#include <skalibs/uint32.h>

#include "rcrunner.h"
#include "rcscripts.h"
#include "wire.h"

/* Scripts that are empty, so that nothing is started. */
#define TREE RC_ONESHOT("a") RC_ONESHOT("b") RC_NEEDS("b", "a")

static struct rcrunner runner;
static struct rcdb db;

static void ended(struct rcrunner *r)
{
	(void)r;
}

static void prepare(struct ctx *x)
{
	runner.compiled = rc_compile(x, "db", TREE, &db);
	runner.ended = ended;
	must_hold(!loop_open(&runner.loop));
	runner.x = x;
	must_hold(!rcrunner_refresh(&runner));
}

/* The greeting, 0 or an errno, and behind 0 how the script has ended: well. */
static void check_answer(int fd)
{
	uint32_t wstat = 1;
	char b[64];
	ssize_t n = read(fd, b, sizeof b);
	if (n <= SUDO_GREETING) {
		must_hold(n <= 0 || (n == SUDO_GREETING && !memcmp(b, SUDO_SERVER, SUDO_GREETING)));
		return;
	}
	must_hold(!memcmp(b, SUDO_SERVER, SUDO_GREETING));
	if (b[SUDO_GREETING]) {
		must_hold(n == SUDO_GREETING + 1);
		return;
	}
	must_hold(n == SUDO_GREETING + 1 + SUDO_STATUS);
	uint32_unpack_big(b + SUDO_GREETING + 1, &wstat);
	must_hold(!wstat);
}

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	int p[2];
	rc_once(prepare);
	if (!wire_send(s, len, p))
		return;
	int next = dup(0);
	must_hold(next >= 0 && !close(next));
	runner.x = x;
	runner.spare = 0; /* it was the last run's */
	rcsession_meet(&runner, p[1]);
	check_answer(p[0]);
	if (runner.all)
		rcsession_abandon(runner.all);
	must_hold(!runner.n && !runner.all);
	int after = dup(0);
	must_hold(after == p[1] && !close(after)); /* nothing is left open */
	must_hold(!close(p[0]) && after < next);
}
