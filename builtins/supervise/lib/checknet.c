/* checknet.c - checks that ask a server. Addresses are numbers: there is no name service in a static program. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <skalibs/djbunix.h>
#include <skalibs/types.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "checks.h"
#include "loop.h"

/* Where a server is; the two families that localhost has are tried one after the other. */
union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	struct sockaddr_un local;
};

struct place {
	union address address[2];
	socklen_t len[2];
	int n;
};

static void add_v4(struct place *p, struct in_addr ip, uint16_t port)
{
	p->address[p->n].v4 = (struct sockaddr_in){
		.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = ip
	};
	p->len[p->n++] = sizeof p->address->v4;
}

static void add_v6(struct place *p, struct in6_addr ip, uint16_t port)
{
	p->address[p->n].v6 = (struct sockaddr_in6){
		.sin6_family = AF_INET6, .sin6_port = htons(port), .sin6_addr = ip
	};
	p->len[p->n++] = sizeof p->address->v6;
}

static int add_host(struct place *p, char const *host, uint16_t port)
{
	struct in_addr v4;
	struct in6_addr v6;
	if (!*host || !strcmp(host, "localhost")) {
		add_v4(p, (struct in_addr){ htonl(INADDR_LOOPBACK) }, port);
		add_v6(p, in6addr_loopback, port);
	} else if (inet_pton(AF_INET, host, &v4) == 1) {
		add_v4(p, v4, port);
	} else if (inet_pton(AF_INET6, host, &v6) == 1) {
		add_v6(p, v6, port);
	} else {
		return -1;
	}
	return 0;
}

/* Reads [HOST:]PORT or the path of a socket into P. Returns what is wrong with it, or 0. */
static char const *read_place(struct ctx *x, struct place *p, char const *where)
{
	char const *colon = strrchr(where, ':'), *port = colon ? colon + 1 : where;
	size_t len = colon ? (size_t)(colon - where) : 0;
	unsigned int n;
	*p = (struct place){ .n = 0 };
	if (*where == '/') {
		struct sockaddr_un *local = &p->address[0].local;
		local->sun_family = AF_UNIX;
		if (strlen(where) >= sizeof local->sun_path)
			return "the path is too long for a socket";
		strcpy(local->sun_path, where);
		p->len[p->n++] = sizeof *local;
		return 0;
	}
	if (!uint0_scan(port, &n) || !n || n > 65535)
		return join(x, "no number of a port: ", port);
	if (len > 1 && *where == '[' && where[len - 1] == ']')
		where++, len -= 2;
	if (add_host(p, arena_text(x, where, len), (uint16_t)n) < 0)
		return "the host has to be an address, or localhost: names are not looked up";
	return 0;
}

/* 0 when FD is ready for EVENTS, or -1 with errno. */
static int wait_for(int fd, short events, int64_t deadline)
{
	struct pollfd p = { fd, events, 0 };
	int64_t left = (deadline - loop_clock()) / LOOP_MS;
	int r = left > 0 ? poll(&p, 1, left > 1000000 ? 1000000 : (int)left) : 0;
	if (!r)
		errno = ETIMEDOUT;
	return r > 0 ? 0 : -1;
}

static int connect_one(union address const *a, socklen_t len, int64_t deadline)
{
	int fd = socket(a->any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), err = 0;
	socklen_t size = sizeof err;
	if (fd < 0 || !connect(fd, &a->any, len))
		return fd;
	if (errno == EINPROGRESS && !wait_for(fd, POLLOUT, deadline) &&
		!getsockopt(fd, SOL_SOCKET, SO_ERROR, &err, &size)) {
		if (!err)
			return fd;
		errno = err;
	}
	err = errno;
	fd_close(fd);
	errno = err;
	return -1;
}

/* A connection, or -1 with *WHY. */
static int connect_to(struct ctx *x, char const *where, int64_t deadline, char const **why)
{
	struct place p;
	int fd = -1, err = 0;
	if ((*why = read_place(x, &p, where)))
		return -1;
	for (int i = 0; fd < 0 && i < p.n; i++) {
		fd = connect_one(p.address + i, p.len[i], deadline);
		err = i ? err : errno;
	}
	if (fd < 0)
		*why = err == ETIMEDOUT ? "no connection in time" : strerror(err);
	return fd;
}

char const *check_tcp(struct ctx *x, char const *where, int64_t deadline)
{
	char const *why;
	int fd = connect_to(x, where, deadline, &why);
	if (fd >= 0)
		fd_close(fd);
	return why;
}

static int send_all(int fd, char const *text, int64_t deadline)
{
	for (size_t len = strlen(text); len;) {
		ssize_t n = send(fd, text, len, MSG_NOSIGNAL);
		if (n < 0 && (errno != EAGAIN || wait_for(fd, POLLOUT, deadline) < 0))
			return -1;
		n = n < 0 ? 0 : n;
		text += n;
		len -= (size_t)n;
	}
	return 0;
}

/* The first line of the answer, in B; or -1 with errno, 0 when it ends before. */
static int receive_line(int fd, char *b, size_t room, int64_t deadline)
{
	for (size_t len = 0; len + 1 < room;) {
		ssize_t n = recv(fd, b + len, room - 1 - len, 0);
		if (n < 0 && (errno != EAGAIN || wait_for(fd, POLLIN, deadline) < 0))
			return -1;
		if (!n)
			return 0;
		len += n < 0 ? 0 : (size_t)n;
		b[len] = 0;
		if (b[strcspn(b, "\r\n")])
			break;
	}
	b[strcspn(b, "\r\n")] = 0;
	return 1;
}

static char const *judge(struct ctx *x, char const *line)
{
	size_t version = strncmp(line, "HTTP/", 5) ? 0 : strcspn(line, " ");
	if (!version)
		return join(x, "the answer is no HTTP: ", line);
	char const *code = line + version + strspn(line + version, " ");
	return *code == '2' || *code == '3' ? 0 : join(x, "the answer is ", code);
}

static char const *ask(struct ctx *x, int fd, char const *host, char const *path, int64_t deadline)
{
	char line[256];
	char const *request = join(x, "GET ", path, " HTTP/1.1\r\nHost: ", host,
		"\r\nUser-Agent: windlass\r\nAccept: */*\r\nConnection: close\r\n\r\n");
	int r = send_all(fd, request, deadline);
	if (!r)
		r = receive_line(fd, line, sizeof line, deadline);
	if (r < 0)
		return errno == ETIMEDOUT ? "no answer in time" : strerror(errno);
	return r ? judge(x, line) : "the connection was closed without an answer";
}

char const *check_http(struct ctx *x, char const *where, int64_t deadline)
{
	static char const scheme[] = "http://";
	char const *why;
	if (!strncmp(where, scheme, sizeof scheme - 1))
		where += sizeof scheme - 1;
	size_t len = strcspn(where, "/");
	char const *host = arena_text(x, where, len), *path = where[len] ? where + len : "/";
	if (!strpbrk(host, ":") && strspn(host, "0123456789") != len)
		host = join(x, host, ":80");
	int fd = connect_to(x, host, deadline, &why);
	if (fd < 0)
		return why;
	why = ask(x, fd, strchr(host, ':') ? host : join(x, "localhost:", host), path, deadline);
	fd_close(fd);
	return why;
}
