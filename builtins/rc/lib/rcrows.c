/* rcrows.c - definitions of services that are in no directory. */
#include <string.h>

#include "diag.h"
#include "layout.h"
#include "lex.h"
#include "rcsource.h"

static void add_ref(struct rc_source *s, struct rc_def *d, enum rc_list list, char const *name)
{
	static struct rc_file const none = { .name = "" };
	struct rc_refs *to = d->list + list;
	struct rc_ref *v = arena_get(s->x, (to->n + 1) * sizeof *v);
	if (to->n)
		memcpy(v, to->v, to->n * sizeof *v);
	to->given = 1;
	to->v = v;
	if (*name)
		v[to->n++] = (struct rc_ref){ .name = name, .file = &none };
}

static void add_script(
	struct rc_source *s, struct rc_def *d, enum rc_script which, char const *text)
{
	struct script src = { d->name, text, strlen(text) };
	d->script[which] = (struct rc_file){
		.name = which == RC_UP ? "up" : "down", .text = text, .len = src.len
	};
	lex(s->x, &src, d->words + which);
}

static enum rc_type type_of(char const *text)
{
	return !strncmp(text, "oneshot", 7)   ? RC_ONESHOT
	       : !strncmp(text, "longrun", 7) ? RC_LONGRUN
					      : RC_BUNDLE;
}

/* A list that NAME, a file of a definition, adds a name to; 0 for what is none. */
static int take_name(struct rc_source *s, struct rc_def *d, char const *name)
{
	static struct {
		char const *name;
		enum rc_list list;
	} const lists[] = { { "contents.d/", RC_CONTENTS }, { "dependencies.d/", RC_NEEDS },
		{ "wants.d/", RC_WANTS }, { "after.d/", RC_AFTER } };
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		size_t len = strlen(lists[i].name);
		if (strncmp(name, lists[i].name, len) != 0)
			continue;
		add_ref(s, d, lists[i].list, name + len);
		return 1;
	}
	return 0;
}

/* What of the definition D the file NAME with TEXT is. */
static void take(struct rc_source *s, struct rc_def *d, char const *name, char const *text)
{
	if (!strcmp(name, "type"))
		d->type = type_of(text);
	else if (!take_name(s, d, name))
		add_script(s, d, strcmp(name, "up") ? RC_DOWN : RC_UP, text);
}

void rc_source_rows(struct rc_source *s, struct layout_row const *rows)
{
	for (; rows->path; rows++) {
		size_t len = strcspn(rows->path, "/");
		char const *name = arena_text(s->x, rows->path, len), *file = rows->path + len + 1;
		struct rc_def *d = rc_find(s, name);
		if (!d)
			d = rc_add(s, name, 0);
		else if (!strcmp(file, "type") && d->type != type_of(rows->text))
			rc_twice(s, d, "/init");
		if (d->dir == 0 || d->type == RC_BUNDLE)
			take(s, d, file, rows->text);
	}
}
