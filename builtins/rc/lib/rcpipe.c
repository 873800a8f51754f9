/* rcpipe.c - pipelines: longruns that read what others write. */
#include <string.h>

#include "diag.h"
#include "rcsource.h"

static int is_in(struct rc_refs const *refs, struct rc_def const *d)
{
	for (size_t i = 0; i < refs->n; i++)
		if (refs->v[i].def == d)
			return 1;
	return 0;
}

struct rc_ref const *rc_ref_to(struct rc_def const *a, enum rc_list list, struct rc_def const *b)
{
	struct rc_refs const *refs = a->list + list;
	for (size_t i = 0; i < refs->n; i++) {
		struct rc_def const *d = refs->v[i].def;
		if (!d)
			continue;
		if (d == b)
			return refs->v + i;
		for (uint32_t k = 0; d->type == RC_BUNDLE && k < d->atomics_n; k++)
			if (rc_is_atomic(b) && d->atomics[k] == b->id)
				return refs->v + i;
	}
	return 0;
}

/* D and all that it reads from, directly or not. */
static void all_of(struct rc_source *s, struct rc_def *d, struct rc_refs *to)
{
	to->v = arena_get(s->x, (s->defs + 1) * sizeof *to->v);
	to->v[to->n++] =
		(struct rc_ref){ .name = d->name, .def = d, .file = d->list[RC_PIPELINE].v->file };
	for (size_t i = 0; i < to->n; i++) {
		struct rc_refs const *reads = to->v[i].def->list + RC_READS;
		for (size_t k = 0; k < reads->n; k++)
			if (reads->v[k].def && !is_in(to, reads->v[k].def) && to->n < s->defs)
				to->v[to->n++] = reads->v[k];
	}
}

/* The bundle that pipeline-name asks for. */
void rc_pipe(struct rc_source *s, struct rc_def *d)
{
	struct rc_refs const *name = d->list + RC_PIPELINE;
	d->piped = 1;
	if (!name->n)
		return;
	if (!d->list[RC_READS].n || d->list[RC_WRITES].n) {
		rc_warn(s, d, name->v->file, name->v->at,
			"pipeline-name is ignored: only the last consumer of a pipeline names it");
		return;
	}
	if (name->n > 1)
		rc_wrong(s, d, name->v[1].file, name->v[1].at, "pipeline-name has to be one name");
	struct rc_def *bundle = rc_add(s, name->v->name, d->dir);
	if (!bundle)
		return;
	bundle->type = RC_BUNDLE;
	bundle->piped = 1;
	all_of(s, d, bundle->list + RC_CONTENTS);
}

static void check_consumer(struct rc_source *s, struct rc_def *d)
{
	struct rc_refs const *writes = d->list + RC_WRITES;
	if (writes->given && writes->n != 1) {
		rc_wrong(s, d,
			writes->n ? writes->v[1].file : &(struct rc_file){ .name = "producer-for" },
			writes->n ? writes->v[1].at : 0, "producer-for has to hold one name");
		return;
	}
	struct rc_ref const *r = writes->v;
	if (!writes->n || !r->def)
		return;
	if (r->def->type && !rc_is_atomic(r->def) + (r->def->type != RC_LONGRUN))
		rc_wrong(s, d, r->file, r->at, d->name, " writes to ", r->name,
			", which is no longrun");
	else if (r->def->type && !is_in(r->def->list + RC_READS, d))
		rc_wrong(s, d, r->file, r->at, d->name, " writes to ", r->name,
			", but consumer-for in ", r->def->dir, " does not name ", d->name);
	else
		d->consumer = r->def;
}

static void check_producers(struct rc_source *s, struct rc_def *d)
{
	struct rc_refs const *reads = d->list + RC_READS;
	if (reads->given && !reads->n)
		rc_wrong(s, d, &(struct rc_file){ .name = "consumer-for" }, 0,
			"consumer-for holds no name");
	for (size_t i = 0; i < reads->n; i++) {
		struct rc_ref const *r = reads->v + i;
		if (!r->def || !r->def->type)
			continue;
		if (r->def->type != RC_LONGRUN)
			rc_wrong(s, d, r->file, r->at, d->name, " reads from ", r->name,
				", which is no longrun");
		else if (!is_in(r->def->list + RC_WRITES, d))
			rc_wrong(s, d, r->file, r->at, d->name, " reads from ", r->name,
				", but producer-for in ", r->def->dir, " does not name ", d->name);
	}
}

void rc_check_pipes(struct rc_source *s)
{
	for (struct rc_def *d = s->first; d; d = d->next)
		if (d->type == RC_LONGRUN && !d->is_template) {
			check_consumer(s, d);
			check_producers(s, d);
		}
}
