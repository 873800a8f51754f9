/* logscript.c - any directives are a script or are refused. Input: directives, one a line. */
#include "fuzz.h"

#include "logscript.h"

/* The C library's regular expressions take as long and as much memory as they are told to. */
static int is_simple(char const *s)
{
	return (*s != '+' && *s != '-') || (strlen(s) < 20 && !strpbrk(s + 1, "{(\\*+"));
}

static int is_selection(struct rule const *r)
{
	return r->kind == RULE_SELECT || r->kind == RULE_DESELECT;
}

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	size_t n, actions = 0;
	char const *const *texts = fuzz_texts(x, s, len, &n);
	struct logscript script = logscript_start(arena_get(x, (n + 1) * sizeof(struct rule)));
	struct stamp now = { .local_len = 0 };
	stralloc head = STRALLOC_ZERO;
	stamp_now(&now);
	for (size_t i = 0; i < n && is_simple(texts[i]); i++)
		if (logscript_add(&script, texts[i]))
			break;
	must_hold(script.n <= n);
	for (size_t i = 0; i < script.n; i++) {
		struct rule *r = script.rule + i;
		actions += r->kind >= RULE_STDOUT;
		must_hold(r->kind < RULE_STDOUT ||
			  !log_head(&head, &r->set, &now, &(struct log_origin){ "web", "stdout" }));
		if (is_selection(r))
			regfree(&r->re);
	}
	must_hold(actions == script.actions);
	stralloc_free(&head);
}
