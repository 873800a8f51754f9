/* sarif.c - findings as SARIF 2.1.0, which code hosts and editors read. */
#include <string.h>

#include "json.h"
#include "place.h"
#include "report.h"
#include "utf8.h"

static void text(stralloc *to, char const *key, char const *value)
{
	json_key(to, key);
	json_text(to, value);
}

/* A key whose value is an object with a text. */
static void message(stralloc *to, char const *key, char const *value)
{
	json_key(to, key);
	json_open(to, '{');
	text(to, "text", value);
	json_close(to, '}');
}

static void rule(stralloc *to, struct lint_rule const *r)
{
	json_open(to, '{');
	text(to, "id", r->id);
	message(to, "shortDescription", r->brief);
	message(to, "fullDescription", r->help);
	message(to, "help", r->help);
	json_key(to, "defaultConfiguration");
	json_open(to, '{');
	text(to, "level", report_level(r->level));
	json_close(to, '}');
	json_close(to, '}');
}

static void tool(stralloc *to)
{
	json_key(to, "tool");
	json_open(to, '{');
	json_key(to, "driver");
	json_open(to, '{');
	text(to, "name", "windlass check");
	json_key(to, "rules");
	json_open(to, '[');
	for (int i = 0; i < LINT_COUNT; i++)
		rule(to, lint_rules + i);
	json_close(to, ']');
	json_close(to, '}');
	json_close(to, '}');
}

/* The name of a file as a URI: relative to where the tool was run, or with a scheme. */
static void uri(stralloc *to, char const *name)
{
	static char const plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~/",
			  hex[] = "0123456789ABCDEF";
	stralloc made = STRALLOC_ZERO;
	if (*name == '/')
		stralloc_cats(&made, "file://");
	while (!strncmp(name, "./", 2))
		name += 2;
	for (; *name; name++) {
		unsigned char c = (unsigned char)*name;
		if (strchr(plain, c))
			stralloc_catb(&made, name, 1);
		else
			stralloc_catb(&made, (char const[]){ '%', hex[c >> 4], hex[c & 15] }, 3);
	}
	json_key(to, "uri");
	json_bytes(to, made.s, made.len);
	stralloc_free(&made);
}

/* The column of P in UTF-16 code units. Bytes that are no character become one each. */
static long column(struct place const *p)
{
	long n = 1;
	size_t left = p->col - 1;
	for (char const *s = p->line; left;) {
		size_t len = utf8_len(s, left);
		n += len > 3 ? 2 : 1;
		s += len ? len : 1;
		left -= len ? len : 1;
	}
	return n;
}

static void number(stralloc *to, char const *key, long n)
{
	json_key(to, key);
	json_number(to, n);
}

static void region(stralloc *to, struct script const *src, struct finding const *f)
{
	struct place p = { 0 };
	if (!place_find(src, f->from, &p))
		return;
	json_key(to, "region");
	json_open(to, '{');
	number(to, "startLine", (long)p.row);
	number(to, "startColumn", column(&p));
	place_find(src, f->to, &p);
	number(to, "endLine", (long)p.row);
	number(to, "endColumn", column(&p));
	json_close(to, '}');
}

static void location(stralloc *to, struct report_file const *file, struct finding const *f)
{
	json_key(to, "locations");
	json_open(to, '[');
	json_open(to, '{');
	json_key(to, "physicalLocation");
	json_open(to, '{');
	json_key(to, "artifactLocation");
	json_open(to, '{');
	uri(to, file->name);
	json_close(to, '}');
	region(to, &file->src, f);
	json_close(to, '}');
	json_close(to, '}');
	json_close(to, ']');
}

static void result(
	struct report_file const *file, struct finding const *f, stralloc *to, stralloc *said)
{
	said->len = 0;
	stralloc_cats(said, f->message);
	if (f->hint) {
		stralloc_cats(said, " (");
		stralloc_cats(said, f->hint);
		stralloc_cats(said, ")");
	}
	stralloc_0(said);
	json_open(to, '{');
	text(to, "ruleId", lint_rules[f->rule].id);
	number(to, "ruleIndex", (long)f->rule);
	text(to, "level", report_level(f->level));
	message(to, "message", said->s);
	location(to, file, f);
	json_close(to, '}');
}

void report_sarif(stralloc *to, struct report_file const *files)
{
	stralloc said = STRALLOC_ZERO;
	json_open(to, '{');
	text(to, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
	text(to, "version", "2.1.0");
	json_key(to, "runs");
	json_open(to, '[');
	json_open(to, '{');
	tool(to);
	text(to, "columnKind", "utf16CodeUnits");
	json_key(to, "results");
	json_open(to, '[');
	for (; files; files = files->next)
		for (struct finding const *f = files->first; f; f = f->next)
			result(files, f, to, &said);
	json_close(to, ']');
	json_close(to, '}');
	json_close(to, ']');
	json_close(to, '}');
	stralloc_cats(to, "\n");
	stralloc_free(&said);
}
