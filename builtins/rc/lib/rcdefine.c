/* rcdefine.c - one definition: which files there may be, and what each means. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <skalibs/types.h>
#include <string.h>

#include "diag.h"
#include "nearest.h"
#include "rcread.h"

struct row;

/* A definition that is being read. */
struct reader {
	struct rc_source *s;
	struct rc_def *d;
	int fd;
	unsigned char *there; /* the type of each row's file, or ABSENT */
};

enum { ABSENT = 255 };

/* What is looked at: what is in the file, the names in the directory, or only whether it is there. */
enum kind { TEXT, DIRECTORY, FLAG };

struct row {
	char const *name;
	unsigned int types; /* of services that it is for */
	void (*take)(struct reader *r, struct row const *row, struct rc_file *f);
	enum kind kind;
	size_t which; /* what of the definition it is */
};

static int number(struct reader *r, struct rc_file const *f, size_t len, unsigned int *n)
{
	char const *text = arena_text(r->s->x, f->text, len);
	if (uint0_scan(text, n))
		return 1;
	rc_wrong(r->s, r->d, f, f->len ? 1 : 0, f->name, " has to be a number",
		strchr(f->text, '\r') ? ": it ends with a carriage return (CR LF)" : "");
	return 0;
}

/* How long F is without blanks at its end. */
static size_t trimmed(struct rc_file const *f)
{
	size_t len = f->len;
	while (len && strchr(" \t\n", f->text[len - 1]))
		len--;
	return len;
}

static void *slot(struct reader *r, struct row const *row)
{
	return (char *)r->d + row->which;
}

static void take_number(struct reader *r, struct row const *row, struct rc_file *f)
{
	number(r, f, trimmed(f), slot(r, row));
}

static void take_tries(struct reader *r, struct row const *row, struct rc_file *f)
{
	take_number(r, row, f);
	if (!r->d->tries)
		rc_wrong(r->s, r->d, f, 1, f->name, " has to be 1 at least");
}

/* "FIRST [MOST]" */
static void take_backoff(struct reader *r, struct row const *row, struct rc_file *f)
{
	char const *text = arena_text(r->s->x, f->text, trimmed(f));
	size_t len = uint_scan(text, &r->d->backoff), blanks = strspn(text + len, " \t");
	(void)row;
	r->d->backoff_most = r->d->backoff;
	if (!len ||
		(text[len] && (!blanks || !uint0_scan(text + len + blanks, &r->d->backoff_most))))
		rc_wrong(r->s, r->d, f, 1, f->name,
			" has to be one number or two: milliseconds, and how many at most");
	else if (r->d->backoff_most < r->d->backoff)
		r->d->backoff_most = r->d->backoff;
}

static void take_flag(struct reader *r, struct row const *row, struct rc_file *f)
{
	(void)f;
	r->d->flags |= (uint32_t)row->which;
}

static void take_lines(struct reader *r, struct row const *row, struct rc_file *f)
{
	if (!r->d->list[row->which].given)
		rc_list_lines(r->s, r->d, f, (enum rc_list)row->which);
}

static void take_names(struct reader *r, struct row const *row, struct rc_file *f)
{
	rc_list_directory(r->s, r->d, r->fd, f, (enum rc_list)row->which);
}

static void take_script(struct reader *r, struct row const *row, struct rc_file *f)
{
	rc_script(r->s, r->d, f, (enum rc_script)row->which);
}

static void take_program(struct reader *r, struct row const *row, struct rc_file *f)
{
	*(struct rc_file *)slot(r, row) = *f;
	rc_program(r->s, r->d, f);
}

static void put(struct reader *r, char const *name, char const *text, size_t len)
{
	struct rc_put *p = arena_get(r->s->x, sizeof *p);
	*p = (struct rc_put){ name, text, len, 0644, r->d->put };
	r->d->put = p;
}

static void take_copy(struct reader *r, struct row const *row, struct rc_file *f)
{
	put(r, row->name, f->text, f->len);
}

static void take_empty(struct reader *r, struct row const *row, struct rc_file *f)
{
	(void)f;
	put(r, row->name, "", 0);
}

/* A number, written as s6-supervise likes it. Returns whether it is one. */
static int put_number(
	struct reader *r, struct row const *row, struct rc_file const *f, unsigned int *n)
{
	char b[DECIMAL];
	if (!number(r, f, trimmed(f), n))
		return 0;
	char const *text = join(r->s->x, decimal(b, *n), "\n");
	put(r, row->name, text, strlen(text));
	return 1;
}

static void take_setting(struct reader *r, struct row const *row, struct rc_file *f)
{
	unsigned int n;
	put_number(r, row, f, &n);
}

static void take_fd(struct reader *r, struct row const *row, struct rc_file *f)
{
	unsigned int n;
	if (!put_number(r, row, f, &n))
		return;
	r->d->fd[row->which] = n + 1;
	if (n < 3)
		rc_warn(r->s, r->d, f, 1, f->name,
			" is one of stdin, stdout and stderr: the service will not have that");
}

static void take_tree(struct reader *r, struct row const *row, struct rc_file *f)
{
	(void)f;
	r->d->tree[row->which] = 1;
}

static void take_type(struct reader *r, struct row const *row, struct rc_file *f)
{
	static char const *const types[] = {
		[RC_ONESHOT] = "oneshot", [RC_LONGRUN] = "longrun", [RC_BUNDLE] = "bundle"
	};
	char const *text = arena_text(r->s->x, f->text, trimmed(f));
	struct nearest near = nearest_to(text);
	(void)row;
	for (int i = RC_ONESHOT; i <= RC_BUNDLE; i++) {
		nearest_offer(&near, types[i]);
		if (!strcmp(text, types[i]))
			r->d->type = (enum rc_type)i;
	}
	if (!r->d->type)
		rc_wrong(r->s, r->d, f, 1, "type has to be oneshot, longrun or bundle, not ",
			*text ? text : "empty",
			strchr(text, '\r') ? ": its line ends with a carriage return (CR LF)"
					   : did_you_mean(r->s->x, near.best));
}

enum { ANY = RC_IS_ONESHOT | RC_IS_LONGRUN | RC_IS_BUNDLE, ATOMIC = RC_IS_ONESHOT | RC_IS_LONGRUN };

#define NUMBER(name, member) \
	{ \
		name, ATOMIC, take_number, 0, offsetof(struct rc_def, member) \
	}
#define TREE(name, which) \
	{ \
		name, RC_IS_LONGRUN, take_tree, 1, which \
	}
#define SETTING(name) \
	{ \
		name, RC_IS_LONGRUN, take_setting, 0, 0 \
	}
#define COPY(name) \
	{ \
		name, RC_IS_LONGRUN, take_copy, 0, 0 \
	}

/* In the order in which they are looked at. */
static struct row const rows[] = {
	{ "type", ANY, take_type, 0, 0 },
	{ "flag-essential", ANY, take_flag, FLAG, RC_ESSENTIAL },
	{ "flag-recommended", ANY, take_flag, FLAG, RC_RECOMMENDED },
	{ "contents.d", RC_IS_BUNDLE, take_names, DIRECTORY, RC_CONTENTS },
	{ "contents", RC_IS_BUNDLE, take_lines, 0, RC_CONTENTS },
	{ "dependencies.d", ATOMIC, take_names, DIRECTORY, RC_NEEDS },
	{ "dependencies", ATOMIC, take_lines, 0, RC_NEEDS },
	{ "wants.d", ATOMIC, take_names, DIRECTORY, RC_WANTS },
	{ "after.d", ATOMIC, take_names, DIRECTORY, RC_AFTER },
	NUMBER("timeout-up", timeout_up),
	NUMBER("timeout-down", timeout_down),
	{ "up", RC_IS_ONESHOT, take_script, 0, RC_UP },
	{ "down", RC_IS_ONESHOT, take_script, 0, RC_DOWN },
	{ "reload", RC_IS_ONESHOT, take_script, 0, RC_RELOAD },
	{ "condition", ATOMIC, take_script, 0, RC_CONDITION },
	{ "tries", RC_IS_ONESHOT, take_tries, 0, offsetof(struct rc_def, tries) },
	{ "backoff", RC_IS_ONESHOT, take_backoff, 0, 0 },
	{ "run", RC_IS_LONGRUN, take_program, 0, offsetof(struct rc_def, run) },
	{ "finish", RC_IS_LONGRUN, take_program, 0, offsetof(struct rc_def, finish) },
	{ "producer-for", RC_IS_LONGRUN, take_lines, 0, RC_WRITES },
	{ "consumer-for", RC_IS_LONGRUN, take_lines, 0, RC_READS },
	{ "pipeline-name", RC_IS_LONGRUN, take_lines, 0, RC_PIPELINE },
	{ "notification-fd", RC_IS_LONGRUN, take_fd, 0, 0 },
	{ "lock-fd", RC_IS_LONGRUN, take_fd, 0, 1 },
	SETTING("timeout-kill"),
	SETTING("timeout-finish"),
	SETTING("max-death-tally"),
	COPY("down-signal"),
	COPY("reload-signal"),
	COPY("on-death"),
	COPY("backoff"),
	COPY("max-deaths"),
	COPY("on-failure"),
	{ "flag-timeout-killpg", RC_IS_LONGRUN, take_empty, FLAG, 0 },
	{ "flag-newpidns", RC_IS_LONGRUN, take_empty, FLAG, 0 },
	TREE("data", RC_DATA),
	TREE("env", RC_ENV),
	TREE("template", RC_TEMPLATE),
};

enum { TYPE, ROWS = sizeof rows / sizeof *rows };

/* Files that are none of ours, and called nearly so. What editors leave is not looked at. */
static void consider_unknown(struct reader *r, char const *name)
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
	struct reader *r = arg;
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
static void take(struct reader *r, struct row const *row)
{
	unsigned char type = r->there[row - rows];
	struct rc_file f = { .name = row->name };
	if (row->kind == DIRECTORY && !rc_is_directory(r->fd, row->name, type))
		rc_wrong(r->s, r->d, &f, 0, row->name, " has to be a directory");
	else if (row->kind || !rc_slurp(r->s, r->fd, row->name, type, &f))
		row->take(r, row, &f);
	else if (errno == EINVAL || errno == EISDIR)
		rc_wrong(r->s, r->d, &f, 0, row->name, " has to be a regular file");
	else
		rc_unable(r->s, r->d, join(r->s->x, r->d->dir, "/", row->name));
}

static int is_there(struct reader const *r, char const *name)
{
	for (size_t i = 0; i < ROWS; i++)
		if (!strcmp(rows[i].name, name))
			return r->there[i] != ABSENT;
	return 0;
}

static void take_all(struct reader *r)
{
	for (size_t i = TYPE + 1; i < ROWS; i++) {
		if (r->there[i] == ABSENT)
			continue;
		if (rows[i].types & 1u << r->d->type)
			take(r, rows + i);
		else if (r->s->verbosity >= 2 && strcmp(rows[i].name, "backoff") != 0)
			rc_warn(r->s, r->d, &(struct rc_file){ .name = rows[i].name }, 0,
				rows[i].name, " means nothing for this type of service");
	}
}

static void check_mandatory(struct reader *r)
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

static void read_definition(struct reader *r)
{
	if (r->there[TYPE] == ABSENT) {
		rc_wrong(r->s, r->d, 0, 0, "service ", r->d->name,
			" has no file type: it has to say oneshot, longrun or bundle",
			is_there(r, "run")  ? "; with a file run, this may be a longrun"
			: is_there(r, "up") ? "; with a file up, this may be a oneshot"
					    : "");
		return;
	}
	take(r, rows + TYPE);
	if (!r->d->type)
		return;
	take_all(r);
	check_mandatory(r);
}

void rc_define(struct rc_source *s, struct rc_def *d, int dirfd, char const *name)
{
	unsigned char there[ROWS];
	memset(there, ABSENT, sizeof there);
	struct reader r = { .s = s, .d = d, .there = there };
	r.fd = openat(dirfd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (r.fd < 0 || rc_each(s, r.fd, note, &r) < 0)
		rc_unable(s, d, d->dir);
	else
		read_definition(&r);
	if (r.fd >= 0)
		fd_close(r.fd);
}
