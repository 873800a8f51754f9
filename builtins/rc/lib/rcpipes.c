/* rcpipes.c - the pipes of pipelines when the database changes. */
#include <skalibs/djbunix.h>

#include "fdclient.h"
#include "rcpipeid.h"
#include "rcupdate.h"

/* Whether service I of DB reads from others. */
static int reads(struct rcdb const *db, uint32_t i)
{
	return i < db->longruns && db->service[i].producers.n;
}

/* The new name of the consumer I of the old database, or 0 if it is none any more. */
static char const *goes_on_as(struct rcupdate const *u, uint32_t i)
{
	uint32_t j = u->to[i];
	return j != RC_NONE && reads(u->new, j) ? rcdb_service_name(u->new, j) : 0;
}

static int forget(struct fdclient *c, struct rcupdate const *u, uint32_t i, int end)
{
	char id[FDWIRE_ID + 1], now[FDWIRE_ID + 1];
	char const *old = rcdb_service_name(&u->old->db, i), *new = goes_on_as(u, i);
	if (!rcpipeid(id, sizeof id, end, old) || (new && !strcmp(old, new)))
		return 0;
	if (!new)
		return fdclient_delete(c, id) < 0 && errno != ENOENT ? -1 : 0;
	int fd = rcpipeid(now, sizeof now, end, new) ? fdclient_retrieve(c, id, 0) : -1;
	if (fd < 0) /* when it was renamed already, before somebody was killed */
		return errno == ENOENT ? 0 : -1;
	int r = fdclient_store(c, fd, now, 0);
	fd_close(fd);
	if (r < 0 && (errno != EEXIST || rcdb_find(&u->old->db, new)))
		return -1;
	return fdclient_delete(c, id);
}

/* Nobody uses what half an update may have put there. */
static int store_anew(struct fdclient *c, int fd, char const *id)
{
	if (fdclient_delete(c, id) < 0 && errno != ENOENT)
		return -1;
	return fdclient_store(c, fd, id, 0);
}

static int add(struct fdclient *c, char const *name)
{
	int p[2], r = 0;
	char id[FDWIRE_ID + 1];
	if (pipecoe(p) < 0)
		return -1;
	for (int end = 0; end < 2; end++)
		if (!r)
			r = rcpipeid(id, sizeof id, end, name) ? store_anew(c, p[end], id) : -1;
	int err = errno;
	fd_close(p[0]);
	fd_close(p[1]);
	errno = err;
	return r;
}

static int is_new(struct rcupdate const *u, uint32_t j)
{
	return reads(u->new, j) && (u->from[j] == RC_NONE || !reads(&u->old->db, u->from[j]));
}

int rcupdate_pipes(struct rcupdate const *u, char const *socket)
{
	struct fdclient c;
	int r = 0;
	if (fdclient_open(&c, socket, 5000) < 0)
		return -1;
	for (uint32_t i = 0; i < u->old->db.longruns && !r; i++)
		for (int end = 0; end < 2 && !r && reads(&u->old->db, i); end++)
			r = forget(&c, u, i, end);
	for (uint32_t j = 0; j < u->new->longruns && !r; j++)
		if (is_new(u, j))
			r = add(&c, rcdb_service_name(u->new, j));
	fdclient_close(&c);
	return r;
}
