/* help_man.c - manual pages, in roff with the man macros. */
#include <string.h>

#include "cmd.h"
#include "help.h"

static void add(stralloc *to, char const *s)
{
	stralloc_cats(to, s);
}

/* What stands for C in roff, or 0 for itself. */
static char const *escaped(char c)
{
	switch (c) {
	case '\\': return "\\(rs";
	case '-': return "\\-";
	case '\'': return "\\(aq";
	case '"': return "\\(dq";
	case '^': return "\\(ha";
	case '~': return "\\(ti";
	case '\1': return "\\fB";
	case '\2': return "\\fI";
	case '\3': return "\\fR";
	default: return 0;
	}
}

/* Adds text; no line of it can be taken for a request. Between backquotes it is what is typed, unless they
   are to be kept (VERBATIM). */
static void add_roff(stralloc *to, char const *s, size_t len, int verbatim)
{
	int typed = 0;
	for (size_t i = 0; i < len; i++) {
		char const *as = escaped(s[i]);
		if (s[i] == '`')
			as = verbatim ? "\\(ga" : (typed = !typed) ? "\\fB" : "\\fR";
		if (s[i] == '.' && (!i || s[i - 1] == '\n'))
			as = "\\&.";
		if (as)
			add(to, as);
		else
			stralloc_catb(to, s + i, 1);
	}
}

static void add_text(stralloc *to, char const *s)
{
	add_roff(to, s, strlen(s), 0);
}

static void add_capitals(stralloc *to, char const *s)
{
	size_t from = to->len;
	add_text(to, s);
	for (; from < to->len; from++)
		if (to->s[from] >= 'a' && to->s[from] <= 'z')
			to->s[from] = (char)(to->s[from] - ('a' - 'A'));
}

static void man_title(stralloc *to, char const *name, char const *section, char const *brief)
{
	add(to, ".TH ");
	add_capitals(to, name);
	add(to, " ");
	add(to, section);
	add(to, " \"\" Windlass \"Windlass manual\"\n.SH NAME\n");
	add_text(to, name);
	add(to, " \\- ");
	add_text(to, brief);
	add(to, "\n");
}

/* Daemons, and what a container's init consists of, are for the system's administrator. */
static char const *man_section(struct cmd const *cmd)
{
	return cmd->traits & (FRESH | HIDDEN) || !strcmp(cmd_family(cmd), "init") ? "8" : "1";
}

static void man_head(stralloc *to, struct cmd const *cmd, char const *synopsis)
{
	man_title(to, cmd->name, man_section(cmd), cmd->brief);
	add(to, ".SH SYNOPSIS\n.nh\n.ad l\n");
	add_text(to, synopsis);
	add(to, "\n.ad\n.hy\n");
}

static void man_heading(stralloc *to, char const *name)
{
	add(to, ".SH ");
	add_capitals(to, name);
	add(to, "\n");
}

static void man_item(stralloc *to, char const *term, char const *text)
{
	add(to, ".TP\n");
	add_text(to, term);
	add(to, "\n");
	add_text(to, *text ? text : term);
	add(to, "\n");
}

static void man_list_end(stralloc *to)
{
	(void)to;
}

/* Behind a heading a paragraph begins by itself. */
static void man_paragraph(stralloc *to)
{
	size_t line = to->len - 1;
	while (line && to->s[line - 1] != '\n')
		line--;
	if (strncmp(to->s + line, ".SH", 3))
		add(to, ".PP\n");
}

static void man_prose(stralloc *to, char const *text, size_t len)
{
	man_paragraph(to);
	add_roff(to, text, len, 0);
	add(to, "\n");
}

static void man_code(stralloc *to, char const *text, size_t len)
{
	man_paragraph(to);
	add(to, ".RS 4\n.nf\n");
	add_roff(to, text, len, 1);
	add(to, "\n.fi\n.RE\n");
}

static void man_exits(stralloc *to, struct cmd const *cmd)
{
	man_paragraph(to);
	if (!(cmd->traits & LEAF))
		add(to, "When it goes on, the exit code is that of what it goes on with, or 127 when that is "
			"not found\nand 126 when it cannot be run.\n");
	else if (!cmd->exits)
		add(to, "0 when all is well.\n");
	add(to, "100 stands for a wrong call and 111 for what the system refuses.\n");
}

static struct look const look = { .head = man_head,
	.section = man_heading,
	.item = man_item,
	.list_end = man_list_end,
	.prose = man_prose,
	.code = man_code,
	.exits = man_exits };

static void add_reference(stralloc *to, char const *name, char const *section)
{
	add(to, ".BR ");
	add_text(to, name);
	add(to, " (");
	add(to, section);
	add(to, ")");
}

char const *cmd_family(struct cmd const *cmd)
{
	size_t i = 0;
	while (i < cmd_count && cmd_table[i].cmd != cmd)
		i++;
	return i < cmd_count ? cmd_table[i].family : "";
}

void help_man(stralloc *to, struct cmd const *cmd)
{
	help_page(to, cmd, &look);
	man_heading(to, "See also");
	stralloc family = STRALLOC_ZERO;
	add(&family, "windlass-");
	add(&family, cmd_family(cmd));
	stralloc_0(&family);
	add_reference(to, family.s, "7");
	stralloc_free(&family);
	if (strcmp(cmd->name, "execlineb") != 0) {
		add(to, ",\n");
		add_reference(to, "execlineb", "1");
	}
	add(to, "\n");
}

void help_man_family(stralloc *to, char const *family)
{
	stralloc name = STRALLOC_ZERO;
	add(&name, "windlass-");
	add(&name, family);
	stralloc_0(&name);
	man_title(to, name.s, "7", "a family of commands of windlass");
	stralloc_free(&name);
	man_heading(to, "Description");
	for (size_t i = 0; i < cmd_count; i++) {
		struct cmd const *cmd = cmd_table[i].cmd;
		if (strcmp(cmd_table[i].family, family) != 0)
			continue;
		add(to, ".TP\n");
		add_reference(to, cmd->name, man_section(cmd));
		add(to, "\n");
		add_text(to, cmd->brief);
		add(to, "\n");
	}
}
