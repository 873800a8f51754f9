/* rcsupervise.c - having services supervised: their links in the scan directory. */
#include <dirent.h>
#include <unistd.h>

#include "control.h"
#include "files.h"
#include "rcmake.h"
#include "scanclient.h"
#include "svwait.h"

enum { SPARE_FILES = 32 };

char const *rcmake_entry(struct rcmake const *m, char const *service)
{
	return join(m->x, m->scandir, "/", m->prefix, service);
}

static int is_in(struct rcmake const *m, unsigned char const *set, uint32_t i)
{
	return i < m->db->longruns && (!set || set[i]);
}

static char const *target(struct rcmake const *m, uint32_t i)
{
	return join(m->x, m->live, "/" RCDB_SERVICEDIRS "/", rcdb_service_name(m->db, i));
}

/* 1 if the link was made, 0 if it was there, -1 with errno. */
static int link_one(struct rcmake const *m, uint32_t i)
{
	char const *name = rcdb_service_name(m->db, i), *to = target(m, i);
	if (!symlink(to, rcmake_entry(m, name)))
		return 1;
	if (errno != EEXIST)
		return -1;
	char const *now = rclive_link(m->x, m->scandir, join(m->x, m->prefix, name));
	errno = EEXIST;
	return now && !strcmp(now, to) ? 0 : -1;
}

void rcmake_unlink(struct rcmake *m, unsigned char const *set)
{
	struct arena mark = arena_mark(m->x);
	for (uint32_t i = 0; i < m->db->longruns; i++)
		if (is_in(m, set, i))
			unlink(rcmake_entry(m, rcdb_service_name(m->db, i)));
	arena_release(m->x, mark);
	scandir_send(m->scandir, "an", 2);
}

static struct next link_failed(struct rcmake *m, uint32_t i)
{
	char const *entry = rcmake_entry(m, rcdb_service_name(m->db, i));
	struct next n = errno == EEXIST
				? failcode(m->x, 111, "unable to make the link ", entry,
					  ": something else is there (a prefix, -p, may help)")
				: failsys(m->x, "unable to make the link ", entry);
	rcmake_unlink(m, m->made);
	return n;
}

struct next rcmake_link(struct rcmake *m, unsigned char const *set)
{
	m->made = arena_get(m->x, m->db->longruns);
	memset(m->made, 0, m->db->longruns);
	for (uint32_t i = 0; i < m->db->longruns; i++) {
		struct arena mark = arena_mark(m->x);
		int r = is_in(m, set, i) ? link_one(m, i) : 0;
		if (r < 0)
			return link_failed(m, i);
		arena_release(m->x, mark);
		m->made[i] = r > 0;
	}
	return chain(0);
}

struct next rcmake_unable(struct rcmake const *m, int nobody)
{
	return nobody ? fail(m->x, "unable to control ", m->scandir, ": no s6-svscan runs there")
		      : failsys(m->x, "unable to control ", m->scandir);
}

struct next rcmake_tell(struct rcmake *m)
{
	if (scandir_send(m->scandir, "a", 1) >= 0)
		return chain(0);
	return rcmake_unable(m, control_unheard(errno));
}

/* The service that the entry NAME is for, if it is LIVE's; or 0. */
static char const *service_of(struct rcmake const *m, char const *name)
{
	char const *begin = join(m->x, m->live, "/" RCDB_SERVICEDIRS "/");
	char const *to = rclive_link(m->x, m->scandir, name);
	return to && !strncmp(to, begin, strlen(begin)) ? to + strlen(begin) : 0;
}

static int is_longrun(struct rcdb const *db, char const *name)
{
	struct rcdb_name const *n = rcdb_find(db, name);
	return n && !n->bundle && rcdb_is_longrun(db, *rcdb_numbers(db, &n->atomics));
}

char const *rcmake_sweep(struct rcmake *m)
{
	char const *blame = 0;
	DIR *d = opendir(m->scandir);
	struct dirent *e;
	if (!d)
		return m->scandir;
	while (!blame && (e = readdir(d))) {
		struct arena mark = arena_mark(m->x);
		char const *service = service_of(m, e->d_name);
		if (service && !is_longrun(m->db, service) &&
			unlinkat(dirfd(d), e->d_name, 0) < 0 && errno != ENOENT)
			blame = join(m->x, m->scandir, "/", e->d_name);
		else
			arena_release(m->x, mark);
	}
	int err = errno;
	closedir(d);
	errno = err;
	return blame;
}

/* Waits for DIRS, 0-ended. */
static int wait_for(struct rcmake *m, char const *const *dirs)
{
	struct svwait w;
	struct svwait_opts o = { .goal = SVWAIT_SUPERVISED, .ms = m->ms };
	svwait_init(m->x, &w, dirs, &o);
	if (svwait_start(&w) >= 0 && svwait_end(&w) >= 0)
		return 0;
	warn(m->x, "unable to wait for the supervisors of services",
		w.code == 99 ? ": timed out" : "");
	return -1;
}

/* As many at a time as there are descriptors: they are listened to, and seen if they are there already. */
int rcmake_wait(struct rcmake *m, unsigned char const *set)
{
	struct rlimit before, now;
	files_raise(&before);
	getrlimit(RLIMIT_NOFILE, &now);
	size_t most = now.rlim_cur > 2 * SPARE_FILES ? now.rlim_cur - SPARE_FILES : SPARE_FILES,
	       n = 0;
	int r = 0;
	char const **dirs = arena_get(m->x, (m->db->longruns + 1) * sizeof *dirs);
	for (uint32_t i = 0; i < m->db->longruns && !r; i++) {
		if (is_in(m, set, i))
			dirs[n++] = target(m, i);
		dirs[n] = 0;
		if (n < most && i + 1 < m->db->longruns)
			continue;
		r = wait_for(m, dirs);
		n = 0;
	}
	return r;
}
