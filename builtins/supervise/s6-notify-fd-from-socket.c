/* s6-notify-fd-from-socket.c - for run scripts: a program that tells its readiness to NOTIFY_SOCKET tells it to its
   supervisor. */
#include <fcntl.h>
#include <limits.h>
#include <skalibs/djbunix.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "bridge.h"

struct opts {
	int attached;
	unsigned int fd, ms;
};

enum { NO_FD = ~0u };

static struct opt const opts[] = {
	NUM('3', "notification-fd", struct opts, fd, INT_MAX, "fd",
		"the descriptor to tell it by (default: what the file notification-fd says)"),
	BRIDGE_OPTS(struct opts),
	{ 0 },
};

struct listener {
	struct bridge b;
	int socket, to;
	unsigned int ms;
	char program[DECIMAL + 8]; /* its folder in /proc */
};

/* Makes a socket with a name that the system chooses, and writes that to NAME as NOTIFY_SOCKET has it. The
   descriptor, or -1 with errno. */
static int make_socket(char *name)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	socklen_t len = sizeof a.sun_family;
	int yes = 1, fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return -1;
	if (bind(fd, (struct sockaddr *)&a, len) < 0 ||
		setsockopt(fd, SOL_SOCKET, SO_PASSCRED, &yes, sizeof yes) < 0 ||
		(len = sizeof a, getsockname(fd, (struct sockaddr *)&a, &len)) < 0) {
		fd_close(fd);
		return -1;
	}
	len -= (socklen_t)sizeof a.sun_family;
	memcpy(name, a.sun_path, len);
	name[0] = '@';
	name[len] = 0;
	return fd;
}

/* Everybody can find the socket: only root, this user and the program's may say that it is ready. */
static int is_trusted(struct listener *l, uid_t uid)
{
	struct stat st;
	return !uid || uid == geteuid() || (!stat(l->program, &st) && uid == st.st_uid);
}

/* Whether one of the lines of MESSAGE, LEN bytes, tells readiness. */
static int is_ready(char const *message, size_t len)
{
	static char const ready[] = "READY=1";
	enum { READY = sizeof ready - 1 };
	for (char const *s = message, *end = s + len; s < end; s++) {
		char const *newline = memchr(s, '\n', (size_t)(end - s));
		size_t n = (size_t)((newline ? newline : end) - s);
		if (n == READY && !memcmp(s, ready, READY))
			return 1;
		s += n;
	}
	return 0;
}

/* There is room for who sent it only: descriptors, as of a barrier, are closed by the system. */
static void take(void *arg)
{
	struct listener *l = arg;
	char text[4096];
	union {
		struct cmsghdr header;
		char space[CMSG_SPACE(sizeof(struct ucred))];
	} control;
	struct iovec v = { text, sizeof text };
	struct msghdr m = { .msg_iov = &v,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof control };
	ssize_t n = recvmsg(l->socket, &m, MSG_CMSG_CLOEXEC);
	struct cmsghdr const *c = n > 0 ? CMSG_FIRSTHDR(&m) : 0;
	struct ucred who;
	if (!c || c->cmsg_type != SCM_CREDENTIALS)
		return;
	memcpy(&who, CMSG_DATA(c), sizeof who);
	if (is_trusted(l, who.uid) && is_ready(text, (size_t)n))
		loop_leave(&l->b.loop, write(l->to, "\n", 1) == 1 ? 0 : 111);
}

static int listen_beside(void *arg)
{
	struct listener *l = arg;
	return bridge_wait(&l->b, l->socket, l->ms, take, l);
}

static struct next start(struct ctx *x, struct listener *l, struct opts const *o, struct word *prog)
{
	char name[sizeof(struct sockaddr_un)], pid[DECIMAL];
	l->to = (int)o->fd;
	l->ms = o->ms;
	l->socket = make_socket(name);
	strcpy(stpcpy(l->program, "/proc/"), decimal(pid, (unsigned long)getpid()));
	if (l->socket < 0)
		return failsys(x, "unable to make a socket");
	struct next n = bridge_start(x, &l->b, !o->attached, listen_beside, l);
	if (n.how == NEXT_EXIT)
		return n;
	fd_close(l->socket);
	fd_close(l->to);
	env_set(x, "NOTIFY_SOCKET", name);
	return chain(prog);
}

static struct next run_notify_fd_from_socket(struct ctx *x, struct call const *c)
{
	struct opts o = *(struct opts const *)c->opt;
	if (o.fd == NO_FD && bridge_notification_fd(&o.fd) < 0)
		return failsys(x, "unable to read notification-fd");
	if (fcntl((int)o.fd, F_GETFD) < 0)
		return failsys(x, "unable to use the notification descriptor");
	return start(x, arena_get(x, sizeof(struct listener)), &o, c->rest);
}

struct cmd const cmd_s6_notify_fd_from_socket = {
	.name = "s6-notify-fd-from-socket",
	.brief = "for run scripts: pass readiness on from a program that knows NOTIFY_SOCKET",
	.says = "have a process beside what follows tell the supervisor when that says at NOTIFY_SOCKET "
		"that it is ready",
	.form = "prog...",
	OPTS(struct opts, opts, .fd = NO_FD),
	.traits = FORKS,
	.run = run_notify_fd_from_socket,
	.help = "For programs made for systemd's protocol. The variable NOTIFY_SOCKET names a socket for them. "
		"Only the program's user, the user who starts it and root are believed. The process beside "
		"ends with the program, or once it has told; it is nobody's child, unless -f is given.",
	.example = "s6-notify-fd-from-socket s6-setuidgid web my-server",
};
