/* s6-ipcclient.c - go on with a connection to a local socket. */
#include <skalibs/djbunix.h>

#include "builtin.h"
#include "ipc.h"

struct opts {
	int ignored;
	char const *from, *name;
};

enum { READER = 6, WRITER = 7 };

static struct opt const opts[] = {
	SET('q', "quiet", struct opts, ignored, 0, "does nothing: it is quiet anyway"),
	SET('Q', "normal", struct opts, ignored, 0, "does nothing (default)"),
	SET('v', "verbose", struct opts, ignored, 0, "does nothing: there is no more to say"),
	STR('p', "localpath", struct opts, from, "path", "bind our end to this path first"),
	STR('l', "localname", struct opts, name, "name",
		"what IPCLOCALPATH becomes (default: the path of our end)"),
	{ 0 },
};

static struct next connect_to(struct ctx *x, int fd, struct opts const *o, struct call const *c)
{
	if (o->from && (ipc_check(o->from) < 0 || ipc_bind_reuse(fd, o->from) < 0))
		return failsys(x, "unable to bind to ", o->from);
	x->at = c->arg_at[0];
	if (ipc_check(c->arg[0]) < 0 || !ipc_connect(fd, c->arg[0]))
		return failsys(x, "unable to connect to ", c->arg[0]);
	return chain(c->rest);
}

static struct next run_ipcclient(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	char path[IPCPATH_MAX + 1] = "";
	int cut, fd = ipc_stream_b();
	if (fd < 0)
		return failsys(x, "unable to make a socket");
	struct next n = connect_to(x, fd, o, c);
	if (n.how == NEXT_EXIT)
		return n;
	env_set(x, "PROTO", "IPC");
	if (!o->name && ipc_local(fd, path, sizeof path, &cut) < 0)
		return failsys(x, "unable to get the path of our end");
	env_set(x, "IPCLOCALPATH", o->name ? o->name : path);
	if (fd_move(READER, fd) < 0 || fd_copy(WRITER, READER) < 0)
		return failsys(x, "unable to move the connection");
	return n;
}

struct cmd const cmd_s6_ipcclient = {
	.name = "s6-ipcclient",
	.brief = "go on with a connection to a local socket",
	.says = "connect to the local socket <path>, to read from on descriptor 6 and to write to on 7",
	.form = "path prog...",
	OPTS(struct opts, opts, 0),
	.run = run_ipcclient,
	.operands = "path: the socket",
	.help = "Descriptor 6 reads from the socket and 7 writes to it. PROTO becomes IPC, and "
		"IPCLOCALPATH the path of our end, which is mostly empty.",
	.example = "s6-ipcclient /run/my.sock fdmove 0 6 fdmove 1 7 my-client",
};
