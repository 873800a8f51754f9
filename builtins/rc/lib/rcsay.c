/* rcsay.c - what is wrong with sources, and where. */
#include <errno.h>
#include <string.h>

#include "diag.h"
#include "rcsource.h"

static char const *dir_of(struct rc_def const *d, struct rc_file const *file)
{
	return file->dir ? file->dir : d->dir;
}

/* All PARTS as one text, and where that is when no place can say it. */
static char const *sentence(struct ctx *x, struct rc_def const *d, struct rc_file const *file,
	int placed, char const *const *parts)
{
	char const *text = arena_join(x, parts);
	if (placed || !d->dir)
		return text;
	return file ? join(x, text, " (", dir_of(d, file), "/", file->name, ")")
		    : join(x, text, " (", d->dir, ")");
}

void rc_say(struct rc_source *s, struct rc_def *d, struct rc_file const *file, uint32_t at,
	int error, char const *const *parts)
{
	struct ctx *x = s->x;
	struct script src = x->src;
	uint32_t was = x->at;
	if (!error && !s->verbosity)
		return;
	int placed = at && file && file->text;
	char const *text = sentence(x, d, file, placed, parts);
	if (placed)
		x->src = (struct script){ join(x, dir_of(d, file), "/", file->name), file->text, file->len };
	x->at = placed ? at : 0;
	diag(x, error ? "error" : "warning", DIAG_PARTS(text));
	x->src = src;
	x->at = was;
	s->errors += error != 0;
	if (error && !d->broken)
		d->broken = arena_join(x, parts);
}

void rc_twice(struct rc_source *s, struct rc_def *d, char const *dir)
{
	rc_wrong(s, d, 0, 0, "service ", d->name, " is defined twice: in ", d->dir, " and in ", dir);
}

void rc_unable(struct rc_source *s, struct rc_def *d, char const *path)
{
	diag_sys(s->x, d ? "error" : "fatal", DIAG_PARTS("unable to read ", path));
	s->unread = 1;
	s->errors++;
	if (!d)
		s->lost = 1;
	else if (!d->broken)
		d->broken = join(s->x, "unable to read ", path, ": ", strerror(errno));
}
