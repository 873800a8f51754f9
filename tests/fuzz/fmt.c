/* fmt.c - a layout has the words and comments of its script, and is its own layout. */
#include "fmt.h"

#include "fuzz.h"

static void same_words(struct word const *v, struct word const *w)
{
	for (; v->s && w->s; v++, w++)
		must_hold(v->depth == w->depth && !strcmp(v->s, w->s));
	must_hold(!v->s && !w->s);
}

/* Words as they were written; a comment may lose blanks at its end, an open quote is closed. */
static void same_tokens(
	char const *a, struct tokens const *s, char const *b, struct tokens const *t)
{
	must_hold(s->n == t->n);
	for (size_t i = 0; i < s->n; i++) {
		struct token const *k = s->v + i, *l = t->v + i;
		size_t len = k->to - k->from, kept = l->to - l->from;
		must_hold(k->kind == l->kind);
		while (k->kind == TOKEN_COMMENT && len > kept && lex_is_blank(a[k->from + len - 1]))
			len--;
		must_hold(len == kept || (s->unclosed && i + 1 == s->n && len + 1 == kept));
		must_hold(!memcmp(a + k->from, b + l->from, len));
	}
}

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	struct script src = { .name = "s", .text = s, .len = len };
	struct word *v, *w;
	struct tokens t, u;
	stralloc once = STRALLOC_ZERO, twice = STRALLOC_ZERO;
	char const *wrong = lex_tokens(x, &src, &v, &t);
	char const *why = fmt(x, &src, &once);
	must_hold(why == wrong || (why && wrong && !strcmp(why, wrong)));
	must_hold(!wrong || !once.len);
	struct script result = { .name = "s", .text = once.s ? once.s : "", .len = once.len };
	if (!wrong) {
		must_hold(!lex_tokens(x, &result, &w, &u));
		same_words(v, w);
		same_tokens(s, &t, result.text, &u);
		must_hold(!fmt(x, &result, &twice));
		must_hold(
			twice.len == once.len && (!once.len || !memcmp(once.s, twice.s, once.len)));
	}
	stralloc_free(&once);
	stralloc_free(&twice);
}
