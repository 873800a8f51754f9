/* rcmake.c - making a live directory. */
#include "rcmake.h"

#include <fcntl.h>
#include <poll.h>
#include <skalibs/djbunix.h>
#include <skalibs/random.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tree.h"

enum { RANDOM = 6 };
enum { LEAVE_MS = 5000, STEP_MS = 10 };

/* It is beside the link: the rest of the path is the same. */
void rcmake_name(struct rcmake *m)
{
	char chars[RANDOM + 1];
	random_name(chars, RANDOM);
	chars[RANDOM] = 0;
	m->dir = join(m->x, m->live, ":", m->maker, ":", chars);
}

int rcmake_file(char const *path, void const *s, size_t len)
{
	return openwritenclose_unsafe(path, s, len) && !chmod(path, 0644) ? 0 : -1;
}

static char const *fill(struct rcmake const *m, unsigned char const *state)
{
	struct ctx *x = m->x;
	char const *path;
	if (rcmake_file(path = join(x, m->dir, "/lock"), "", 0) < 0 ||
		rcmake_file(path = join(x, m->dir, "/state"), state, m->db->services) < 0 ||
		rcmake_file(path = join(x, m->dir, "/prefix"), m->prefix, strlen(m->prefix)) < 0 ||
		symlink(m->compiled, path = join(x, m->dir, "/compiled")) < 0 ||
		symlink(m->scandir, path = join(x, m->dir, "/scandir")) < 0)
		return path;
	path = join(x, m->dir, "/" RCDB_SERVICEDIRS);
	return mkdir(path, 0755) < 0 || chmod(path, 0755) < 0 ? path : 0;
}

char const *rcmake_dir(struct rcmake *m, unsigned char const *state)
{
	if (!m->dir)
		rcmake_name(m);
	if (mkdir(m->dir, 0755) < 0 || chmod(m->dir, 0755) < 0)
		return m->dir;
	return fill(m, state);
}

/* Supervisors that were told to leave may still make a file or two. */
static int remove_all(char const *dir)
{
	int r;
	for (int ms = 0; (r = rm_rf(dir)) < 0 && errno == ENOTEMPTY && ms < LEAVE_MS; ms += STEP_MS)
		poll(0, 0, STEP_MS);
	return r;
}

void rcmake_remove(struct rcmake *m)
{
	int err = errno;
	if (remove_all(m->dir) < 0 && errno != ENOENT)
		warnsys(m->x, "unable to remove ", m->dir);
	errno = err;
}

char const *rcmake_service(struct rcmake *m, uint32_t i, int down)
{
	struct ctx *x = m->x;
	char const *name = rcdb_service_name(m->db, i);
	char const *to = join(x, m->dir, "/" RCDB_SERVICEDIRS "/", name);
	char const *blame = tree_copy(x, join(x, m->compiled, "/" RCDB_SERVICEDIRS "/", name), to);
	char const *file = join(x, to, "/down");
	if (!blame && down && rcmake_file(file, "", 0) < 0)
		blame = file;
	return blame;
}

static char const *last_part(char const *path)
{
	return strrchr(path, '/') + 1;
}

int rcmake_publish(struct rcmake *m)
{
	char const *link = join(m->x, m->dir, RCMAKE_LINK);
	if (symlink(last_part(m->dir), link) < 0)
		return -1;
	if (!rename(link, m->live))
		return 0;
	int err = errno;
	unlink(link);
	errno = err;
	return -1;
}
