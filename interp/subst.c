/* subst.c - substitution of keys in words, all keys of a command at once. */
#include "subst.h"

#include <string.h>

#include "diag.h"

/* Far beyond any memory, and small enough for the size of so many words to be a number. */
#define MOST (SIZE_MAX / 64 / sizeof(struct word))

/* An occurrence in a word: what stands from `from` to `to`, backslashes in front included. */
struct ref {
	size_t from, to;
	size_t slashes;      /* how many of the backslashes stay */
	struct var const *v; /* 0: the text behind the backslashes stays too */
};

struct refs {
	struct ref *v;
	size_t n, max;
};

struct next vars_check(struct ctx *x, struct vars const *vars, char const *key)
{
	int code = vars->blame ? vars->blame : 111;
	if (!*key)
		return failcode(x, code, "bad substitution key: it is empty");
	for (size_t i = 0; i < vars->n; i++)
		if (!strcmp(vars->v[i].key, key))
			return failcode(x, code, "bad substitution key: ", key, " is there twice");
	return chain(0);
}

struct next vars_add(
	struct ctx *x, struct vars *vars, char const *key, char const *const *vals, size_t n)
{
	struct next answer = vars_check(x, vars, key);
	if (answer.how == NEXT_EXIT)
		return answer;
	if (vars->n == vars->max) {
		struct var *v = arena_get(x, (2 * vars->max + 8) * sizeof *v);
		if (vars->n)
			memcpy(v, vars->v, vars->n * sizeof *v);
		vars->v = v;
		vars->max = 2 * vars->max + 8;
	}
	vars->v[vars->n++] = (struct var){ .key = key, .vals = vals, .n = n };
	return chain(0);
}

struct next vars_add_text(struct ctx *x, struct vars *vars, char const *key, char const *text,
	size_t len, struct transform const *t)
{
	size_t n;
	struct next answer = vars_check(x, vars, key);
	if (answer.how == NEXT_EXIT)
		return answer;
	char const *const *vals = transform(x, text, len, t, &n);
	if (!vals)
		return failcode(
			x, 111, "unable to split the value of ", key, ": malformed netstring");
	return vars_add(x, vars, key, vals, n);
}

static struct var const *find(struct vars const *vars, char const *key, size_t len)
{
	for (size_t i = 0; i < vars->n; i++)
		if (!strncmp(vars->v[i].key, key, len) && !vars->v[i].key[len])
			return vars->v + i;
	return 0;
}

size_t reference_len(char const *s, char const **key, size_t *n)
{
	size_t braced = s[1] == '{';
	*key = s + 1 + braced;
	*n = strcspn(*key, "\\${}");
	return *n && (!braced || (*key)[*n] == '}') ? 1 + *n + 2 * braced : 0;
}

/* The variable that S, which starts with '$', refers to, and the length of the reference. */
static struct var const *refers_to(struct vars const *vars, char const *s, size_t *len)
{
	char const *key;
	size_t n;
	*len = reference_len(s, &key, &n);
	return *len ? find(vars, key, n) : 0;
}

static void refs_add(struct ctx *x, struct refs *r, struct ref ref)
{
	if (r->n == r->max) {
		struct ref *v = arena_get(x, (2 * r->max + 8) * sizeof *v);
		if (r->n)
			memcpy(v, r->v, r->n * sizeof *v);
		r->v = v;
		r->max = 2 * r->max + 8;
	}
	r->v[r->n++] = ref;
}

static void refs_find(struct ctx *x, char const *s, struct vars const *vars, struct refs *r)
{
	size_t slashes = 0, len = 0;
	r->n = 0;
	for (size_t i = 0; s[i]; i++) {
		if (s[i] == '\\') {
			slashes++;
			continue;
		}
		struct var const *v = s[i] == '$' ? refers_to(vars, s + i, &len) : 0;
		if (v) {
			refs_add(x, r,
				(struct ref){ .from = i - slashes,
					.to = i + len,
					.slashes = slashes / 2,
					.v = slashes % 2 ? 0 : v });
			i += len - 1;
		}
		slashes = 0;
	}
}

/* How many words the references in R make of theirs; more than MOST is more than there can be. */
static size_t refs_product(struct refs const *r)
{
	size_t product = 1;
	for (size_t i = 0; i < r->n; i++) {
		size_t n = r->v[i].v ? r->v[i].v->n : 1;
		product = n && product > MOST / n ? MOST : product * n;
	}
	return product;
}

/* The value that the I-th reference has in combination K; the leftmost varies slowest. */
static char const *ref_value(struct refs const *r, size_t i, size_t k)
{
	size_t below = 1;
	for (size_t j = i + 1; j < r->n; j++)
		below *= r->v[j].v ? r->v[j].v->n : 1;
	struct var const *v = r->v[i].v;
	return v ? v->vals[k / below % v->n] : 0;
}

/* Writes combination K of S to P if P is not 0; returns its length. */
static size_t combine(char *p, char const *s, struct refs const *r, size_t k)
{
	size_t len = 0, at = 0, rest;
	for (size_t i = 0; i < r->n; i++) {
		struct ref const *ref = r->v + i;
		size_t before = ref->from + ref->slashes - at;
		char const *value = ref_value(r, i, k);
		/* An odd backslash is dropped and the reference behind it stays. */
		size_t n = value ? strlen(value) : ref->to - ref->from - 2 * ref->slashes - 1;
		if (p) {
			memcpy(p + len, s + at, before);
			memcpy(p + len + before, value ? value : s + ref->to - n, n);
		}
		len += before + n;
		at = ref->to;
	}
	rest = strlen(s + at);
	if (p)
		memcpy(p + len, s + at, rest + 1);
	return len + rest;
}

static struct word combination(struct ctx *x, struct word const *w, struct refs const *r, size_t k)
{
	char *text = arena_get(x, combine(0, w->s, r, k) + 1);
	combine(text, w->s, r, k);
	struct word made = word_make(text, w->at);
	made.depth = w->depth;
	return made;
}

/* LIST, of which MADE words are done and REST words are not, with room for MORE. */
static struct word *grow(struct ctx *x, struct word *list, size_t made, size_t more, size_t *max)
{
	if (made + more < *max)
		return list;
	size_t want = 2 * (made + more) + 16;
	struct word *w = arena_get(x, want * sizeof *w);
	memcpy(w, list, made * sizeof *w);
	*max = want;
	return w;
}

/* From the first word on that does not become exactly one. */
static struct word *rebuild(
	struct ctx *x, struct word *words, size_t done, struct vars const *vars, struct refs *r)
{
	size_t max = 0, n = done;
	struct word *out = grow(x, words, done, words_len(words + done), &max);
	for (struct word *w = words + done; w->s; w++) {
		r->n = 0;
		if (w->dollar)
			refs_find(x, w->s, vars, r);
		size_t product = refs_product(r);
		out = grow(x, out, n, product + 1, &max);
		for (size_t k = 0; k < product; k++)
			out[n++] = r->n ? combination(x, w, r, k) : *w;
	}
	out[n] = (struct word){ 0 };
	return out;
}

struct word *substitute(struct ctx *x, struct word *words, struct vars const *vars)
{
	struct refs r = { 0 };
	for (size_t i = 0; i < vars->n; i++)
		if (vars->v[i].unset)
			env_unset(x, vars->v[i].unset);
	for (struct word *w = words; w->s; w++) {
		if (!w->dollar)
			continue;
		refs_find(x, w->s, vars, &r);
		if (refs_product(&r) != 1)
			return rebuild(x, words, (size_t)(w - words), vars, &r);
		if (r.n)
			*w = combination(x, w, &r, 0);
	}
	return words;
}

struct next run_subst(struct ctx *x, struct call const *c)
{
	struct vars vars = { 0 };
	struct next n = c->cmd->subst(x, c, &vars);
	return n.how == NEXT_EXIT ? n : chain(substitute(x, c->rest, &vars));
}
