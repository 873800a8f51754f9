/* help.c - usage, help for a terminal and reference pages in Markdown. */
#include <string.h>

#include "cmd.h"
#include "diag.h"
#include "help.h"

enum { WIDTH = 80, TERM_WIDTH = 26 };

static void add(stralloc *to, char const *s)
{
	stralloc_cats(to, s);
}

struct next usage(struct ctx *x, struct cmd const *cmd)
{
	stralloc text = STRALLOC_ZERO;
	help_synopsis(&text, cmd);
	stralloc_0(&text);
	x->at = 0;
	diag(x, "usage", DIAG_PARTS(text.s ? text.s : cmd->name));
	stralloc_free(&text);
	return leave(100);
}

static void pad(stralloc *to, size_t n)
{
	while (n--)
		add(to, " ");
}

/* How many of the LEN bytes at TEXT stay in one line. */
static size_t unbroken(char const *text, size_t len)
{
	size_t n = 0, inside = len > 2 && !memcmp(text, "[ -", 3);
	while (n < len && (inside || (text[n] != ' ' && text[n] != '\n')))
		inside &= text[n++] != ']';
	return n;
}

/* Adds the LEN bytes at TEXT in lines of WIDTH at most, behind INDENT blanks but in the first line, of
   which COLUMN bytes are there. "[ -x ]" stays in one line. */
static void wrap(stralloc *to, char const *text, size_t len, size_t indent, size_t column)
{
	char const *between = "";
	for (size_t word; len; text += word, len -= word) {
		size_t blanks = *text == ' ' || *text == '\n';
		text += blanks;
		len -= blanks;
		word = unbroken(text, len);
		if (*between && column + 1 + word > WIDTH) {
			add(to, "\n");
			pad(to, indent);
			column = indent;
			between = "";
		}
		add(to, between);
		stralloc_catb(to, text, word);
		column += word + strlen(between);
		between = " ";
	}
	add(to, "\n");
}

static void text_head(stralloc *to, struct cmd const *cmd, char const *synopsis)
{
	stralloc line = STRALLOC_ZERO;
	help_plain(&line, synopsis);
	wrap(to, line.s, line.len, 4, 0);
	stralloc_free(&line);
	add(to, "\n  ");
	add(to, cmd->brief);
	add(to, "\n");
}

static void text_section(stralloc *to, char const *name)
{
	add(to, "\n");
	add(to, name);
	add(to, ":\n");
}

static void text_item(stralloc *to, char const *term, char const *text)
{
	size_t from = to->len;
	add(to, "  ");
	help_plain(to, term);
	if (to->len - from > TERM_WIDTH) {
		add(to, "\n");
		from = to->len;
	}
	pad(to, TERM_WIDTH + 1 - (to->len - from));
	wrap(to, text, strlen(text), TERM_WIDTH + 1, TERM_WIDTH + 1);
}

/* Behind a heading a paragraph begins by itself. */
static void text_paragraph(stralloc *to)
{
	if (memcmp(to->s + to->len - 2, ":\n", 2) != 0)
		add(to, "\n");
}

static void text_prose(stralloc *to, char const *text, size_t len)
{
	text_paragraph(to);
	pad(to, 2);
	wrap(to, text, len, 2, 2);
}

static void add_lines(stralloc *to, char const *text, size_t len, size_t indent)
{
	while (len) {
		char const *end = memchr(text, '\n', len);
		size_t line = end ? (size_t)(end + 1 - text) : len;
		pad(to, indent);
		stralloc_catb(to, text, line);
		text += line;
		len -= line;
	}
	add(to, "\n");
}

static void text_code(stralloc *to, char const *text, size_t len)
{
	text_paragraph(to);
	add_lines(to, text, len, *text == ' ' ? 2 : 4);
}

static void nothing(stralloc *to)
{
	(void)to;
}

void help_text(stralloc *to, struct cmd const *cmd)
{
	static struct look const look = { .head = text_head,
		.section = text_section,
		.item = text_item,
		.list_end = nothing,
		.prose = text_prose,
		.code = text_code };
	help_page(to, cmd, &look);
}

static void reference_head(stralloc *to, struct cmd const *cmd, char const *synopsis)
{
	add(to, "## ");
	add(to, cmd->name);
	add(to, "\n\n");
	add(to, cmd->brief);
	add(to, "\n\n    ");
	help_plain(to, synopsis);
	add(to, "\n\n");
}

static void reference_section(stralloc *to, char const *name)
{
	add(to, name);
	add(to, ":\n\n");
}

static void reference_item(stralloc *to, char const *term, char const *text)
{
	add(to, "- `");
	help_plain(to, term);
	add(to, "`: ");
	add(to, text);
	add(to, "\n");
}

static void reference_list_end(stralloc *to)
{
	add(to, "\n");
}

static void reference_prose(stralloc *to, char const *text, size_t len)
{
	stralloc_catb(to, text, len);
	add(to, "\n\n");
}

static void reference_code(stralloc *to, char const *text, size_t len)
{
	add_lines(to, text, len, 4);
	add(to, "\n");
}

void help_reference(stralloc *to, struct cmd const *cmd)
{
	static struct look const look = { .head = reference_head,
		.section = reference_section,
		.item = reference_item,
		.list_end = reference_list_end,
		.prose = reference_prose,
		.code = reference_code };
	help_page(to, cmd, &look);
}
