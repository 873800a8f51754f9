/* rcsay.c - what is wrong with sources, and where. */
#include <errno.h>
#include <string.h>

#include "diag.h"
#include "rcsource.h"

static char const *dir_of(struct rc_def const *d, struct rc_file const *file)
{
	return file->dir ? file->dir : d->dir;
}

static void print(struct ctx *x, struct rc_said const *said)
{
	struct script src = x->src;
	uint32_t was = x->at;
	char const *text = said->text;
	if (said->at)
		x->src = said->src;
	else if (said->src.name)
		text = join(x, text, " (", said->src.name, ")");
	x->at = said->at;
	diag(x, said->fault == RC_FAULT_ODD ? "warning" : "error", DIAG_PARTS(text));
	x->src = src;
	x->at = was;
}

static void say(struct rc_source *s, struct rc_said const *said)
{
	if (s->tell)
		s->tell(s->tell_arg, said);
	else
		print(s->x, said);
}

void rc_say(struct rc_source *s, enum rc_fault fault, struct rc_def *d, struct rc_file const *file,
	uint32_t at, char const *const *parts)
{
	struct ctx *x = s->x;
	struct rc_said said = { .fault = fault, .text = arena_join(x, parts) };
	if (fault == RC_FAULT_ODD && !s->verbosity)
		return;
	if (d->dir)
		said.src.name = file ? join(x, dir_of(d, file), "/", file->name) : d->dir;
	if (at && file && file->text) {
		said.src = (struct script){ said.src.name, file->text, file->len };
		said.at = at;
	}
	say(s, &said);
	s->errors += fault != RC_FAULT_ODD;
	if (fault != RC_FAULT_ODD && !d->broken)
		d->broken = said.text;
}

void rc_twice(struct rc_source *s, struct rc_def *d, char const *dir)
{
	rc_wrong(
		s, d, 0, 0, "service ", d->name, " is defined twice: in ", d->dir, " and in ", dir);
}

void rc_unable(struct rc_source *s, struct rc_def *d, char const *path)
{
	char const *text = join(s->x, "unable to read ", path, ": ", strerror(errno));
	if (s->tell)
		say(s, &(struct rc_said){
			       .fault = RC_FAULT_UNREAD, .text = text, .src.name = path });
	else
		diag(s->x, d ? "error" : "fatal", DIAG_PARTS(text));
	s->unread = 1;
	s->errors++;
	if (!d)
		s->lost = 1;
	else if (!d->broken)
		d->broken = text;
}
