/* rcmove.c - service directories go from one live directory to another, with their supervisors. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rcjournal.h"

static int goes_on(struct rcjournal_line const *l)
{
	return *l->old && *l->new;
}

static int is_there(char const *path)
{
	struct stat st;
	return !lstat(path, &st);
}

static char const *old_dir(struct rcjournal const *j, struct rcjournal_line const *l)
{
	return join(j->x, j->from, "/" RCDB_SERVICEDIRS "/", l->old);
}

static char const *new_dir(struct rcjournal const *j, struct rcjournal_line const *l)
{
	return join(j->x, j->to, "/" RCDB_SERVICEDIRS "/", l->new);
}

static char const *set_aside(struct rcjournal const *j, struct rcjournal_line const *l)
{
	return join(j->x, j->to, RCJOURNAL_ASIDE, l->new);
}

/* The old directory goes where the copy was, which is set aside. */
char const *rcjournal_move(struct rcjournal const *j)
{
	for (struct rcjournal_line const *l = j->line; l < j->line + j->n; l++) {
		if (!goes_on(l))
			continue;
		char const *from = old_dir(j, l), *to = new_dir(j, l);
		if (rename(to, set_aside(j, l)) < 0)
			return to;
		if (rename(from, to) < 0)
			return from;
	}
	return 0;
}

/* What is not where it was has been moved. */
char const *rcjournal_move_back(struct rcjournal const *j)
{
	for (struct rcjournal_line const *l = j->line; l < j->line + j->n; l++) {
		if (!goes_on(l) || is_there(old_dir(j, l)) || !is_there(set_aside(j, l)))
			continue;
		if (rename(new_dir(j, l), old_dir(j, l)) < 0)
			return old_dir(j, l);
	}
	return 0;
}
