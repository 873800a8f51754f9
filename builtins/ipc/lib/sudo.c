/* sudo.c - requests and waiting. */
#include "sudo.h"

#include <errno.h>
#include <poll.h>
#include <skalibs/djbunix.h>
#include <skalibs/uint32.h>
#include <skalibs/unixmessage.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "ctx.h"
#include "loop.h"

enum { HEAD = SUDO_GREETING + 4 * 4 };

int64_t sudo_deadline(unsigned int ms)
{
	return ms ? loop_clock() + ms * LOOP_MS : INT64_MAX;
}

/* After a call that gave R: waits if that was because there was nothing to do yet. 1 to try again, else -1. */
static int again(int fd, short events, int64_t deadline)
{
	struct pollfd p = { .fd = fd, .events = events };
	if (errno == EINTR)
		return 1;
	if (errno != EAGAIN)
		return -1;
	int64_t left = deadline == INT64_MAX ? 3600 * LOOP_SEC : deadline - loop_clock();
	if (left > 3600 * LOOP_SEC)
		left = 3600 * LOOP_SEC;
	if (left <= 0) {
		errno = ETIMEDOUT;
		return -1;
	}
	return poll(&p, 1, (int)((left + LOOP_MS - 1) / LOOP_MS)) < 0 && errno != EINTR ? -1 : 1;
}

int sudo_read(int fd, char *s, size_t len, int64_t deadline)
{
	while (len) {
		ssize_t n = read(fd, s, len);
		if (!n)
			errno = EPIPE;
		if (!n || (n < 0 && again(fd, POLLIN, deadline) < 0))
			return -1;
		if (n > 0) {
			s += n;
			len -= (size_t)n;
		}
	}
	return 0;
}

/* A socket whose other end is gone must not end us with a signal. */
static ssize_t write_some(int fd, char const *s, size_t len)
{
	ssize_t n = send(fd, s, len, MSG_NOSIGNAL);
	return n < 0 && errno == ENOTSOCK ? write(fd, s, len) : n;
}

int sudo_write(int fd, char const *s, size_t len, int64_t deadline)
{
	while (len) {
		ssize_t n = write_some(fd, s, len);
		if (n < 0 && again(fd, POLLOUT, deadline) < 0)
			return -1;
		if (n > 0) {
			s += n;
			len -= (size_t)n;
		}
	}
	return 0;
}

static int flush(unixmessage_sender *to, int64_t deadline)
{
	int r;
	do
		r = unixmessage_sender_flush(to);
	while (r < 0 && again(unixmessage_sender_fd(to), POLLOUT, deadline) > 0);
	return r < 0 ? -1 : 0;
}

int sudo_send(int fd, struct sudo_request const *r, int64_t deadline)
{
	unixmessage_sender to = UNIXMESSAGE_SENDER_INIT(fd);
	char head[HEAD] = SUDO_CLIENT;
	int fds[SUDO_FDS];
	struct iovec v[] = { { head, HEAD }, { (char *)r->args.s, r->args.len },
		{ (char *)r->env.s, r->env.len } };
	unixmessagev message = { .v = v, .vlen = 3, .fds = fds, .nfds = SUDO_FDS };
	memcpy(fds, r->fd, sizeof fds);
	uint32_pack_big(head + SUDO_GREETING, r->args.n);
	uint32_pack_big(head + SUDO_GREETING + 4, r->env.n);
	uint32_pack_big(head + SUDO_GREETING + 8, r->args.len);
	uint32_pack_big(head + SUDO_GREETING + 12, r->env.len);
	int bad = !unixmessage_putv(&to, &message) || flush(&to, deadline) < 0, err = errno;
	unixmessage_sender_free(&to);
	errno = err;
	return bad ? -1 : 0;
}

static int whole(struct sudo_texts const *t)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < t->len; i++)
		n += !t->s[i];
	return n == t->n && (!t->len || !t->s[t->len - 1]);
}

/* Reads the message M into R. 0, or -1 if it is malformed. */
static int unpack(struct ctx *x, unixmessage const *m, struct sudo_request *r)
{
	if (m->nfds != SUDO_FDS || m->len < HEAD || memcmp(m->s, SUDO_CLIENT, SUDO_GREETING) != 0)
		return -1;
	uint32_unpack_big(m->s + SUDO_GREETING, &r->args.n);
	uint32_unpack_big(m->s + SUDO_GREETING + 4, &r->env.n);
	uint32_unpack_big(m->s + SUDO_GREETING + 8, &r->args.len);
	uint32_unpack_big(m->s + SUDO_GREETING + 12, &r->env.len);
	if (m->len - HEAD != (uint64_t)r->args.len + r->env.len)
		return -1;
	r->args.s = arena_text(x, m->s + HEAD, m->len - HEAD);
	r->env.s = r->args.s + r->args.len;
	memcpy(r->fd, m->fds, sizeof r->fd);
	return whole(&r->args) && whole(&r->env) ? 0 : -1;
}

int sudo_receiver_init(struct sudo_receiver *v, int fd)
{
	return unixmessage_receiver_init(
		       &v->from, fd, v->text, sizeof v->text, v->fds, sizeof v->fds)
		       ? 0
		       : -1;
}

void sudo_receiver_free(struct sudo_receiver *v)
{
	unixmessage_receiver_free(&v->from);
}

int sudo_receive_some(struct ctx *x, struct sudo_receiver *v, struct sudo_request *r)
{
	unixmessage m;
	int n = unixmessage_receive(&v->from, &m);
	if (n <= 0)
		return n;
	if (!unpack(x, &m, r))
		return 1;
	unixmessage_drop(&m);
	errno = EPROTO;
	return -1;
}

int sudo_receive(struct ctx *x, int fd, struct sudo_request *r, int64_t deadline)
{
	struct sudo_receiver v;
	int n;
	if (sudo_receiver_init(&v, fd) < 0)
		return -1;
	while (!(n = sudo_receive_some(x, &v, r))) {
		errno = EAGAIN;
		if (again(fd, POLLIN, deadline) < 0)
			break;
	}
	int err = errno;
	sudo_receiver_free(&v);
	errno = err;
	return n > 0 ? 0 : -1;
}
