/* fdholder.c - whatever a client sends, an fd-holding server holds what it should and closes the rest. Input: how
   many descriptors come with the first bytes, then what is sent. */
#include <fcntl.h>
#include <sys/socket.h>

#include "fdpeer.h"
#include "fuzz.h"

enum { ROOM = 8, MOST = 4000, FDS = 4 };

static void forgot(void *arg, char const *id)
{
	(void)arg;
	(void)id;
}

static void everything(struct fdrights *f)
{
	memset(f, 0, sizeof *f);
	f->list = f->getdump = f->setdump = 1;
	f->store = !regcomp(&f->store_regex, "", REG_EXTENDED | REG_NOSUB);
	f->retrieve = !regcomp(&f->retrieve_regex, "^[^x]", REG_EXTENDED | REG_NOSUB);
}

/* Sends the LEN bytes at S with N descriptors to the socket FD. */
static void send_all(int fd, char const *s, size_t len, unsigned int n)
{
	union {
		struct cmsghdr header;
		char space[CMSG_SPACE(FDS * sizeof(int))];
	} control = { .header = { .cmsg_len = CMSG_LEN(n * sizeof(int)),
			      .cmsg_level = SOL_SOCKET,
			      .cmsg_type = SCM_RIGHTS } };
	struct iovec v = { (char *)s, len };
	struct msghdr m = { .msg_iov = &v, .msg_iovlen = 1 };
	int fds[FDS] = { fd, fd, fd, fd };
	memcpy(CMSG_DATA(&control.header), fds, n * sizeof(int));
	m.msg_control = n ? &control : 0;
	m.msg_controllen = n ? CMSG_SPACE(n * sizeof(int)) : 0;
	must_hold(sendmsg(fd, &m, 0) == (ssize_t)len);
}

/* The lowest descriptor that is free. */
static int lowest(void)
{
	int fd = open("/dev/null", O_RDONLY);
	close(fd);
	return fd;
}

static void check(struct fdholder *h)
{
	unsigned int n = 0;
	for (struct held *d = h->first; d; d = d->next, n++)
		must_hold(fdholder_find(h, d->item.id) == d && fcntl(d->fd, F_GETFD) >= 0);
	must_hold(n == h->n && n <= h->max && !h->lent);
}

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	static struct loop loop;
	struct fdholder h = { .loop = &loop, .max = ROOM, .forgot = forgot };
	static struct fdpeer p;
	struct fdrights rights;
	int before = lowest(), pair[2];
	(void)x;
	if (len < 2 || len > MOST || socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair) < 0)
		return;
	must_hold(!loop_open(&loop) && !fdholder_init(&h));
	everything(&rights);
	fdpeer_open(&p, &h, &rights, pair[0]);
	send_all(pair[1], s + 1, len - 1, (unsigned char)*s % (FDS + 1));
	shutdown(pair[1], SHUT_WR);
	while (!fdpeer_talk(&p) && fdpeer_sent(&p))
		;
	fdpeer_close(&p);
	check(&h);
	while (h.first)
		fdholder_drop(h.first);
	genalloc_free(int, &h.dropped);
	free(h.bucket);
	loop_close(&loop);
	close(pair[1]);
	must_hold(lowest() == before);
}
