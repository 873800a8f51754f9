/* bodies.c - the body of a loop: one after the other, or several at once. */
#include <sys/wait.h>

#include "execline.h"

struct next bodies_start(struct bodies *b, struct ctx *x, struct call const *c,
	struct loop_opts const *o, char const *name, struct word *body)
{
	*b = (struct bodies){ .x = x, .o = o, .name = name, .body = body };
	b->most = o->parallel == 2 ? SIZE_MAX : o->parallel ? o->most : 1;
	struct next n = codes_read(x, c, &b->codes, o->codes, o->break_on);
	return n.how == NEXT_EXIT ? n : check_variable(x, name);
}

static int run_alone(struct bodies *b, struct word *words)
{
	int wstat;
	if (spawn_wait(b->x, words, &wstat) < 0) {
		b->answer = spawn_failed(b->x);
		return 0;
	}
	b->answer = leave(status_code(wstat));
	return codes_go_on(&b->codes, b->answer.code);
}

static void has_ended(struct bodies *b, pid_t pid, int wstat)
{
	pid_t *p = genalloc_s(pid_t, &b->running);
	size_t i = 0, n = genalloc_len(pid_t, &b->running);
	while (i < n && p[i] != pid)
		i++;
	if (i == n)
		return;
	p[i] = p[n - 1];
	genalloc_setlen(pid_t, &b->running, n - 1);
	if (!codes_go_on(&b->codes, status_code(wstat)))
		b->wrong = 1;
}

static void wait_for_room(struct bodies *b, size_t most)
{
	int wstat;
	while (genalloc_len(pid_t, &b->running) > most) {
		pid_t pid = waitpid(-1, &wstat, 0);
		if (pid > 0)
			has_ended(b, pid, wstat);
		else if (errno == ECHILD)
			return;
	}
}

static int run_beside(struct bodies *b, struct word *words)
{
	wait_for_room(b, b->most - 1);
	pid_t pid = spawn(b->x, words, 0);
	if (pid >= 0)
		return genalloc_append(pid_t, &b->running, &pid);
	b->answer = spawn_failed(b->x);
	return 0;
}

int bodies_run(struct bodies *b, char const *value)
{
	struct ctx *x = b->x;
	struct arena mark = arena_mark(x);
	struct env before = env_fork(x);
	struct next n = hand_over(x, words_copy(x, b->body), b->name, value, b->o->autoimport);
	b->done++;
	int r = b->most > 1 ? run_beside(b, n.words) : run_alone(b, n.words);
	env_back(x, before);
	arena_release(x, mark);
	return r;
}

void bodies_wait(struct bodies *b)
{
	wait_for_room(b, 0);
	genalloc_free(pid_t, &b->running);
}
