/* eltest.c - test files, texts and numbers: a grammar of its own, read by descent. */
#include <regex.h>
#include <skalibs/types.h>

#include "execline.h"

/* What a word is; UNARY and BINARY ones are operators that take operands. */
enum kind { DATA, UNARY, BINARY, NOT, AND, OR_, OPEN, CLOSE, END };

struct op {
	char const *s;
	enum kind kind;
	char what; /* the letter of a unary one, a name for the others */
};

static struct op const ops[] = {
	{ "!", NOT, 0 },
	{ "-a", AND, 0 },
	{ "-o", OR_, 0 },
	{ "(", OPEN, 0 },
	{ ")", CLOSE, 0 },
	{ "=", BINARY, '=' },
	{ "!=", BINARY, '!' },
	{ "<", BINARY, '<' },
	{ "<=", BINARY, '{' },
	{ ">", BINARY, '>' },
	{ ">=", BINARY, '}' },
	{ "=~", BINARY, '~' },
	{ "-eq", BINARY, 'e' },
	{ "-ne", BINARY, 'n' },
	{ "-gt", BINARY, 'g' },
	{ "-ge", BINARY, 'G' },
	{ "-lt", BINARY, 'l' },
	{ "-le", BINARY, 'L' },
	{ "-nt", BINARY, 'N' },
	{ "-ot", BINARY, 'O' },
	{ "-ef", BINARY, 'F' },
};

struct parser {
	struct ctx *x;
	struct word const *w;
	int quiet; /* the place counts for nothing */
	int wrong;
	struct next answer;
};

static struct op classify(struct word const *w)
{
	static char const unary[] = "bcdefghLkprsStuwxOUGNnzv";
	if (!w->s)
		return (struct op){ 0, END, 0 };
	if (w->depth)
		return (struct op){ w->s, DATA, 0 };
	for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
		if (!strcmp(ops[i].s, w->s))
			return ops[i];
	if (w->s[0] == '-' && w->s[1] && !w->s[2] && strchr(unary, w->s[1]))
		return (struct op){ w->s, UNARY, w->s[1] };
	return (struct op){ w->s, DATA, 0 };
}

static int stop(struct parser *p, struct next answer)
{
	p->wrong = 1;
	p->answer = answer;
	return 0;
}

static int syntax(struct parser *p, char const *what)
{
	if (p->wrong)
		return 0;
	p->x->at = p->w->at ? p->w->at : p->x->at;
	return stop(p, fail(p->x, "syntax error: ", what, p->w->s ? " at " : " at the end",
			       p->w->s ? p->w->s : ""));
}

/* The text of the operand that stands here; a backslash in front makes any word one. */
static char const *operand(struct parser *p)
{
	char const *s;
	if (classify(p->w).kind != DATA) {
		syntax(p, "operand expected");
		return "";
	}
	s = word_wire(p->x, p->w++);
	return *s == '\\' ? s + 1 : s;
}

static int number(struct parser *p, char const *op, char const *s)
{
	int n = 0;
	if (!int_scan(s, &n) && !p->wrong)
		stop(p, fail(p->x, op, " needs numbers, not ", *s ? s : "an empty word"));
	return n;
}

static int unary_value(struct parser *p, struct op const *op, char const *s)
{
	switch (op->what) {
	case 'n': return *s != 0;
	case 'z': return !*s;
	case 'v': return *s && env_value(p->x, s);
	case 't': return isatty(number(p, op->s, s));
	case 'r': return !access(s, R_OK);
	case 'w': return !access(s, W_OK);
	case 'x': return !access(s, X_OK);
	default: return file_is(op->what, s);
	}
}

static int matches(struct parser *p, char const *s, char const *pattern)
{
	regex_t re;
	char why[256];
	int r = regcomp(&re, pattern, REG_EXTENDED | REG_NOSUB);
	if (r) {
		regerror(r, &re, why, sizeof why);
		return stop(p, fail(p->x, "invalid regular expression ", pattern, ": ", why));
	}
	r = !regexec(&re, s, 0, 0, 0);
	regfree(&re);
	return r;
}

static int compare_numbers(struct parser *p, struct op const *op, char const *s, char const *t)
{
	int a = number(p, op->s, s), b = number(p, op->s, t);
	switch (op->what) {
	case 'e': return a == b;
	case 'n': return a != b;
	case 'g': return a > b;
	case 'G': return a >= b;
	case 'l': return a < b;
	default: return a <= b;
	}
}

static int binary_value(struct parser *p, struct op const *op, char const *a, char const *b)
{
	switch (op->what) {
	case '=': return !strcmp(a, b);
	case '!': return strcmp(a, b) != 0;
	case '<': return strcmp(a, b) < 0;
	case '{': return strcmp(a, b) <= 0;
	case '>': return strcmp(a, b) > 0;
	case '}': return strcmp(a, b) >= 0;
	case '~': return matches(p, a, b);
	case 'N':
	case 'O':
	case 'F': return files_compare(op->what, a, b);
	default: return compare_numbers(p, op, a, b);
	}
}

/* Behind a short-circuit only the grammar counts. */
static int primary(struct parser *p)
{
	struct op op = classify(p->w);
	if (op.kind == UNARY) {
		p->w++;
		char const *s = operand(p);
		return p->wrong || p->quiet ? 0 : unary_value(p, &op, s);
	}
	char const *a = operand(p);
	op = classify(p->w);
	if (op.kind != BINARY || p->wrong)
		return *a != 0;
	p->w++;
	char const *b = operand(p);
	return p->wrong || p->quiet ? 0 : binary_value(p, &op, a, b);
}

/* An expression, or one in parentheses: terms with -o between, of factors with -a between. */
struct level {
	int any;    /* a term was true */
	int all;    /* no factor of the present term was false */
	int negate; /* what comes next */
	int quiet;  /* it counts for nothing, whatever it comes to */
};

/* Levels are as many as there are parentheses: they are on no stack that could end. */
struct levels {
	struct level *v;
	size_t n, max;
};

static struct level *open_level(struct ctx *x, struct levels *l, int quiet)
{
	if (l->n == l->max) {
		l->max = 2 * l->max + 8;
		struct level *v = arena_get(x, l->max * sizeof *v);
		if (l->n)
			memcpy(v, l->v, l->n * sizeof *v);
		l->v = v;
	}
	l->v[l->n] = (struct level){ .all = 1, .quiet = quiet };
	return l->v + l->n++;
}

/* What stands behind a false -a or a true -o is read, not looked at. */
static int unimportant(struct level const *l)
{
	return l->quiet || l->any || !l->all;
}

/* What stands in front of an operand, and the operand. */
static int factor(struct parser *p, struct levels *l)
{
	struct level *top = l->v + l->n - 1;
	for (;; p->w++) {
		enum kind kind = classify(p->w).kind;
		if (kind == NOT)
			top->negate = !top->negate;
		else if (kind == OPEN)
			top = open_level(p->x, l, unimportant(top));
		else
			break;
	}
	p->quiet = unimportant(top);
	return primary(p);
}

/* Takes in the VALUE of a factor, and that of each parenthesis that closes behind it. */
static void close_levels(struct parser *p, struct levels *l, int value)
{
	for (;; p->w++) {
		struct level *top = l->v + l->n - 1;
		top->all = top->all && value != top->negate;
		top->negate = 0;
		if (l->n == 1 || classify(p->w).kind != CLOSE)
			return;
		value = top->any || top->all;
		l->n--;
	}
}

static int expression(struct parser *p)
{
	struct levels l = { 0 };
	enum kind kind;
	open_level(p->x, &l, 0);
	do {
		close_levels(p, &l, factor(p, &l));
		struct level *top = l.v + l.n - 1;
		kind = classify(p->w).kind;
		if (kind == OR_) {
			top->any = top->any || top->all;
			top->all = 1;
		}
		if (kind == OR_ || kind == AND)
			p->w++;
	} while (!p->wrong && (kind == OR_ || kind == AND));
	if (l.n > 1)
		syntax(p, "unclosed parenthesis");
	return l.v->any || l.v->all;
}

struct next run_eltest(struct ctx *x, struct call const *c)
{
	struct parser p = { .x = x, .w = c->rest };
	if (!c->rest->s)
		return leave(1);
	int value = expression(&p);
	if (!p.wrong && p.w->s)
		syntax(&p, "operator expected");
	return p.wrong ? p.answer : leave(!value);
}
