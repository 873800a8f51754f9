/* test.c - blocks that decide, and blocks whose end is told. */
#include <sys/wait.h>

#include "execline.h"

struct next test_block(
	struct ctx *x, struct word *block, int crash_is_false, int negate, int *wstat, int *truth)
{
	char b[DECIMAL];
	if (spawn_wait(x, block, wstat) < 0)
		return spawn_failed(x);
	if (WIFSIGNALED(*wstat) && !crash_is_false)
		return failcode(x, status_code(*wstat), "child crashed with signal ",
			decimal(b, (unsigned long)WTERMSIG(*wstat)));
	*truth = (*wstat == 0) != negate;
	return chain(0);
}

void run_and_tell(struct ctx *x, struct word *block)
{
	int wstat;
	int failed = spawn_wait(x, block, &wstat) < 0;
	env_set_number(x, "?", failed ? spawn_warn(x) : status_exact(wstat));
}
