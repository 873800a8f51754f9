/* rconeshot.c - oneshots: the runner is asked, over a connection for each. */
#include <skalibs/djbunix.h>
#include <skalibs/socket.h>
#include <skalibs/uint32.h>
#include <sys/wait.h>
#include <unistd.h>

#include "rcchange.h"
#include "rcscripts.h"

enum { BEGIN_MS = 30000 };

/* A runner that is stopped would have us wait for ever. */
static void not_begun(void *arg)
{
	rcwork_end(arg, 111, "the oneshot runner has not begun it after 30000 ms");
}

/* The greeting, whether the script has begun, and how it has ended. */
static void judge(struct rcwork *w)
{
	uint32_t wstat;
	int err = (unsigned char)w->answer[SUDO_GREETING];
	if (w->got >= SUDO_GREETING && memcmp(w->answer, SUDO_SERVER, SUDO_GREETING) != 0) {
		rcwork_end(w, 111, "what listens there is no oneshot runner");
	} else if (err) {
		rcwork_end(w, 111, join(w->c->x, "the runner was unable to: ", strerror(err)));
	} else if (w->got == sizeof w->answer) {
		uint32_unpack_big(w->answer + SUDO_GREETING + 1, &wstat);
		rcwork_end(w, WIFSIGNALED(wstat) ? 256 + WTERMSIG(wstat) : WEXITSTATUS(wstat), 0);
	}
}

static void on_answer(void *arg)
{
	struct rcwork *w = arg;
	ssize_t n = read(w->client.fd, w->answer + w->got, sizeof w->answer - w->got);
	if (n > 0) {
		w->got += (size_t)n;
		if (w->got > SUDO_GREETING)
			loop_timer_drop(&w->c->loop, &w->begin);
		judge(w);
	} else if (!n) {
		rcwork_end(w, 111, "the oneshot runner has left");
	} else if (errno != EAGAIN && errno != EINTR) {
		rcwork_end(w, -1, strerror(errno));
	}
}

/* Asks at once: the greeting comes with the answer. */
static int ask(struct rcwork *w, int fd)
{
	char text[2 * DECIMAL];
	char const *name = rcscript_name(w->script);
	size_t len = strlen(name) + 1;
	memcpy(text, name, len);
	decimal(text + len, w->i);
	struct sudo_request r = {
		.args = { .n = 2, .s = text, .len = (uint32_t)(len + strlen(text + len) + 1) },
		.env = { .s = "" },
		.fd = { 0, 1, 2 }
	};
	return sudo_send(fd, &r, 0);
}

static int connect_to_runner(struct rcwork *w)
{
	struct rclive *l = w->c->live;
	struct arena mark = arena_mark(l->x);
	char const *path = join(l->x, l->path, "/" RCDB_SERVICEDIRS "/" RC_RUNNER "/s");
	int fd = ipc_stream_nbcoe();
	int r = fd < 0 || !ipc_connect(fd, path) ? -1 : 0, err = errno;
	arena_release(l->x, mark);
	if (!r)
		return fd;
	if (fd >= 0)
		fd_close(fd);
	errno = err;
	return -1;
}

int rconeshot_begin(struct rcwork *w)
{
	int fd = connect_to_runner(w);
	if (fd < 0)
		return -1;
	w->got = 0;
	memset(w->answer, 0, sizeof w->answer);
	if (!ask(w, fd) && loop_in(&w->c->loop, &w->begin, BEGIN_MS, not_begun, w) >= 0 &&
		!loop_fd(&w->c->loop, &w->client, fd, EPOLLIN, on_answer, w))
		return 0;
	int err = errno;
	loop_timer_drop(&w->c->loop, &w->begin);
	fd_close(fd);
	errno = err;
	return -1;
}
