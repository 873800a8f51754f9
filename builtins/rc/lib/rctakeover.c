/* rctakeover.c - the files of a service directory become those of another database. */
#include <dirent.h>
#include <skalibs/djbunix.h>
#include <stdio.h>
#include <unistd.h>

#include "rcjournal.h"

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

/* A supervisor reads them when it next starts something. What is set aside goes last: it says that this is to be done. */
static int take_over(struct rcjournal const *j, struct rcjournal_line const *l)
{
	static char const within[] = "/" RCDB_SERVICEDIRS "/", compiled[] = "/compiled";
	struct ctx *x = j->x;
	struct takeover t = { .x = x,
		.dir = join(x, j->to, within, l->new),
		.was = join(x, j->from, compiled, within, l->old),
		.is = join(x, j->to, compiled, within, l->new),
		.aside = join(x, j->to, RCJOURNAL_ASIDE, l->new) };
	if (access(t.aside, F_OK) < 0)
		return 0;
	char const *blame = each(&t, t.aside, replace);
	if (!blame && !access(t.was, F_OK))
		blame = each(&t, t.was, remove_old);
	if (!blame && rm_rf(t.aside) >= 0)
		return 0;
	warnsys(x, "unable to replace ", blame ? blame : t.aside);
	return -1;
}

int rcjournal_take_over(struct rcjournal const *j)
{
	int r = 0;
	for (size_t i = 0; i < j->n; i++)
		if (*j->line[i].old && *j->line[i].new &&take_over(j, j->line + i) < 0)
			r = -1;
	return r;
}
