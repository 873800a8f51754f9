/* fdclient.c - asking an fd-holding server. */
#include "fdclient.h"

#include <skalibs/djbunix.h>
#include <skalibs/socket.h>
#include <unistd.h>

struct fddump_entry *fddump_entries(struct fddump const *d, size_t *n)
{
	*n = genalloc_len(struct fddump_entry, &d->entries);
	return genalloc_s(struct fddump_entry, &d->entries);
}

void fddump_close(struct fddump *d)
{
	size_t n;
	struct fddump_entry *e = fddump_entries(d, &n);
	for (size_t i = 0; i < n; i++)
		fd_close(e[i].fd);
	genalloc_free(struct fddump_entry, &d->entries);
}

/* MS milliseconds from now; 0 is without end. */
static tain moment(unsigned int ms)
{
	tain t = TAIN_INFINITE_RELATIVE;
	if (ms)
		tain_from_millisecs(&t, (int)ms);
	tain_add_g(&t, &t);
	return t;
}

int fdclient_open(struct fdclient *c, char const *path, unsigned int ms)
{
	c->fd = ipc_stream_nbcoe();
	if (c->fd < 0)
		return -1;
	tain_now_set_stopwatch_g();
	c->deadline = moment(ms);
	unixconnection_init(&c->io, c->fd, c->fd);
	if (ipc_timed_connect_g(c->fd, path, &c->deadline))
		return 0;
	fdclient_close(c);
	return -1;
}

int fdclient_take(struct fdclient *c, int fd, unsigned int ms)
{
	if (ndelay_on(fd) < 0)
		return -1;
	c->fd = fd;
	tain_now_set_stopwatch_g();
	c->deadline = moment(ms);
	unixconnection_init(&c->io, fd, fd);
	return 0;
}

void fdclient_close(struct fdclient *c)
{
	int err = errno;
	unixconnection_free(&c->io);
	fd_close(c->fd);
	tain_now_set_wallclock_g();
	errno = err;
}

static int bad_answer(unixmessage const *m)
{
	unixmessage_drop(m);
	errno = EPROTO;
	return -1;
}

static int receive(struct fdclient *c, unixmessage *m)
{
	errno = 0;
	if (unixmessage_timed_receive_g(&c->io.in, m, &c->deadline) > 0) {
		fdwire_forget(&c->io.in);
		return 0;
	}
	if (!errno)
		errno = EPIPE;
	return -1;
}

/* Sends REQUEST, which is freed, with NFDS of FDS, and takes the answer, with NEED descriptors and what is
   behind the status in REST. 0, or -1 with errno. */
struct exchange {
	stralloc request;
	int *fds;
	unsigned int nfds, need;
	unixmessage answer;
	struct fdwire_text rest;
};

static int ask(struct fdclient *c, struct exchange *e)
{
	unixmessage m = {
		.s = e->request.s, .len = e->request.len, .fds = e->fds, .nfds = e->nfds
	};
	int sent = unixmessage_put(&c->io.out, &m) &&
		   unixmessage_sender_timed_flush_g(&c->io.out, &c->deadline);
	stralloc_free(&e->request);
	if (!sent || receive(c, &e->answer) < 0)
		return -1;
	if (!e->answer.len)
		return bad_answer(&e->answer);
	e->rest = (struct fdwire_text){ e->answer.s + 1, e->answer.len - 1 };
	if (e->answer.s[0]) {
		unixmessage_drop(&e->answer);
		errno = (unsigned char)e->answer.s[0];
		return -1;
	}
	return e->answer.nfds == e->need ? 0 : bad_answer(&e->answer);
}

static int begin(struct exchange *e, char letter)
{
	*e = (struct exchange){ .request = STRALLOC_ZERO };
	return stralloc_catb(&e->request, &letter, 1);
}

/* What the identifier ID cannot be asked for. */
static int bad_id(char const *id)
{
	size_t len = strlen(id);
	errno = len ? ENAMETOOLONG : EINVAL;
	return !len || len > FDWIRE_ID;
}

int fdclient_store(struct fdclient *c, int fd, char const *id, unsigned int ms)
{
	struct exchange e;
	tain limit = moment(ms);
	if (bad_id(id) || !begin(&e, FDWIRE_STORE) || !fdwire_put_item(&e.request, &limit, id))
		return -1;
	e.fds = &fd;
	e.nfds = 1;
	return ask(c, &e);
}

int fdclient_delete(struct fdclient *c, char const *id)
{
	struct exchange e;
	if (bad_id(id) || !begin(&e, FDWIRE_DELETE) || !fdwire_put_id(&e.request, id))
		return -1;
	return ask(c, &e);
}

int fdclient_retrieve(struct fdclient *c, char const *id, int and_delete)
{
	struct exchange e;
	char delete = (char)and_delete;
	if (bad_id(id) || !begin(&e, FDWIRE_RETRIEVE) || !stralloc_catb(&e.request, &delete, 1) ||
		!fdwire_put_id(&e.request, id))
		return -1;
	e.need = 1;
	return ask(c, &e) < 0 ? -1 : e.answer.fds[0];
}

int fdclient_list(struct fdclient *c, stralloc *ids)
{
	struct exchange e;
	unsigned int n;
	if (!begin(&e, FDWIRE_LIST) || ask(c, &e) < 0)
		return -1;
	if (!fdwire_get_number(&e.rest, &n) || (e.rest.len && e.rest.s[e.rest.len - 1]))
		return bad_answer(&e.answer);
	return stralloc_catb(ids, e.rest.s, e.rest.len) ? 0 : -1;
}

static int take_items(unixmessage const *m, struct fddump *d)
{
	struct fdwire_text t = { m->s, m->len };
	struct fddump_entry entry;
	for (unsigned int i = 0; i < m->nfds; i++) {
		entry.fd = m->fds[i];
		if (fdwire_get_item(&t, &entry.item) &&
			genalloc_append(struct fddump_entry, &d->entries, &entry))
			continue;
		unixmessage left = { .fds = m->fds + i, .nfds = m->nfds - i };
		return bad_answer(&left);
	}
	return 0;
}

int fdclient_getdump(struct fdclient *c, struct fddump *d)
{
	struct exchange e;
	unixmessage m;
	unsigned int messages, n;
	if (!begin(&e, FDWIRE_GETDUMP) || ask(c, &e) < 0)
		return -1;
	if (!fdwire_get_number(&e.rest, &messages) || !fdwire_get_number(&e.rest, &n))
		return bad_answer(&e.answer);
	while (messages--)
		if (receive(c, &m) < 0 || take_items(&m, d) < 0)
			return -1;
	errno = EPROTO;
	return genalloc_len(struct fddump_entry, &d->entries) == n ? 0 : -1;
}

static int send_items(struct fdclient *c, struct fddump_entry const *entry, size_t n)
{
	struct exchange e;
	int fds[FDWIRE_AT_ONCE];
	if (!begin(&e, FDWIRE_ITEMS))
		return -1;
	for (size_t i = 0; i < n; i++) {
		fds[i] = entry[i].fd;
		if (!fdwire_put_item(&e.request, &entry[i].item.limit, entry[i].item.id))
			return -1;
	}
	e.fds = fds;
	e.nfds = (unsigned int)n;
	return ask(c, &e);
}

int fdclient_setdump(struct fdclient *c, struct fddump const *d)
{
	struct exchange e;
	size_t n;
	struct fddump_entry const *entry = fddump_entries(d, &n);
	if (!begin(&e, FDWIRE_SETDUMP) || !fdwire_put_number(&e.request, (unsigned int)n) ||
		ask(c, &e) < 0)
		return -1;
	for (size_t some; n; entry += some, n -= some) {
		some = n < FDWIRE_AT_ONCE ? n : FDWIRE_AT_ONCE;
		if (send_items(c, entry, some) < 0 && (errno != EAGAIN || some == n))
			return -1;
	}
	return 0;
}

struct next fdclient_enter(struct ctx *x, struct fdclient *c, char const *path, unsigned int ms)
{
	if (fdclient_open(c, path, ms) < 0)
		return failsys(x, "unable to connect to an fd-holding server at ", path);
	return chain(0);
}
