/* s6-expr.c - calculate. */
#include <skalibs/types.h>

#include "builtin.h"

/* What is read: an expression in words, from the left; the answer says what is wrong with it, if something is. */
struct reading {
	struct ctx *x;
	struct word const *w;
	int depth, wrong;
	struct next answer;
};

enum { INVALID = 2, DEEPEST = 1000, LEVELS = 6 };

static char const *level(struct reading *r, int n);

static char const *complain(struct reading *r, uint32_t at, char const *what, char const *word)
{
	if (!r->wrong) {
		r->x->at = at;
		r->answer = failcode(r->x, INVALID, what, word);
	}
	r->wrong = 1;
	return "0";
}

static int is_number(char const *s, int64_t *n)
{
	size_t len = int64_scan(s, n);
	return len && !s[len];
}

static int is_null(char const *s)
{
	int64_t n;
	return !*s || (is_number(s, &n) && !n);
}

static char const *number(struct reading *r, int64_t n)
{
	char b[UINT64_FMT + 1];
	return arena_text(r->x, b, int64_fmt(b, n));
}

static int compare(char const *a, char const *b)
{
	int64_t p, q;
	if (is_number(a, &p) && is_number(b, &q))
		return (p > q) - (p < q);
	return strcmp(a, b);
}

static char const *relate(struct reading *r, char const *op, char const *a, char const *b)
{
	int c = compare(a, b), yes;
	switch (*op) {
	case '<': yes = op[1] ? c <= 0 : c < 0; break;
	case '>': yes = op[1] ? c >= 0 : c > 0; break;
	case '!': yes = c != 0; break;
	default: yes = !c;
	}
	return number(r, yes);
}

/* A result that 64 bits cannot hold is as wrong as one there is not. */
static int count(char op, int64_t a, int64_t b, int64_t *n)
{
	switch (op) {
	case '+': return !__builtin_add_overflow(a, b, n);
	case '-': return !__builtin_sub_overflow(a, b, n);
	case '*': return !__builtin_mul_overflow(a, b, n);
	}
	if (!b || (a == INT64_MIN && b == -1))
		return 0;
	*n = op == '/' ? a / b : a % b;
	return 1;
}

static char const *calculate(struct reading *r, struct word const *op, char const *a, char const *b)
{
	int64_t p, q, n;
	if (!is_number(a, &p))
		return complain(r, op->at, "not a number: ", a);
	if (!is_number(b, &q))
		return complain(r, op->at, "not a number: ", b);
	if (!count(*op->s, p, q, &n))
		return complain(r, op->at, q ? "the result is too large: " : "division by zero: ",
			join(r->x, a, " ", op->s, " ", b));
	return number(r, n);
}

static char const *apply(struct reading *r, struct word const *op, char const *a, char const *b)
{
	switch (*op->s) {
	case '|': return is_null(a) ? (*b ? b : "0") : a;
	case '&': return is_null(a) || is_null(b) ? "0" : a;
	case '+':
	case '-':
	case '*':
	case '/':
	case '%': return calculate(r, op, a, b);
	}
	return relate(r, op->s, a, b);
}

/* Operators by how tight they bind, the loosest first. */
static int is_operator(char const *s, int n)
{
	static char const operators[LEVELS - 1][7][3] = {
		{ "|" },
		{ "&" },
		{ "=", "==", ">", ">=", "<", "<=", "!=" },
		{ "+", "-" },
		{ "*", "/", "%" },
	};
	for (size_t i = 0; s && i < 7 && *operators[n][i]; i++)
		if (!strcmp(operators[n][i], s))
			return 1;
	return 0;
}

static char const *operand(struct reading *r)
{
	struct word const *w = r->w;
	if (!w->s)
		return complain(r, w[-1].at, "something is missing behind ", w[-1].s);
	r->w++;
	if (strcmp(w->s, "(") != 0)
		return w->s;
	if (++r->depth > DEEPEST)
		return complain(r, w->at, "too many open parentheses", "");
	char const *value = level(r, 0);
	r->depth--;
	if (!r->wrong && (!r->w->s || strcmp(r->w->s, ")") != 0))
		return complain(r, w->at, "a parenthesis is not closed", "");
	r->w += !r->wrong;
	return value;
}

static char const *level(struct reading *r, int n)
{
	if (n == LEVELS - 1)
		return operand(r);
	char const *a = level(r, n + 1);
	while (!r->wrong && is_operator(r->w->s, n)) {
		struct word const *op = r->w++;
		char const *b = level(r, n + 1);
		if (!r->wrong)
			a = apply(r, op, a, b);
	}
	return a;
}

static struct next run_expr(struct ctx *x, struct call const *c)
{
	struct reading r = { .x = x, .w = c->rest };
	char const *value = level(&r, 0);
	if (!r.wrong && r.w->s)
		complain(&r, r.w->at, "an operator is missing before ", r.w->s);
	if (r.wrong)
		return r.answer;
	put_text(x, value);
	put(x, "\n", 1);
	return leave(is_null(value));
}

struct cmd const cmd_s6_expr = {
	.name = "s6-expr",
	.brief = "calculate, and write the result",
	.form = "expression...",
	.traits = PURE | LEAF | RAW,
	.run = run_expr,
	.operands = "expression: numbers and operators, each a word of its own",
	.exits = "0, 1 when the result is 0 or empty, 2 when the expression is wrong",
	.help = "Operators, the loosest first: | (the left side unless that is 0 or empty, else the right), & (the "
		"left side unless one is 0 or empty, else 0), = > >= < <= != (numbers as numbers, all else byte "
		"by byte), + -, * / %. Parentheses are words too.",
	.example = "s6-expr ( 1 + 2 ) * 3\n"
		   "> 9",
};
