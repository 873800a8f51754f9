/* s6-sudod.c - run a program with the arguments, variables and descriptors of a client. */
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <skalibs/uint32.h>

#include "builtin.h"
#include "loop.h"
#include "sudo.h"

struct opts {
	int own[SUDO_FDS]; /* what the client does not get to say */
	int detach;
	unsigned int ms;
};

static struct opt const opts[] = {
	SET('0', "no-stdin", struct opts, own[0], 1, "stdin is /dev/null, not the client's"),
	SET('1', "no-stdout", struct opts, own[1], 1, "stdout is /dev/null, not the client's"),
	SET('2', "no-stderr", struct opts, own[2], 1, "stderr is ours, not the client's"),
	SET('d', "detach", struct opts, detach, 1,
		"as -0 -1 -2, and let the program run on when the client leaves"),
	NUM('t', "timeout", struct opts, ms, UINT32_MAX, "ms",
		"leave when the client has not said what it wants after this many milliseconds"),
	{ 0 },
};

struct session {
	struct opts o;
	struct sudo_request request;
	struct loop loop;
	struct watch client;
	struct child child;
	pid_t pid;
	int wstat;
};

enum { ENDED, VANISHED };

/* A variable of the client's is taken if it is there and empty. */
static void take_variables(struct ctx *x, struct sudo_texts const *env)
{
	char const *s = env->s;
	for (uint32_t i = 0; i < env->n; i++, s += strlen(s) + 1) {
		size_t len = strcspn(s, "=");
		char const *name = arena_text(x, s, len);
		char const *now = s[len] ? env_value(x, name) : 0;
		if (now && !*now)
			env_set(x, name, s + len + 1);
	}
}

static struct word *append(struct ctx *x, struct word const *prog, struct sudo_texts const *args)
{
	struct word *more = arena_get(x, (args->n + 1) * sizeof *more);
	char const *s = args->s;
	for (uint32_t i = 0; i < args->n; i++, s += strlen(s) + 1)
		more[i] = word_make(s, 0);
	more[args->n] = (struct word){ 0 };
	return words_join(x, prog, more);
}

static void on_end(void *arg, int wstat)
{
	struct session *s = arg;
	s->wstat = wstat;
	loop_leave(&s->loop, ENDED);
}

/* A client has nothing more to say: it is gone when there is something to read. */
static void on_client(void *arg)
{
	struct session *s = arg;
	char b[64];
	ssize_t n = read(0, b, sizeof b);
	if (n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR)))
		return;
	if (!s->o.detach) {
		kill(s->pid, SIGTERM);
		kill(s->pid, SIGCONT);
	}
	loop_leave(&s->loop, VANISHED);
}

/* What the program does first. */
static int set_up(void *arg)
{
	struct session *s = arg;
	for (int i = 0; i < SUDO_FDS; i++)
		if (s->request.fd[i] != i && fd_copy(i, s->request.fd[i]) < 0)
			return -1;
	for (int i = 0; i < SUDO_FDS; i++)
		if (s->request.fd[i] >= SUDO_FDS)
			close(s->request.fd[i]);
	close(s->loop.epoll);
	close(s->loop.signals);
	return loop_child_signals(&s->loop);
}

/* Puts ours where the client's descriptors are not wanted. 0, or -1 with errno. */
static int replace_descriptors(struct session *s)
{
	int *fd = s->request.fd;
	for (int i = 0; i < SUDO_FDS; i++) {
		if (!s->o.own[i] && !s->o.detach)
			continue;
		fd_close(fd[i]);
		fd[i] = i == 2 ? 2 : open("/dev/null", (i ? O_WRONLY : O_RDONLY) | O_CLOEXEC);
		if (fd[i] < 0)
			return -1;
	}
	return 0;
}

static struct next listen_to(struct ctx *x, struct session *s)
{
	int64_t deadline = sudo_deadline(s->o.ms);
	if (ndelay_on(0) < 0 || ndelay_on(1) < 0 || !fd_ensure_open(2, 1))
		return failsys(x, "unable to use the connection on stdin and stdout");
	if (sudo_write(1, SUDO_SERVER, SUDO_GREETING, deadline) < 0)
		return failsys(x, "unable to greet the client");
	if (sudo_receive(x, 0, &s->request, deadline) >= 0)
		return chain(0);
	if (errno == EPIPE)
		return failcode(x, 1, "the client has left");
	return errno == EPROTO ? fail(x, "the client is no s6-sudoc")
			       : failsys(x, "unable to read what the client wants");
}

/* Starts PROG and tells the client. */
static struct next start(struct ctx *x, struct session *s, struct word *prog)
{
	struct plan plan = PLAN_NONE;
	plan.setup = set_up;
	plan.arg = s;
	s->pid = prog->s ? spawn(x, prog, &plan) : (errno = ENOENT, -1);
	char answer = s->pid < 0 ? (char)errno : 0;
	int err = errno;
	for (int i = 0; i < SUDO_FDS; i++)
		if (s->request.fd[i] >= SUDO_FDS)
			fd_close(s->request.fd[i]);
	int told = sudo_write(1, &answer, 1, sudo_deadline(s->o.ms));
	errno = err;
	if (!prog->s)
		return fail(x, "there is no program to run");
	if (s->pid < 0)
		return spawn_failed(x);
	loop_child(&s->loop, &s->child, s->pid, on_end, s);
	/* If it cannot be told, it is gone, which the loop sees. */
	(void)told;
	return chain(0);
}

static struct next wait_for_end(struct ctx *x, struct session *s)
{
	char status[SUDO_STATUS];
	if (loop_fd(&s->loop, &s->client, 0, EPOLLIN | EPOLLRDHUP, on_client, s) < 0)
		return failsys(x, "unable to watch the client");
	int how = loop_run(&s->loop);
	if (how < 0)
		return failsys(x, "unable to wait for events");
	uint32_pack_big(status, (uint32_t)s->wstat);
	if (how == ENDED && sudo_write(1, status, sizeof status, sudo_deadline(s->o.ms)) < 0)
		return failsys(x, "unable to tell the client how its program has ended");
	return leave(how == VANISHED);
}

static struct next run_sudod(struct ctx *x, struct call const *c)
{
	struct session *s = arena_get(x, sizeof *s);
	*s = (struct session){ .o = *(struct opts const *)c->opt };
	struct next n = listen_to(x, s);
	if (n.how == NEXT_EXIT)
		return n;
	if (replace_descriptors(s) < 0)
		return failsys(x, "unable to open /dev/null");
	if (loop_open(&s->loop) < 0)
		return failsys(x, "unable to prepare for events");
	take_variables(x, &s->request.env);
	n = start(x, s, append(x, c->rest, &s->request.args));
	return n.how == NEXT_EXIT ? n : wait_for_end(x, s);
}

struct cmd const cmd_s6_sudod = {
	.name = "s6-sudod",
	.brief = "run a program with the arguments, variables and descriptors of a client",
	.says = "run this for the client on stdin, with its arguments behind and its stdin, stdout and "
		"stderr, and tell it what came of it:",
	.form = "[prog...]",
	OPTS(struct opts, opts, .ms = 0),
	.traits = LEAF | FORKS,
	.run = run_sudod,
	.exits =
		"0 when the program has ended, 1 when the client has left before, 100 when it is no "
		"s6-sudoc",
	.help = "For the program of s6-ipcserver, behind s6-ipcserver-access. Of the client's variables "
		"those are taken that are in our environment and empty. When the client leaves, the "
		"program gets SIGTERM and SIGCONT. Without a program, the client's arguments are all of "
		"it: it may run what it likes.",
	.example = "s6-ipcserver /run/reboot.sock s6-ipcserver-access -i rules s6-sudod my-reboot",
};
