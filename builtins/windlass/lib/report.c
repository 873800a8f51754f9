/* report.c - findings for people, and as JSON. */
#include "report.h"

#include <string.h>

#include "diag.h"
#include "json.h"
#include "place.h"

char const *report_level(enum lint_level level)
{
	static char const *const names[] = { "note", "warning", "error" };
	return names[level];
}

void report_count(struct report_count *count, struct report_file const *files)
{
	*count = (struct report_count){ { 0 } };
	for (; files; files = files->next)
		for (struct finding const *f = files->first; f; f = f->next)
			count->n[f->level]++;
}

/* As a terminal shows it: whatever bytes words have, a finding is one line. */
static void add(stralloc *to, char const *s)
{
	char b[SHOWN];
	size_t taken;
	int columns;
	for (size_t len = strlen(s); len; len -= taken, s += taken)
		stralloc_catb(to, b, place_char(b, s, len, &taken, &columns));
}

static void add_number(stralloc *to, unsigned long n)
{
	char b[DECIMAL];
	add(to, ":");
	add(to, decimal(b, n));
}

static void add_finding(
	stralloc *to, struct report_file const *file, struct finding const *f, struct place *place)
{
	char b[EXCERPT];
	int placed = place_find(&file->src, f->from, place);
	add(to, file->name);
	if (placed) {
		add_number(to, place->row);
		add_number(to, place->col);
	}
	add(to, ": ");
	add(to, report_level(f->level));
	add(to, ": ");
	add(to, f->message);
	add(to, " [");
	add(to, lint_rules[f->rule].id);
	stralloc_cats(to, "]\n");
	if (placed)
		stralloc_catb(to, b, place_show(b, &file->src, place));
	if (!f->hint)
		return;
	add(to, "  hint: ");
	add(to, f->hint);
	stralloc_cats(to, "\n");
}

void report_human(stralloc *to, struct report_file const *files)
{
	for (; files; files = files->next) {
		struct place place = { 0 };
		for (struct finding const *f = files->first; f; f = f->next)
			add_finding(to, files, f, &place);
	}
}

static void json_place(stralloc *to, struct script const *src, struct finding const *f)
{
	struct place p = { 0 };
	if (!place_find(src, f->from, &p))
		return;
	json_key(to, "line");
	json_number(to, (long)p.row);
	json_key(to, "column");
	json_number(to, (long)p.col);
	place_find(src, f->to, &p);
	json_key(to, "endLine");
	json_number(to, (long)p.row);
	json_key(to, "endColumn");
	json_number(to, (long)p.col);
}

static void json_finding(stralloc *to, struct report_file const *file, struct finding const *f)
{
	json_open(to, '{');
	json_key(to, "file");
	json_text(to, file->name);
	json_place(to, &file->src, f);
	json_key(to, "level");
	json_text(to, report_level(f->level));
	json_key(to, "rule");
	json_text(to, lint_rules[f->rule].id);
	json_key(to, "message");
	json_text(to, f->message);
	json_key(to, "hint");
	json_text(to, f->hint);
	json_close(to, '}');
}

void report_json(stralloc *to, struct report_file const *files)
{
	struct report_count count;
	report_count(&count, files);
	json_open(to, '{');
	json_key(to, "findings");
	json_open(to, '[');
	for (struct report_file const *file = files; file; file = file->next)
		for (struct finding const *f = file->first; f; f = f->next)
			json_finding(to, file, f);
	json_close(to, ']');
	for (int level = LINT_ERROR; level >= LINT_NOTE; level--) {
		static char const *const plural[] = { "notes", "warnings", "errors" };
		json_key(to, plural[level]);
		json_number(to, (long)count.n[level]);
	}
	json_close(to, '}');
	stralloc_cats(to, "\n");
}

void report_rules(stralloc *to)
{
	stralloc_cats(to, "# Rules of windlass check\n\n"
			  "Made by `make doc` from the table of rules; do not edit.\n\n");
	for (int i = 0; i < LINT_COUNT; i++) {
		struct lint_rule const *r = lint_rules + i;
		stralloc_cats(to, "- `");
		stralloc_cats(to, r->id);
		stralloc_cats(to, "` (");
		stralloc_cats(to, report_level(r->level));
		stralloc_cats(to, "): ");
		stralloc_cats(to, r->brief);
		stralloc_cats(to, ".\n  ");
		stralloc_cats(to, r->help);
		stralloc_cats(to, "\n");
	}
}
