/* rcleave.c - what is left out because something else is. */
#include "diag.h"
#include "rcsource.h"

/* Why D cannot be counted on: 0 if it can. */
static char const *lacking(struct ctx *x, struct rc_def const *d)
{
	if (d->broken)
		return join(x, d->name, ", which is left out");
	return d->lacks ? join(x, d->name, ", of which a part is left out") : 0;
}

/* Whether all that D reads from is left out. */
static int is_dry(struct rc_def const *d)
{
	struct rc_refs const *reads = d->list + RC_READS;
	for (size_t i = 0; i < reads->n; i++)
		if (reads->v[i].def && !reads->v[i].def->broken)
			return 0;
	return reads->n > 0;
}

static char const *why_service(struct ctx *x, struct rc_def const *d)
{
	for (size_t i = 0; i < d->list[RC_NEEDS].n; i++) {
		char const *what = lacking(x, d->list[RC_NEEDS].v[i].def);
		if (what)
			return join(x, "it needs ", what);
	}
	if (d->consumer && d->consumer->broken)
		return join(x, "it writes to ", d->consumer->name, ", which is left out");
	return is_dry(d) ? "all that it reads from is left out" : 0;
}

static char const *why_bundle(struct ctx *x, struct rc_def const *d)
{
	for (size_t i = 0; i < d->list[RC_CONTENTS].n; i++) {
		struct rc_def const *m = d->list[RC_CONTENTS].v[i].def;
		char const *what = m ? lacking(x, m) : 0;
		if (what)
			return join(x, "it holds ", what);
	}
	return 0;
}

/* Services that are whole so far have all their names defined. */
void rc_leave_out(struct rc_source *s)
{
	for (int more = 1; more;) {
		more = 0;
		for (uint32_t i = 0; i < s->bundles; i++) {
			struct rc_def *d = s->bundle[i];
			if (!d->broken && !d->lacks && (d->lacks = why_bundle(s->x, d)))
				more = 1;
		}
		for (uint32_t i = 0; i < s->services; i++) {
			struct rc_def *d = s->service[i];
			if (!d->broken && (d->broken = why_service(s->x, d)))
				more = 1;
		}
	}
}
