/* rcmerge.c - bundles that more than one source defines. */
#include <string.h>

#include "rcread.h"

/* The references FROM, which name files of the directory DIR, behind those of TO. */
static void append(
	struct rc_source *s, struct rc_refs *to, struct rc_refs const *from, char const *dir)
{
	struct rc_ref *v = arena_get(s->x, (to->n + from->n + 1) * sizeof *v);
	if (to->n)
		memcpy(v, to->v, to->n * sizeof *v);
	for (size_t i = 0; i < from->n; i++) {
		struct rc_file *f = arena_get(s->x, sizeof *f);
		*f = *from->v[i].file;
		f->dir = dir;
		v[to->n + i] = from->v[i];
		v[to->n + i].file = f;
	}
	*to = (struct rc_refs){ v, to->n + from->n, to->given | from->given };
}

void rc_merge(struct rc_source *s, struct rc_def *d, int dirfd, char const *name, char const *dir)
{
	struct rc_def more = { .name = name, .dir = dir, .tries = 1 };
	rc_define(s, &more, dirfd, name);
	if (d->type != RC_BUNDLE || more.type != RC_BUNDLE) {
		rc_twice(s, d, dir);
		return;
	}
	d->flags |= more.flags;
	if (!d->broken)
		d->broken = more.broken;
	append(s, d->list + RC_CONTENTS, more.list + RC_CONTENTS, dir);
}
