/* rcdefine.c - one definition: which files there may be, and reading them. */
#include "rcdefine.h"

#include <errno.h>
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <string.h>

#include "diag.h"
#include "nearest.h"

enum { ANY = RC_IS_ONESHOT | RC_IS_LONGRUN | RC_IS_BUNDLE, ATOMIC = RC_IS_ONESHOT | RC_IS_LONGRUN };

#define NUMBER(name, member) \
	{ \
		name, ATOMIC, rc_take_number, 0, offsetof(struct rc_def, member) \
	}
#define TREE(name, which) \
	{ \
		name, RC_IS_LONGRUN, rc_take_tree, 1, which \
	}
#define SETTING(name) \
	{ \
		name, RC_IS_LONGRUN, rc_take_setting, 0, 0 \
	}
#define COPY(name) \
	{ \
		name, RC_IS_LONGRUN, rc_take_copy, 0, 0 \
	}

/* In the order in which they are looked at. */
static struct rc_row const rows[] = {
	{ "type", ANY, rc_take_type, 0, 0 },
	{ "flag-essential", ANY, rc_take_flag, RC_FLAG, RC_ESSENTIAL },
	{ "flag-recommended", ANY, rc_take_flag, RC_FLAG, RC_RECOMMENDED },
	{ "contents.d", RC_IS_BUNDLE, rc_take_names, RC_DIRECTORY, RC_CONTENTS },
	{ "contents", RC_IS_BUNDLE, rc_take_lines, 0, RC_CONTENTS },
	{ "dependencies.d", ATOMIC, rc_take_names, RC_DIRECTORY, RC_NEEDS },
	{ "dependencies", ATOMIC, rc_take_lines, 0, RC_NEEDS },
	{ "wants.d", ATOMIC, rc_take_names, RC_DIRECTORY, RC_WANTS },
	{ "after.d", ATOMIC, rc_take_names, RC_DIRECTORY, RC_AFTER },
	NUMBER("timeout-up", timeout_up),
	NUMBER("timeout-down", timeout_down),
	{ "up", RC_IS_ONESHOT, rc_take_script, 0, RC_UP },
	{ "down", RC_IS_ONESHOT, rc_take_script, 0, RC_DOWN },
	{ "reload", RC_IS_ONESHOT, rc_take_script, 0, RC_RELOAD },
	{ "condition", ATOMIC, rc_take_script, 0, RC_CONDITION },
	{ "tries", RC_IS_ONESHOT, rc_take_tries, 0, offsetof(struct rc_def, tries) },
	{ "backoff", RC_IS_ONESHOT, rc_take_backoff, 0, 0 },
	{ "run", RC_IS_LONGRUN, rc_take_program, 0, offsetof(struct rc_def, run) },
	{ "finish", RC_IS_LONGRUN, rc_take_program, 0, offsetof(struct rc_def, finish) },
	{ "producer-for", RC_IS_LONGRUN, rc_take_lines, 0, RC_WRITES },
	{ "consumer-for", RC_IS_LONGRUN, rc_take_lines, 0, RC_READS },
	{ "pipeline-name", RC_IS_LONGRUN, rc_take_lines, 0, RC_PIPELINE },
	{ "notification-fd", RC_IS_LONGRUN, rc_take_fd, 0, 0 },
	{ "lock-fd", RC_IS_LONGRUN, rc_take_fd, 0, 1 },
	SETTING("timeout-kill"),
	SETTING("timeout-finish"),
	SETTING("max-death-tally"),
	COPY("down-signal"),
	COPY("reload-signal"),
	COPY("on-death"),
	COPY("backoff"),
	COPY("max-deaths"),
	COPY("on-failure"),
	{ "flag-timeout-killpg", RC_IS_LONGRUN, rc_take_empty, RC_FLAG, 0 },
	{ "flag-newpidns", RC_IS_LONGRUN, rc_take_empty, RC_FLAG, 0 },
	TREE("data", RC_DATA),
	TREE("env", RC_ENV),
	TREE("template", RC_TEMPLATE),
};

enum { TYPE, ROWS = sizeof rows / sizeof *rows };

/* Files that are none of ours, and called nearly so. What editors leave is not looked at. */
static void consider_unknown(struct rc_reader *r, char const *name)
{
	struct nearest near = nearest_to(name);
	size_t len = strlen(name);
	if (strchr("~#", name[len - 1]) || (strchr(name, '.') && strcmp(name + len - 2, ".d") != 0))
		return;
	for (size_t i = 0; i < ROWS; i++)
		nearest_offer(&near, rows[i].name);
	if (near.best)
		rc_warn(r->s, r->d, &(struct rc_file){ .name = name }, 0, name,
			" is no file that means anything", did_you_mean(r->s->x, near.best));
}

static void note(void *arg, struct rc_entry e)
{
	struct rc_reader *r = arg;
	int known = 0;
	for (size_t i = 0; i < ROWS; i++)
		if (*e.name == *rows[i].name && !strcmp(e.name, rows[i].name)) {
			r->there[i] = e.type;
			known = 1;
		}
	if (!known)
		consider_unknown(r, e.name);
}

/* Reads what ROW is about, and takes it. */
static void take(struct rc_reader *r, struct rc_row const *row)
{
	unsigned char type = r->there[row - rows];
	struct rc_file f = { .name = row->name };
	if (row->kind == RC_DIRECTORY && !rc_is_directory(r->fd, row->name, type))
		rc_wrong(r->s, r->d, &f, 0, row->name, " has to be a directory");
	else if (row->kind || !rc_slurp(r->s, r->fd, row->name, type, &f))
		row->take(r, row, &f);
	else if (errno == EINVAL || errno == EISDIR)
		rc_wrong(r->s, r->d, &f, 0, row->name, " has to be a regular file");
	else
		rc_unable(r->s, r->d, join(r->s->x, r->d->dir, "/", row->name));
}

static int is_there(struct rc_reader const *r, char const *name)
{
	for (size_t i = 0; i < ROWS; i++)
		if (!strcmp(rows[i].name, name))
			return r->there[i] != RC_ABSENT;
	return 0;
}

static void take_all(struct rc_reader *r)
{
	for (size_t i = TYPE + 1; i < ROWS; i++) {
		if (r->there[i] == RC_ABSENT)
			continue;
		if (rows[i].types & 1u << r->d->type)
			take(r, rows + i);
		else if (r->s->verbosity >= 2 && strcmp(rows[i].name, "backoff") != 0)
			rc_warn(r->s, r->d, &(struct rc_file){ .name = rows[i].name }, 0,
				rows[i].name, " means nothing for this type of service");
	}
}

static void check_mandatory(struct rc_reader *r)
{
	struct rc_def *d = r->d;
	if (d->type == RC_ONESHOT && !is_there(r, "up"))
		rc_wrong(r->s, d, 0, 0, "oneshot ", d->name,
			" has no file up: an empty one does nothing");
	if (d->type == RC_LONGRUN && !is_there(r, "run"))
		rc_wrong(r->s, d, 0, 0, "longrun ", d->name,
			" has no file run: the program to be supervised");
	if (d->type == RC_BUNDLE && !is_there(r, "contents.d") && !is_there(r, "contents"))
		rc_wrong(r->s, d, 0, 0, "bundle ", d->name,
			" has neither contents.d, a directory with a file for each service, nor contents");
	if (d->fd[0] && d->fd[0] == d->fd[1])
		rc_wrong(r->s, d, &(struct rc_file){ .name = "lock-fd" }, 0,
			"notification-fd and lock-fd are the same descriptor");
}

static void read_definition(struct rc_reader *r)
{
	if (r->there[TYPE] == RC_ABSENT && r->s->merge && is_there(r, "contents.d")) {
		r->d->type = RC_BUNDLE;
	} else if (r->there[TYPE] == RC_ABSENT) {
		rc_wrong(r->s, r->d, 0, 0, "service ", r->d->name,
			" has no file type: it has to say oneshot, longrun or bundle",
			is_there(r, "run")  ? "; with a file run, this may be a longrun"
			: is_there(r, "up") ? "; with a file up, this may be a oneshot"
					    : "");
		return;
	} else {
		take(r, rows + TYPE);
	}
	if (!r->d->type)
		return;
	take_all(r);
	check_mandatory(r);
}

void rc_define(struct rc_source *s, struct rc_def *d, int dirfd, char const *name)
{
	unsigned char there[ROWS];
	memset(there, RC_ABSENT, sizeof there);
	struct rc_reader r = { .s = s, .d = d, .there = there };
	r.fd = openat(dirfd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
	if (r.fd < 0 || rc_each(r.fd, note, &r) < 0)
		rc_unable(s, d, d->dir);
	else
		read_definition(&r);
	if (r.fd >= 0)
		rc_close(s, r.fd);
}
