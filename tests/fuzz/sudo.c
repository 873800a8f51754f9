/* sudo.c - any bytes may come to s6-sudod, with or without descriptors. Input: how many descriptors come, whether in
   a message of the form that skalibs sends; then its bytes. A request that is taken is one that can be sent again. */
#include "fuzz.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>

#include "sudo.h"

enum { MOST_FDS = 6, WIRE_HEAD = 6 };

static void send_bytes(int fd, char const *s, size_t len, int fds)
{
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(MOST_FDS * sizeof(int))];
	} extra = { .room = { 0 } };
	struct iovec v = { (char *)s, len };
	struct msghdr m = { .msg_iov = &v, .msg_iovlen = 1 };
	int list[MOST_FDS] = { 0 };
	if (fds) {
		m.msg_control = &extra;
		m.msg_controllen = CMSG_SPACE((unsigned int)fds * sizeof(int));
		extra.head.cmsg_level = SOL_SOCKET;
		extra.head.cmsg_type = SCM_RIGHTS;
		extra.head.cmsg_len = CMSG_LEN((unsigned int)fds * sizeof(int));
		memcpy(CMSG_DATA(&extra.head), list, (unsigned int)fds * sizeof(int));
	}
	must_hold(sendmsg(fd, &m, MSG_NOSIGNAL) == (ssize_t)len);
}

/* What is in front of a message: its length, and how many descriptors come with it. */
static void put_head(char *b, size_t len, int fds)
{
	for (int i = 0; i < 4; i++)
		b[i] = (char)(len >> (24 - 8 * i));
	b[4] = 0;
	b[5] = (char)fds;
}

static int texts_end(struct sudo_texts const *t)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < t->len; i++)
		n += !t->s[i];
	return n == t->n && (!t->len || !t->s[t->len - 1]);
}

static void taken(struct sudo_request const *r)
{
	must_hold(texts_end(&r->args) && texts_end(&r->env));
	for (int i = 0; i < SUDO_FDS; i++)
		must_hold(fcntl(r->fd[i], F_GETFD) >= 0 && !close(r->fd[i]));
}

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	struct sudo_request r;
	char b[WIRE_HEAD + 4096];
	int p[2], fds = len ? (unsigned char)*s % (MOST_FDS + 1) : 0, wrapped = len && *s & 0x40;
	if (len < 2 || len > 4096)
		return;
	must_hold(!socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, p));
	put_head(b, len - 1, fds);
	memcpy(b + WIRE_HEAD, s + 1, len - 1);
	send_bytes(p[0], wrapped ? b : b + WIRE_HEAD, len - 1 + (wrapped ? WIRE_HEAD : 0), fds);
	must_hold(!close(p[0]));
	int next = dup(0);
	must_hold(next >= 0 && !close(next));
	if (!sudo_receive(x, p[1], &r, sudo_deadline(1000)))
		taken(&r);
	int after = dup(0);
	must_hold(after == next && !close(after)); /* nothing is left open */
	must_hold(!close(p[1]));
}
