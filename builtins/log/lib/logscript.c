/* logscript.c - from directives to rules. */
#include "logscript.h"

#include <skalibs/types.h>
#include <skalibs/uint64.h>
#include <string.h>

#include "json.h"

enum { SIZE_MIN_ = 4096, SIZE_MAX_ = 268435455 };

#define ROW(l, k, shape, help) { .letter = (l), .kind = RULE_##k },
#define ROW_NUM(l, member, val, shape, help) \
	{ .letter = (l), .slot = offsetof(struct log_settings, member) },
static struct directive {
	char letter;
	enum rule_kind kind;
	size_t slot;
} const directives[] = { LOG_DIRECTIVES(ROW, ROW_NUM){ 0 } };

#define INITIAL(l, k, shape, help)
#define INITIAL_NUM(l, member, val, shape, help) .member = (val),

struct logscript logscript_start(struct rule *rules)
{
	return (struct logscript){ .rule = rules, .set = { LOG_DIRECTIVES(INITIAL, INITIAL_NUM) } };
}

static char const unknown[] = "unrecognized directive", syntax[] = "syntax error at directive";

static char const *add_number(struct logscript *s, struct directive const *d, char const *text)
{
	struct log_settings *set = &s->set;
	uint64_t *slot = (uint64_t *)(void *)((char *)set + d->slot);
	uint64_t n;
	if (!uint640_scan(text, &n) || (n > UINT32_MAX && slot != &set->total))
		return unknown;
	*slot = n;
	if (slot == &set->size)
		set->size = n < SIZE_MIN_ ? SIZE_MIN_ : n > SIZE_MAX_ ? SIZE_MAX_ : n;
	if (slot == &set->slack && n > set->size / 2)
		return "this tolerance is more than half of the size that s gives";
	return 0;
}

static char const *add_selection(struct logscript *s, enum rule_kind kind, char const *text)
{
	struct rule *r = s->rule + s->n;
	*r = (struct rule){ .kind = kind };
	if (kind == RULE_REMAINDER ? *text != 0 : regcomp(&r->re, text, REG_EXTENDED | REG_NOSUB))
		return kind == RULE_REMAINDER ? syntax : "invalid regular expression";
	s->n++;
	return 0;
}

static char const *add_action(struct logscript *s, enum rule_kind kind, char const *target)
{
	s->rule[s->n++] = (struct rule){ .kind = kind, .target = target, .set = s->set };
	s->set.tai = s->set.local = s->set.named = s->set.json = 0;
	s->loose = 0;
	s->actions++;
	return 0;
}

static char const *setting(struct log_settings *set, enum rule_kind kind, char const *text)
{
	char const *value = *text ? text : 0;
	switch (kind) {
	case RULE_PREFIX: set->prefix = value; return 0;
	case RULE_EXECLINE:
	case RULE_SHELL:
		set->processor = value;
		set->shell = kind == RULE_SHELL;
		return 0;
	case RULE_SERVICE:
		set->service = value;
		set->named = 1;
		return 0;
	case RULE_STAMP: set->tai = 1; break;
	case RULE_JSON: set->json = 1; break;
	default: set->local = 1; break;
	}
	return value ? syntax : 0;
}

char const *logscript_add(struct logscript *s, char const *text)
{
	struct directive const *d = directives;
	while (d->letter && d->letter != *text)
		d++;
	s->loose = 1;
	if (!d->letter)
		return unknown;
	switch (d->kind) {
	case RULE_NUMBER: return add_number(s, d, text + 1);
	case RULE_SELECT:
	case RULE_DESELECT:
	case RULE_REMAINDER: return add_selection(s, d->kind, text + 1);
	case RULE_STDOUT:
	case RULE_ALERT: return text[1] ? syntax : add_action(s, d->kind, 0);
	case RULE_STATUS: return text[1] ? add_action(s, d->kind, text + 1) : syntax;
	case RULE_LOGDIR: return add_action(s, d->kind, text);
	default: return setting(&s->set, d->kind, text + 1);
	}
}

static int append(stralloc *to, char const *s, size_t len, char const *gap)
{
	return stralloc_catb(to, s, len) && stralloc_cats(to, gap);
}

static void member(stralloc *head, char const *key, char const *text)
{
	if (!text)
		return;
	json_key(head, key);
	json_text(head, text);
}

static int json_head(stralloc *head, char const *service, struct stamp *now, char const *stream)
{
	json_open(head, '{');
	member(head, "time", stamp_iso(now));
	member(head, "service", service);
	member(head, "stream", stream);
	json_key(head, "line");
	return head->s ? 0 : -1;
}

int log_head(stralloc *head, struct log_settings const *set, struct stamp *now,
	struct log_origin const *from)
{
	char const *service = set->named && set->service ? set->service : from->service;
	head->len = 0;
	if (set->json)
		return json_head(head, service, now, from->stream);
	int ok = (!set->tai || append(head, now->tai, STAMP_TAI, " ")) &&
		 (!set->local || append(head, now->local, now->local_len, "  ")) &&
		 (!set->named || !service || append(head, service, strlen(service), ": ")) &&
		 (!set->prefix || append(head, set->prefix, strlen(set->prefix), " "));
	return ok ? 0 : -1;
}
