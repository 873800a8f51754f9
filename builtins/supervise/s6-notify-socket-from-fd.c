/* s6-notify-socket-from-fd.c - a program that tells its readiness by a newline tells it to NOTIFY_SOCKET. */
#include <limits.h>
#include <poll.h>
#include <skalibs/djbunix.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "bridge.h"

struct opts {
	int attached, keep;
	unsigned int fd, ms;
};

static struct opt const opts[] = {
	NUM('d', "notification-fd", struct opts, fd, INT_MAX, "fd",
		"the descriptor that the program tells it by (default: 1)"),
	BRIDGE_OPTS(struct opts),
	SET('k', "keep-environment", struct opts, keep, 1, "keep the variable NOTIFY_SOCKET"),
	{ 0 },
};

struct reader {
	struct bridge b;
	int from, to; /* the ends of the pipe */
	unsigned int ms;
	char const *socket;
};

enum { BARRIER_MS = 5000 };

/* Sends TEXT, and FD beside it unless that is -1. 0, or -1 with errno. */
static int send_to(char const *name, char const *text, int fd)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	union {
		struct cmsghdr header;
		char space[CMSG_SPACE(sizeof fd)];
	} control = { .header = { .cmsg_len = CMSG_LEN(sizeof fd),
			      .cmsg_level = SOL_SOCKET,
			      .cmsg_type = SCM_RIGHTS } };
	size_t len = strlen(name);
	struct iovec v = { (char *)text, strlen(text) };
	errno = ENAMETOOLONG;
	if (len >= sizeof a.sun_path)
		return -1;
	memcpy(a.sun_path, name, len);
	if (*name == '@')
		a.sun_path[0] = 0;
	struct msghdr m = { .msg_name = &a,
		.msg_namelen = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len),
		.msg_iov = &v,
		.msg_iovlen = 1 };
	if (fd >= 0) {
		memcpy(CMSG_DATA(&control.header), &fd, sizeof fd);
		m.msg_control = &control;
		m.msg_controllen = sizeof control;
	}
	int s = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	ssize_t n = s < 0 ? -1 : sendmsg(s, &m, MSG_NOSIGNAL);
	fd_close(s);
	return n < 0 ? -1 : 0;
}

/* Tells it, and stays until that has been looked at: systemd does not believe who is gone. */
static int tell(char const *name)
{
	int p[2];
	if (send_to(name, "READY=1", -1) < 0 || pipecoe(p) < 0)
		return 111;
	int sent = send_to(name, "BARRIER=1", p[1]);
	fd_close(p[1]);
	struct pollfd wait = { .fd = p[0] };
	if (!sent)
		poll(&wait, 1, BARRIER_MS);
	return 0;
}

static void take(void *arg)
{
	struct reader *r = arg;
	char b[256];
	ssize_t n = read(r->from, b, sizeof b);
	if (n > 0 && memchr(b, '\n', (size_t)n))
		loop_leave(&r->b.loop, tell(r->socket));
	else if (n <= 0)
		loop_leave(&r->b.loop, 1);
}

static int read_beside(void *arg)
{
	struct reader *r = arg;
	fd_close(r->to);
	return bridge_wait(&r->b, r->from, r->ms, take, r);
}

static struct next start(struct ctx *x, struct reader *r, struct opts const *o, struct word *prog)
{
	int p[2];
	if (pipecoe(p) < 0)
		return failsys(x, "unable to create a pipe");
	r->from = p[0];
	r->to = p[1];
	r->ms = o->ms;
	struct next n = bridge_start(x, &r->b, !o->attached, read_beside, r);
	if (n.how == NEXT_EXIT)
		return n;
	fd_close(p[0]);
	if (fd_move((int)o->fd, p[1]) < 0 || uncoe((int)o->fd) < 0)
		return failsys(x, "unable to prepare the notification descriptor");
	if (!o->keep)
		env_unset(x, "NOTIFY_SOCKET");
	return chain(prog);
}

static struct next run_notify_socket_from_fd(struct ctx *x, struct call const *c)
{
	char const *name = env_value(x, "NOTIFY_SOCKET");
	if (!name)
		return chain(c->rest);
	if (*name != '/' && *name != '@')
		return fail(x, "invalid NOTIFY_SOCKET: ", name);
	struct reader *r = arena_get(x, sizeof *r);
	r->socket = arena_text(x, name, strlen(name));
	return start(x, r, c->opt, c->rest);
}

struct cmd const cmd_s6_notify_socket_from_fd = {
	.name = "s6-notify-socket-from-fd",
	.brief = "under systemd: pass readiness on from a program that writes a newline",
	.says = "have a process beside what follows tell NOTIFY_SOCKET when that writes a newline to "
		"descriptor [--notification-fd|<--notification-fd>|1]",
	.form = "prog...",
	OPTS(struct opts, opts, .fd = 1),
	.traits = FORKS,
	.run = run_notify_socket_from_fd,
	.help = "Just goes on when the variable NOTIFY_SOCKET is not set. The unit needs Type=notify and "
		"NotifyAccess=all. The process beside ends with the program, or once it has told; it is nobody's "
		"child, unless -f is given.",
	.example = "s6-notify-socket-from-fd -d 3 my-server",
};
