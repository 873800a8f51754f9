/* fdholder.c - descriptors by identifier, each with the time it has left. */
#include "fdholder.h"

#include <errno.h>
#include <skalibs/djbunix.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

int fdholder_room(unsigned int clients)
{
	enum { RESERVED = 8, MOST = 1 << 20 };
	struct rlimit l;
	if (getrlimit(RLIMIT_NOFILE, &l) < 0)
		return -1;
	errno = EMFILE;
	if (l.rlim_cur <= clients + RESERVED)
		return -1;
	l.rlim_cur -= clients + RESERVED;
	return l.rlim_cur < MOST ? (int)l.rlim_cur : MOST;
}

int fdholder_init(struct fdholder *h)
{
	unsigned int buckets = 16;
	while (buckets < h->max)
		buckets *= 2;
	h->mask = buckets - 1;
	h->bucket = calloc(buckets, sizeof *h->bucket);
	return h->bucket ? 0 : -1;
}

static struct held **bucket(struct fdholder const *h, char const *id)
{
	uint32_t hash = 2166136261U;
	while (*id)
		hash = (hash ^ (unsigned char)*id++) * 16777619U;
	return h->bucket + (hash & h->mask);
}

struct held *fdholder_find(struct fdholder const *h, char const *id)
{
	struct held *d = *bucket(h, id);
	while (d && strcmp(d->item.id, id))
		d = d->same;
	return d;
}

static void link_in(struct fdholder *h, struct held *d)
{
	struct held **b = bucket(h, d->item.id);
	d->in = h;
	d->same = *b;
	*b = d;
	d->prev = h->last;
	*(h->last ? &h->last->next : &h->first) = d;
	h->last = d;
	h->n++;
}

static void take_out(struct fdholder *h, struct held *d)
{
	struct held **b = bucket(h, d->item.id);
	while (*b != d)
		b = &(*b)->same;
	*b = d->same;
	*(d->prev ? &d->prev->next : &h->first) = d->next;
	*(d->next ? &d->next->prev : &h->last) = d->prev;
	h->n--;
}

void fdholder_drop(struct held *d)
{
	loop_timer_drop(d->in->loop, &d->timer);
	take_out(d->in, d);
	if (!d->in->lent || !genalloc_append(int, &d->in->dropped, &d->fd))
		fd_close(d->fd);
	free(d);
}

void fdholder_lend(struct fdholder *h)
{
	h->lent++;
}

void fdholder_lent(struct fdholder *h)
{
	int const *fd = genalloc_s(int, &h->dropped);
	if (--h->lent)
		return;
	for (size_t i = 0; i < genalloc_len(int, &h->dropped); i++)
		fd_close(fd[i]);
	genalloc_setlen(int, &h->dropped, 0);
}

static void expire(void *arg)
{
	struct held *d = arg;
	d->in->forgot(d->in->arg, d->item.id);
	fdholder_drop(d);
}

/* Limits are told by the wall clock, but what counts is how long that is from now. */
static int set_timer(struct fdholder *h, struct held *d)
{
	enum { YEARS = 100 };
	tain now, left;
	if (!fdwire_ends(&d->item.limit) || !tain_wallclock_read(&now))
		return 0;
	if (!tain_less(&now, &d->item.limit))
		return loop_at(h->loop, &d->timer, 0, expire, d);
	tain_sub(&left, &d->item.limit, &now);
	if (left.sec.x > YEARS * 366LL * 86400)
		return 0;
	return loop_at(h->loop, &d->timer,
		loop_clock() + (int64_t)left.sec.x * LOOP_SEC + left.nano, expire, d);
}

int fdholder_hold(struct fdholder *h, struct fdwire_item const *item, int fd)
{
	struct held *d = calloc(1, sizeof *d), *old = fdholder_find(h, item->id);
	if (!d)
		return -1;
	d->item = *item;
	d->fd = fd;
	if (set_timer(h, d) < 0) {
		free(d);
		return -1;
	}
	if (old)
		fdholder_drop(old);
	link_in(h, d);
	return 0;
}
