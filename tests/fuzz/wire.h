/* wire.h - bytes, and descriptors, that come to a server of the s6-sudo protocol. Input: how many descriptors come, whether in
   a message of the form that skalibs sends; then its bytes. */
#ifndef FUZZ_WIRE_H
#define FUZZ_WIRE_H

#include <sys/socket.h>

enum { MOST_FDS = 6, WIRE_HEAD = 6 };

static inline void wire_bytes(int fd, char const *s, size_t len, int fds)
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
static inline void wire_head(char *b, size_t len, int fds)
{
	for (int i = 0; i < 4; i++)
		b[i] = (char)(len >> (24 - 8 * i));
	b[4] = 0;
	b[5] = (char)fds;
}

/* Sends the input through a new pair of sockets: P[1] is to be read from, and P[0] still open. 0 if it is none. */
static inline int wire_send(char const *s, size_t len, int *p)
{
	char b[WIRE_HEAD + 4096];
	if (len < 2 || len > 4096)
		return 0;
	int fds = (unsigned char)*s % (MOST_FDS + 1), wrapped = *s & 0x40;
	must_hold(!socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, p));
	wire_head(b, len - 1, fds);
	memcpy(b + WIRE_HEAD, s + 1, len - 1);
	wire_bytes(p[0], wrapped ? b : b + WIRE_HEAD, len - 1 + (wrapped ? WIRE_HEAD : 0), fds);
	return 1;
}

#endif
