/* fdpeer.c - serving what a client asks for. */
#include "fdpeer.h"

#include <errno.h>
#include <skalibs/djbunix.h>
#include <skalibs/error.h>
#include <string.h>

/* A message that is being served. */
struct request {
	struct fdpeer *p;
	struct fdholder *h;
	struct fdwire_text text;
	unixmessage const *m;
	int kept; /* its descriptors have another owner now */
};

/* Answers. Each returns 0, or -1 to drop the client. */
static int answer(struct request *r, stralloc *text, int *fds, unsigned int nfds)
{
	unixmessage m = { .s = text->s, .len = text->len, .fds = fds, .nfds = nfds };
	int ok = unixmessage_put(&r->p->io.out, &m);
	stralloc_free(text);
	if (ok && nfds && !r->p->lent) {
		r->p->lent = 1;
		fdholder_lend(r->h);
	}
	return ok ? 0 : -1;
}

static int answer_status(struct request *r, int err)
{
	stralloc text = STRALLOC_ZERO;
	char b = (char)err;
	return stralloc_catb(&text, &b, 1) ? answer(r, &text, 0, 0) : -1;
}

static int serve_store(struct request *r)
{
	struct fdwire_item item;
	if (!fdwire_get_item(&r->text, &item) || r->text.len || r->m->nfds != 1)
		return -1;
	int err = !fdrights_may_store(&r->p->rights, item.id) ? EPERM
		  : fdholder_find(r->h, item.id)              ? EBUSY
		  : r->h->n >= r->h->max                      ? ENFILE
							      : 0;
	if (!err && fdholder_hold(r->h, &item, r->m->fds[0]) < 0)
		err = errno;
	r->kept = !err;
	return answer_status(r, err);
}

/* Reads the identifier that the request ends in. */
static int read_id(struct request *r, char *id)
{
	return fdwire_get_id(&r->text, id) && !r->text.len && !r->m->nfds;
}

static int serve_delete(struct request *r)
{
	char id[FDWIRE_ID + 1];
	if (!read_id(r, id))
		return -1;
	struct held *d = fdholder_find(r->h, id);
	if (!fdrights_may_store(&r->p->rights, id))
		return answer_status(r, EPERM);
	if (!d)
		return answer_status(r, ENOENT);
	fdholder_drop(d);
	return answer_status(r, 0);
}

static int serve_retrieve(struct request *r)
{
	char id[FDWIRE_ID + 1];
	stralloc text = STRALLOC_ZERO;
	int and_delete = r->text.len && *r->text.s;
	r->text.s++;
	r->text.len -= !!r->text.len;
	if (!read_id(r, id))
		return -1;
	struct held *d = fdholder_find(r->h, id);
	if (!fdrights_may_retrieve(&r->p->rights, id) ||
		(and_delete && !fdrights_may_store(&r->p->rights, id)))
		return answer_status(r, EPERM);
	if (!d)
		return answer_status(r, ENOENT);
	if (!stralloc_0(&text) || answer(r, &text, &d->fd, 1) < 0)
		return -1;
	if (and_delete)
		fdholder_drop(d);
	return 0;
}

static int serve_list(struct request *r)
{
	stralloc text = STRALLOC_ZERO;
	if (r->text.len || r->m->nfds)
		return -1;
	if (!r->p->rights.list)
		return answer_status(r, EPERM);
	int ok = stralloc_0(&text) && fdwire_put_number(&text, r->h->n);
	for (struct held *d = r->h->first; ok && d; d = d->next)
		ok = stralloc_catb(&text, d->item.id, strlen(d->item.id) + 1);
	if (ok)
		return answer(r, &text, 0, 0);
	stralloc_free(&text);
	return -1;
}

/* Answers with as many items as one message takes, from D on. Returns the item behind them. */
static struct held *answer_items(struct request *r, struct held *d, int *failed)
{
	stralloc text = STRALLOC_ZERO;
	int fds[FDWIRE_AT_ONCE], ok = 1;
	unsigned int n = 0;
	for (; ok && d && n < FDWIRE_AT_ONCE; d = d->next) {
		fds[n++] = d->fd;
		ok = fdwire_put_item(&text, &d->item.limit, d->item.id);
	}
	if (!ok)
		stralloc_free(&text);
	*failed = !ok || answer(r, &text, fds, n) < 0;
	return d;
}

static int serve_getdump(struct request *r)
{
	stralloc text = STRALLOC_ZERO;
	int failed = 0;
	if (r->text.len || r->m->nfds)
		return -1;
	if (!r->p->rights.getdump)
		return answer_status(r, EPERM);
	if (!stralloc_0(&text) ||
		!fdwire_put_number(&text, fdwire_messages(r->h->n, FDWIRE_AT_ONCE)) ||
		!fdwire_put_number(&text, r->h->n) || answer(r, &text, 0, 0) < 0)
		return -1;
	for (struct held *d = r->h->first; d && !failed;)
		d = answer_items(r, d, &failed);
	return failed ? -1 : 0;
}

static int serve_setdump(struct request *r)
{
	stralloc text = STRALLOC_ZERO;
	unsigned int n;
	if (!fdwire_get_number(&r->text, &n) || r->text.len || r->m->nfds)
		return -1;
	if (!r->p->rights.setdump)
		return answer_status(r, EPERM);
	if (n > r->h->max - r->h->n)
		return answer_status(r, ENFILE);
	if (!stralloc_0(&text) || !fdwire_put_number(&text, fdwire_messages(n, FDWIRE_CHUNK)))
		return -1;
	r->p->coming = n;
	return answer(r, &text, 0, 0);
}

/* Room may be gone since the dump was announced. */
static int hold(struct fdholder *h, struct fdwire_item const *item, int fd)
{
	errno = ENFILE;
	return h->n >= h->max && !fdholder_find(h, item->id) ? -1 : fdholder_hold(h, item, fd);
}

static int serve_items(struct request *r)
{
	struct fdwire_item item;
	unsigned int n = r->m->nfds, i = 0;
	int err = 0;
	if (!n || n > r->p->coming)
		return -1;
	r->kept = 1;
	for (; i < n && !err && fdwire_get_item(&r->text, &item); i++)
		if (hold(r->h, &item, r->m->fds[i]) < 0)
			err = errno, i--;
	for (unsigned int left = i; left < n; left++)
		fd_close(r->m->fds[left]);
	if (!err && (i < n || r->text.len))
		return -1;
	r->p->coming = err ? 0 : r->p->coming - n;
	return answer_status(r, err ? err : r->p->coming ? EAGAIN : 0);
}

static int serve(struct fdpeer *p, unixmessage const *m)
{
	static struct {
		char letter;
		int (*serve)(struct request *);
	} const requests[] = {
		{ FDWIRE_STORE, serve_store },
		{ FDWIRE_DELETE, serve_delete },
		{ FDWIRE_RETRIEVE, serve_retrieve },
		{ FDWIRE_LIST, serve_list },
		{ FDWIRE_GETDUMP, serve_getdump },
		{ FDWIRE_SETDUMP, serve_setdump },
		{ FDWIRE_ITEMS, serve_items },
	};
	struct request r = { .p = p, .h = p->holder, .m = m };
	int done = -1;
	size_t i = 0, n = m->len ? sizeof requests / sizeof *requests : 0;
	while (i < n && requests[i].letter != *m->s)
		i++;
	if (i < n && (*m->s == FDWIRE_ITEMS) == !!p->coming) {
		r.text = (struct fdwire_text){ m->s + 1, m->len - 1 };
		done = requests[i].serve(&r);
	}
	if (!r.kept)
		unixmessage_drop(m);
	return done;
}

/* Serves what has come whole. 0, or -1 when the client is gone or talks nonsense. */
static int serve_all(struct fdpeer *p)
{
	unixmessage m;
	int r;
	while ((r = unixconnection_receive(&p->io, &m)) > 0) {
		int served = serve(p, &m);
		fdwire_forget(&p->io.in);
		if (served < 0)
			return -1;
	}
	return r;
}

/* Sends what can be sent. 0, or -1 when the client is gone. */
static int flush(struct fdpeer *p)
{
	if (fdpeer_sent(p))
		return 0;
	errno = 0;
	unixconnection_flush(&p->io);
	if (!fdpeer_sent(p))
		return error_isagain(errno) ? 0 : -1;
	if (p->lent) {
		p->lent = 0;
		fdholder_lent(p->holder);
	}
	return 0;
}

int fdpeer_busy(struct fdpeer const *p)
{
	return p->coming || !fdpeer_sent(p) || !unixmessage_receiver_isempty(&p->io.in) ||
	       p->io.in.maindata.len;
}

int fdpeer_sent(struct fdpeer const *p)
{
	return unixmessage_sender_isempty(&p->io.out);
}

int fdpeer_talk(struct fdpeer *p)
{
	if (flush(p) < 0)
		return -1;
	if (!fdpeer_sent(p))
		return 0;
	int gone = serve_all(p);
	return flush(p) < 0 || gone ? -1 : 0;
}

void fdpeer_open(struct fdpeer *p, struct fdholder *h, struct fdrights const *rights, int fd)
{
	p->holder = h;
	p->rights = *rights;
	p->coming = 0;
	p->lent = 0;
	unixconnection_init(&p->io, fd, fd);
}

void fdpeer_close(struct fdpeer *p)
{
	int fd = unixmessage_sender_fd(&p->io.out);
	unixconnection_free(&p->io);
	fd_close(fd);
	if (p->lent)
		fdholder_lent(p->holder);
	fdrights_free(&p->rights);
}
