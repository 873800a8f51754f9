/* rclink.c - names in definitions become definitions. */
#include <string.h>

#include "diag.h"
#include "nearest.h"
#include "rcsource.h"

/* REFS for an instance: names that end with @ get its parameter. */
static struct rc_refs refs_of(struct ctx *x, struct rc_refs const *refs, char const *parameter)
{
	struct rc_refs copy = *refs;
	if (refs->n)
		copy.v = memcpy(
			arena_get(x, refs->n * sizeof *copy.v), refs->v, refs->n * sizeof *copy.v);
	for (size_t i = 0; i < copy.n; i++)
		if (copy.v[i].name[strlen(copy.v[i].name) - 1] == '@')
			copy.v[i].name = join(x, copy.v[i].name, parameter);
	return copy;
}

/* Makes the service NAME if it is NAME@parameter and NAME@ is defined. */
static struct rc_def *instance(struct rc_source *s, char const *name)
{
	char const *at = strchr(name, '@');
	if (!at || !at[1])
		return 0;
	struct rc_def *of = rc_find(s, arena_text(s->x, name, (size_t)(at + 1 - name)));
	struct rc_def *d = of ? rc_add(s, name, of->dir) : 0;
	if (!d)
		return 0;
	struct rc_def *next = d->next;
	*d = *of;
	d->name = name;
	d->next = next;
	d->is_template = d->linked = d->piped = 0;
	d->parameter = at + 1;
	for (int list = 0; list < RC_LISTS; list++)
		d->list[list] = refs_of(s->x, of->list + list, d->parameter);
	return d;
}

static void link_refs(struct rc_source *s, struct rc_refs *refs)
{
	for (size_t i = 0; i < refs->n; i++) {
		struct rc_ref *r = refs->v + i;
		if (r->def)
			continue;
		r->def = rc_find(s, r->name);
		if (!r->def)
			r->def = instance(s, r->name);
	}
}

static void link_def(struct rc_source *s, struct rc_def *d)
{
	for (int list = 0; list < RC_LISTS; list++)
		if (list != RC_PIPELINE)
			link_refs(s, d->list + list);
	d->linked = 1;
}

/* What may have gone wrong with NAME, which is not defined. */
static char const *hint(struct rc_source *s, char const *name)
{
	struct nearest near = nearest_to(name);
	size_t len = strlen(name);
	if (len && name[len - 1] == '\r')
		return ": its line ends with a carriage return (CR LF)";
	if (len && strchr(" \t", name[len - 1]))
		return ": a blank at the end of a line is part of the name";
	for (struct rc_def *d = s->first; d; d = d->next)
		if (!d->is_template)
			nearest_offer(&near, d->name);
	return did_you_mean(s->x, near.best);
}

static char const *verb(enum rc_list list)
{
	static char const *const verbs[] = { [RC_NEEDS] = " needs ",
		[RC_WANTS] = " wants ",
		[RC_AFTER] = " comes after ",
		[RC_CONTENTS] = " holds ",
		[RC_READS] = " reads from ",
		[RC_WRITES] = " writes to " };
	return verbs[list];
}

/* What is wanted need not be there, but who writes nearly a name means it. */
static void miss(struct rc_source *s, struct rc_def *d, enum rc_list list, struct rc_ref const *r)
{
	char const *why = hint(s, r->name), *was = d->broken;
	if (list != RC_WANTS && list != RC_AFTER)
		rc_wrong_as(s, RC_FAULT_UNDEFINED, d, r->file, r->at, d->name, verb(list), r->name,
			", which is not defined", why);
	else if (*why)
		rc_warn(s, d, r->file, r->at, d->name, verb(list), r->name,
			", which is not defined", why);
	if (list == RC_CONTENTS && !was) {
		d->lacks = d->broken;
		d->broken = 0;
	}
}

static void complain(struct rc_source *s, struct rc_def *d)
{
	for (int list = 0; list < RC_LISTS; list++)
		for (size_t i = 0; list != RC_PIPELINE && i < d->list[list].n; i++) {
			struct rc_ref const *r = d->list[list].v + i;
			if (!r->def)
				miss(s, d, (enum rc_list)list, r);
			else if (r->def->is_template)
				rc_wrong(s, d, r->file, r->at, d->name, verb((enum rc_list)list),
					r->name,
					", of which only instances are services: name one, as in ",
					r->name, "1");
		}
}

/* Instances and pipelines are made on the way, and may name others. */
void rc_link(struct rc_source *s)
{
	int more = 1;
	while (more) {
		more = 0;
		for (struct rc_def *d = s->first; d; d = d->next)
			if (!d->is_template && !d->linked) {
				link_def(s, d);
				more = 1;
			}
		for (struct rc_def *d = s->first; d; d = d->next)
			if (!d->is_template && !d->piped) {
				rc_pipe(s, d);
				more = 1;
			}
	}
	for (struct rc_def *d = s->first; d; d = d->next)
		if (!d->is_template) {
			link_def(s, d);
			complain(s, d);
		}
}
