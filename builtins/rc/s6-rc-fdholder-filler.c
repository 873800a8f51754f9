/* s6-rc-fdholder-filler.c - have an fd-holding server hold the pipes of pipelines. */
#include <limits.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>

#include "builtin.h"
#include "fdclient.h"
#include "lines.h"
#include "rcpipeid.h"

enum { CONNECTION = 6 };

struct opts {
	int notify;
	unsigned int ms;
};

static struct opt const opts[] = {
	SET('1', "notify", struct opts, notify, 1, "write a newline to stdout when it is done"),
	FDCLIENT_OPTS(struct opts),
	{ 0 },
};

/* Adds both ends of a pipe for the consumer NAME. 0, or -1 with errno. */
static int add_pipe(struct fddump *d, char const *name)
{
	int p[2];
	struct fddump_entry e;
	if (pipecoe(p) < 0)
		return -1;
	tain_add_g(&e.item.limit, &tain_infinite_relative);
	for (int end = 0; end < 2; end++) {
		e.fd = p[end];
		if (!rcpipeid(e.item.id, sizeof e.item.id, end, name) ||
			!genalloc_append(struct fddump_entry, &d->entries, &e)) {
			fd_close(p[1]);
			return -1;
		}
	}
	return 0;
}

static int is_name(char const *line)
{
	return *line && *line != '#';
}

static struct next read_names(struct ctx *x, struct fddump *d)
{
	struct lines *l = arena_get(x, sizeof *l);
	struct next n = chain(0);
	int r;
	tain_now_g();
	lines_open(l, '\n');
	while (n.how != NEXT_EXIT && (r = lines_next(l)) > 0) {
		char const *name = l->line.s + strspn(l->line.s, " \t");
		if (is_name(name) && add_pipe(d, name) < 0)
			n = failsys(x, "unable to make a pipe for ", name);
	}
	if (n.how != NEXT_EXIT && r < 0)
		n = failsys(x, "unable to read stdin");
	lines_close(l);
	return n;
}

static struct next store(struct ctx *x, struct fddump const *d, unsigned int ms)
{
	struct fdclient client;
	size_t n;
	fddump_entries(d, &n);
	if (!n)
		return leave(0);
	if (fdclient_take(&client, CONNECTION, ms) < 0)
		return failsys(x, "unable to use the connection on descriptor 6");
	int r = fdclient_setdump(&client, d);
	fdclient_close(&client);
	return r < 0 ? failsys(x, "unable to have the pipes held") : leave(0);
}

static struct next run_filler(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct fddump d = { GENALLOC_ZERO };
	struct next n = read_names(x, &d);
	if (n.how != NEXT_EXIT)
		n = store(x, &d, o->ms);
	fddump_close(&d);
	if (!n.code && o->notify)
		put_text(x, "\n");
	return n;
}

struct cmd const cmd_s6_rc_fdholder_filler = {
	.name = "s6-rc-fdholder-filler",
	.brief = "have an fd-holding server hold the pipes of pipelines",
	.form = "",
	OPTS(struct opts, opts, 0),
	.traits = LEAF,
	.run = run_filler,
	.exits = "0 when they are held",
	.help = "Reads names of services that read from others from stdin, one a line; a line that begins with # is "
		"none. Makes a pipe for each and hands both ends to the server that s6-ipcclient has connected descriptor "
		"6 to. The service s6rc-fdholder runs it.",
	.example = "redirfd -r 0 data/autofilled s6-ipcclient -l 0 s s6-rc-fdholder-filler -1",
};
