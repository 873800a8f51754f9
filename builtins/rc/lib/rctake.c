/* rctake.c - what each file of a definition means. */
#include <errno.h>
#include <skalibs/types.h>
#include <string.h>

#include "diag.h"
#include "nearest.h"
#include "rcdefine.h"

static int number(struct rc_reader *r, struct rc_file const *f, size_t len, unsigned int *n)
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

static void *slot(struct rc_reader *r, struct rc_row const *row)
{
	return (char *)r->d + row->which;
}

void rc_take_number(struct rc_reader *r, struct rc_row const *row, struct rc_file *f)
{
	number(r, f, trimmed(f), slot(r, row));
}

void rc_take_tries(struct rc_reader *r, struct rc_row const *row, struct rc_file *f)
{
	rc_take_number(r, row, f);
	if (!r->d->tries)
		rc_wrong(r->s, r->d, f, 1, f->name, " has to be 1 at least");
}

/* "FIRST [MOST]" */
void rc_take_backoff(struct rc_reader *r, struct rc_row const *row, struct rc_file *f)
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

void rc_take_flag(struct rc_reader *r, struct rc_row const *row, struct rc_file *f)
{
	(void)f;
	r->d->flags |= (uint32_t)row->which;
}

void rc_take_lines(struct rc_reader *r, struct rc_row const *row, struct rc_file *f)
{
	if (!r->d->list[row->which].given)
		rc_list_lines(r->s, r->d, f, (enum rc_list)row->which);
}

void rc_take_names(struct rc_reader *r, struct rc_row const *row, struct rc_file *f)
{
	rc_list_directory(r->s, r->d, r->fd, f, (enum rc_list)row->which);
}

void rc_take_script(struct rc_reader *r, struct rc_row const *row, struct rc_file *f)
{
	rc_script(r->s, r->d, f, (enum rc_script)row->which);
}

void rc_take_program(struct rc_reader *r, struct rc_row const *row, struct rc_file *f)
{
	*(struct rc_file *)slot(r, row) = *f;
	rc_program(r->s, r->d, f);
}

static void put(struct rc_reader *r, char const *name, char const *text, size_t len)
{
	struct rc_put *p = arena_get(r->s->x, sizeof *p);
	*p = (struct rc_put){ name, text, len, 0644, r->d->put };
	r->d->put = p;
}

void rc_take_copy(struct rc_reader *r, struct rc_row const *row, struct rc_file *f)
{
	put(r, row->name, f->text, f->len);
}

void rc_take_empty(struct rc_reader *r, struct rc_row const *row, struct rc_file *f)
{
	(void)f;
	put(r, row->name, "", 0);
}

/* A number, written as s6-supervise likes it. Returns whether it is one. */
static int put_number(
	struct rc_reader *r, struct rc_row const *row, struct rc_file const *f, unsigned int *n)
{
	char b[DECIMAL];
	if (!number(r, f, trimmed(f), n))
		return 0;
	char const *text = join(r->s->x, decimal(b, *n), "\n");
	put(r, row->name, text, strlen(text));
	return 1;
}

void rc_take_setting(struct rc_reader *r, struct rc_row const *row, struct rc_file *f)
{
	unsigned int n;
	put_number(r, row, f, &n);
}

void rc_take_fd(struct rc_reader *r, struct rc_row const *row, struct rc_file *f)
{
	unsigned int n;
	if (!put_number(r, row, f, &n))
		return;
	r->d->fd[row->which] = n + 1;
	if (n < 3)
		rc_warn(r->s, r->d, f, 1, f->name,
			" is one of stdin, stdout and stderr: the service will not have that");
}

void rc_take_tree(struct rc_reader *r, struct rc_row const *row, struct rc_file *f)
{
	(void)f;
	r->d->tree[row->which] = 1;
}

void rc_take_type(struct rc_reader *r, struct rc_row const *row, struct rc_file *f)
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
