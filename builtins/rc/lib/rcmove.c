/* rcmove.c - service directories go from one live directory to another, with their supervisors. */
#include <dirent.h>
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <stdio.h>
#include <unistd.h>

#include "rcupdate.h"

/* What belongs to the supervisor. */
static int is_kept(char const *name)
{
	static char const *const kept[] = { ".", "..", "supervise", "event", "down", "instance",
		"instances" };
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		if (!strcmp(name, kept[i]))
			return 1;
	return 0;
}

/* A service directory whose files are replaced: it, the one it was made of, the one its new files are copies of,
   and these. */
struct takeover {
	struct ctx *x;
	char const *dir, *was, *is, *aside;
};

typedef char const *takeover_fn(struct takeover const *t, char const *name);

/* Calls ACT for each file of the directory FROM that is not kept. 0, or the path that is to blame. */
static char const *each(struct takeover const *t, char const *from, takeover_fn *act)
{
	DIR *d = opendir(from);
	struct dirent *e;
	char const *blame = d ? 0 : from;
	while (d && !blame && (e = readdir(d)))
		if (!is_kept(e->d_name))
			blame = act(t, e->d_name);
	if (d)
		closedir(d);
	return blame;
}

static char const *replace(struct takeover const *t, char const *name)
{
	char const *from = join(t->x, t->aside, "/", name), *to = join(t->x, t->dir, "/", name);
	if (!rename(from, to))
		return 0;
	return rm_rf(to) < 0 || rename(from, to) < 0 ? to : 0;
}

/* What the service has made itself stays. */
static char const *remove_old(struct takeover const *t, char const *name)
{
	char const *file = join(t->x, t->dir, "/", name);
	return !access(join(t->x, t->is, "/", name), F_OK) || rm_rf(file) >= 0 ? 0 : file;
}

static int goes_on(struct rcupdate const *u, uint32_t i)
{
	return i < u->old->db.longruns && u->to[i] != RC_NONE && rcdb_is_longrun(u->new, u->to[i]);
}

static char const *new_dir(struct rcupdate const *u, struct rcmake const *m, uint32_t i)
{
	return join(u->x, m->dir, "/" RCDB_SERVICEDIRS "/", rcdb_service_name(u->new, u->to[i]));
}

static char const *set_aside(struct rcupdate const *u, struct rcmake const *m, uint32_t i)
{
	return join(u->x, m->dir, "/aside:", rcdb_service_name(u->new, u->to[i]));
}

/* The old directory goes where the copy was, which is set aside. */
static char const *move_one(struct rcupdate *u, struct rcmake *m, uint32_t i)
{
	char const *to = new_dir(u, m, i), *aside = set_aside(u, m, i);
	if (rename(to, aside) < 0)
		return to;
	if (!rename(rclive_servicedir(u->old, i), to))
		return 0;
	int err = errno;
	rename(aside, to);
	errno = err;
	return rclive_servicedir(u->old, i);
}

static void move_back(struct rcupdate *u, struct rcmake *m, uint32_t n)
{
	int err = errno;
	for (uint32_t i = 0; i < n; i++)
		if (goes_on(u, i))
			rename(new_dir(u, m, i), rclive_servicedir(u->old, i));
	errno = err;
}

/* The files of the copy become those of the service. A supervisor reads them when it next starts something. */
static void take_over(struct rcupdate *u, struct rcmake *m, uint32_t i)
{
	static char const within[] = "/" RCDB_SERVICEDIRS "/";
	struct ctx *x = u->x;
	struct takeover t = { .x = x,
		.dir = new_dir(u, m, i),
		.was = join(
			x, u->old->path, "/compiled", within, rcdb_service_name(&u->old->db, i)),
		.is = join(x, m->compiled, within, rcdb_service_name(u->new, u->to[i])),
		.aside = set_aside(u, m, i) };
	char const *blame = each(&t, t.aside, replace);
	if (!blame && !access(t.was, F_OK))
		blame = each(&t, t.was, remove_old);
	if (blame || rm_rf(t.aside) < 0)
		warnsys(x, "unable to replace ", blame ? blame : t.aside);
}

char const *rcupdate_move(struct rcupdate *u, struct rcmake *m)
{
	char const *blame = 0;
	uint32_t i;
	for (i = 0; i < u->old->db.longruns && !blame; i++)
		if (goes_on(u, i))
			blame = move_one(u, m, i);
	if (blame) {
		move_back(u, m, i - 1);
		return blame;
	}
	for (i = 0; i < u->old->db.longruns; i++)
		if (goes_on(u, i))
			take_over(u, m, i);
	return 0;
}
