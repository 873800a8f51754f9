/* s6-ipcserver-socketbinder.c - go on with a listening local socket as stdin. */
#include <skalibs/djbunix.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "builtin.h"
#include "ipc.h"

struct opts {
	int keep, datagram, blocking;
	unsigned int backlog, mode;
};

static struct opt const opts[] = {
	SET('d', "replace", struct opts, keep, 0, "replace a socket that is there (default)"),
	SET('D', "no-replace", struct opts, keep, 1, "leave with 111 if there is one"),
	NUM('b', "backlog", struct opts, backlog, INT32_MAX, "n",
		"let this many clients wait to be accepted, or with 0 do not listen (default: as "
		"many as the system allows)"),
	SET('M', "stream", struct opts, datagram, 0, "make a stream socket (default)"),
	SET('m', "datagram", struct opts, datagram, 1, "make a datagram socket: needs -b 0"),
	OCT('a', "mode", struct opts, mode, 0777, "mode", "the mode of the socket (default: 777)"),
	SET('B', "blocking", struct opts, blocking, 1, "the socket blocks"),
	{ 0 },
};

static int bind_socket(int fd, struct opts const *o, char const *path)
{
	int lock = -1;
	if (!o->keep && ipc_bind_reuse_lock_perms(fd, path, &lock, o->mode) < 0)
		return -1;
	if (lock >= 0)
		fd_close(lock);
	if (!o->keep)
		return 0;
	mode_t before = umask(~o->mode & 0777);
	int r = ipc_bind(fd, path);
	umask(before);
	return r;
}

static struct next run_binder(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	char const *path = c->arg[0];
	unsigned int flags = o->blocking ? 0 : O_NONBLOCK;
	fd_close(0);
	int fd = o->datagram ? ipc_datagram_internal(flags) : ipc_stream_internal(flags);
	if (fd < 0 || fd_move(0, fd) < 0)
		return failsys(x, "unable to make a socket");
	x->at = c->arg_at[0];
	if (ipc_check(path) < 0 || bind_socket(0, o, path) < 0)
		return failsys(x, "unable to bind to ", path);
	if (o->backlog && ipc_listen(0, (int)o->backlog) < 0)
		return failsys(x, "unable to listen to ", path);
	return chain(c->rest);
}

struct cmd const cmd_s6_ipcserver_socketbinder = {
	.name = "s6-ipcserver-socketbinder",
	.brief = "go on with a listening local socket as stdin",
	.says = "make the local socket <path>, and go on with it as stdin",
	.form = "path prog...",
	OPTS(struct opts, opts, .backlog = SOMAXCONN, .mode = 0777),
	.run = run_binder,
	.operands = "path: where the socket is made",
	.help = "Whoever may write to the socket's file may connect, so 700 is for programs of the "
		"same user. Two binders of one path keep out of each other's way by a lock, a file "
		"called like the socket with .lock behind.",
	.example = "s6-ipcserver-socketbinder -a 700 /run/my.sock s6-ipcserverd my-program",
};
