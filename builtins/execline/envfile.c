/* envfile.c - set variables from a file, then go on. */
#include <skalibs/djbunix.h>

#include "builtin.h"

enum { SYNTAX = 1 };

struct opts {
	int tolerate;
};

static struct opt const opts[] = {
	SET('i', "insist", struct opts, tolerate, 0,
		"leave with 111 when the file does not exist (default)"),
	SET('I', "no-insist", struct opts, tolerate, 1, "go on when the file does not exist"),
	{ 0 },
};

struct parser {
	char const *s; /* ends in a newline and a NUL */
	char *out;     /* where the value goes; it never is longer than its source */
	unsigned long line;
	int quoted;
};

static int is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static int digit(char c, int base)
{
	int d = c >= '0' && c <= '9'   ? c - '0'
		: c >= 'a' && c <= 'f' ? c - 'a' + 10
		: c >= 'A' && c <= 'F' ? c - 'A' + 10
				       : base;
	return d < base ? d : -1;
}

/* \xHH, \O, \OO or \OOO; p->s is behind the backslash. */
static int numeric_escape(struct parser *p)
{
	int hex = *p->s == 'x', base = hex ? 16 : 8, value = 0, n = 0;
	p->s += hex;
	for (; n < 3 - hex && digit(*p->s, base) >= 0; n++)
		value = value * base + digit(*p->s++, base);
	*p->out++ = (char)value;
	return hex ? n == 2 : 1;
}

/* p->s is behind a backslash. Returns 0 for an escape that has no meaning here. */
static int escape(struct parser *p)
{
	static char const letters[] = "abfnrtv", meaning[] = "\a\b\f\n\r\t\v";
	char c = *p->s;
	char const *letter = memchr(letters, c, sizeof letters - 1);
	if (c == '\n') {
		p->line++;
		p->s++;
		return p->s[0] != 0;
	}
	if (p->quoted && (c == 'x' || digit(c, 8) >= 0))
		return numeric_escape(p);
	if (!p->quoted && !strchr("\\\" ", c))
		return 0;
	*p->out++ = p->quoted && letter ? meaning[letter - letters] : c;
	p->s++;
	return 1;
}

/* The value, up to the end of its line; blanks at its end do not count unless they are quoted. */
static int value(struct parser *p)
{
	char *end = p->out;
	for (; *p->s != '\n' || p->quoted;) {
		char c = *p->s++;
		if (c == '\n')
			return 0;
		if (c == '"') {
			p->quoted = !p->quoted;
			end = p->out;
		} else if (c == '\\') {
			if (!escape(p))
				return 0;
			end = p->out;
		} else {
			*p->out++ = c;
			if (p->quoted || !is_blank(c))
				end = p->out;
		}
	}
	*end = 0;
	return 1;
}

static void skip_blanks(struct parser *p)
{
	while (is_blank(*p->s))
		p->s++;
}

/* One line. Returns 0 if it is wrong. */
static int line(struct ctx *x, struct parser *p, char *room)
{
	skip_blanks(p);
	if (*p->s == '#') {
		p->s += strcspn(p->s, "\n");
		return 1;
	}
	if (*p->s == '\n')
		return 1;
	size_t len = strcspn(p->s, "= \t\r\n\\\"'");
	char const *key = arena_text(x, p->s, len);
	p->s += len;
	skip_blanks(p);
	if (!len || *p->s++ != '=')
		return 0;
	skip_blanks(p);
	p->out = room;
	p->quoted = 0;
	if (!value(p))
		return 0;
	env_set(x, key, room);
	return 1;
}

static struct next read_lines(struct ctx *x, char const *file, char const *text, size_t len)
{
	struct parser p = { .s = text, .line = 1 };
	char b[DECIMAL], *room = arena_get(x, len + 1);
	for (; *p.s; p.s++, p.line++)
		if (!line(x, &p, room))
			return failcode(
				x, SYNTAX, "syntax error in ", file, ", line ", decimal(b, p.line));
	return chain(0);
}

static struct next run_envfile(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	stralloc text = STRALLOC_ZERO;
	char const *file = c->arg[0];
	int ok = strcmp(file, "-") ? openslurpclose(&text, file) : slurp(&text, 0);
	if (!ok && errno == ENOENT && o->tolerate)
		return chain(c->rest);
	if (!ok || !stralloc_catb(&text, "\n", 2))
		return failsys(x, "unable to read ", file);
	struct next n = read_lines(x, file, text.s, text.len);
	stralloc_free(&text);
	return n.how == NEXT_EXIT ? n : chain(c->rest);
}

struct cmd const cmd_envfile = {
	.name = "envfile",
	.brief = "set variables from a file, then go on",
	.says = "set variables from the lines of the file <file>[--no-insist|, if there is one]",
	.form = "file prog...",
	OPTS(struct opts, opts, 0),
	.traits = PURE,
	.run = run_envfile,
	.exits = "1 for a syntax error, 111 when the file cannot be read",
	.help = "Lines are key = value. Blanks around both do not count, but in quotes they do; "
		"there C's escapes hold. A backslash at the end joins lines; # begins a comment. "
		"The file - is stdin.",
	.example = "envfile /etc/default/web my-server",
};
