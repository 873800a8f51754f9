/* rcscript.c - the scripts of services: what is one, and what only looks like one. */
#include <string.h>

#include "diag.h"
#include "lint.h"
#include "nearest.h"
#include "rcread.h"

enum { LINT_VERBOSITY = 2 };

#define ONE_LINE \
	" is one line in the language of execlineb: put the shell script in a file of its own, and write its path here"

/* The interpreter that TEXT's first line names, its path without blanks and options, or 0. */
static char const *interpreter(struct ctx *x, char const *text)
{
	if (strncmp(text, "#!", 2) != 0)
		return 0;
	text += 2 + strspn(text + 2, " \t");
	return arena_text(x, text, strcspn(text, " \t\r\n"));
}

static int is_execlineb(char const *path)
{
	char const *slash = strrchr(path, '/');
	return !strcmp(slash ? slash + 1 : path, "execlineb");
}

/* The first of WORDS that is a shell's, and nothing here; or 0. */
static struct word const *shell_syntax(struct word const *words)
{
	for (size_t i = 0; words && words[i].s; i++)
		if ((i == 0 && shell_assignment(words[i].s)) ||
			(shell_word(words[i].s) && (i == 0 || strpbrk(words[i].s, "&|;"))))
			return words + i;
	return 0;
}

/* What `windlass check` says of it, for who wants to be told much; whoever is told by other means asks for himself. */
static void lint(struct rc_source *s, struct rc_def *d, struct rc_file const *file)
{
	struct lint l = { .x = s->x, .src = { file->name, file->text, file->len }, .args = "-P" };
	if (s->verbosity < LINT_VERBOSITY || s->tell)
		return;
	lint_script(&l);
	for (struct finding const *f = l.first; f; f = f->next)
		if (f->level > LINT_NOTE)
			rc_warn(s, d, file, f->from, f->message, " [", lint_rules[f->rule].id, "]",
				f->hint ? ": " : "", f->hint ? f->hint : "");
}

void rc_script(
	struct rc_source *s, struct rc_def *d, struct rc_file const *file, enum rc_script which)
{
	struct ctx *x = s->x;
	struct script src = { file->name, file->text, file->len };
	char const *shell = interpreter(x, file->text);
	struct word *words;
	char const *wrong = lex(x, &src, &words);
	shell = shell && !is_execlineb(shell) ? shell : 0;
	d->script[which] = *file;
	d->words[which] = words;
	if (wrong) {
		uint32_t at = x->at;
		x->at = 0;
		rc_wrong(s, d, file, at, wrong, shell ? "; " : "", shell ? file->name : "",
			shell ? ONE_LINE : "");
		return;
	}
	if (shell)
		rc_warn(s, d, file, 1, file->name, " is not run by ", shell, ": it", ONE_LINE);
	else if (shell_syntax(words))
		rc_warn(s, d, file, shell_syntax(words)->at, shell_syntax(words)->s,
			" is shell: ", file->name, ONE_LINE);
	else
		lint(s, d, file);
}

void rc_program(struct rc_source *s, struct rc_def *d, struct rc_file const *file)
{
	char const *line = interpreter(s->x, file->text);
	if (s->no_programs)
		return;
	if (!file->len)
		rc_warn(s, d, file, 0, file->name, " is empty");
	else if (!line && strncmp(file->text, "\177ELF", 4) != 0)
		rc_warn(s, d, file, 1, file->name,
			" is neither a program nor a script: the first line of a script is #! and its interpreter");
	else if (line && !*line)
		rc_warn(s, d, file, 1, file->name, ": no interpreter behind #!");
	else if (line && file->text[strcspn(file->text, "\r\n")] == '\r')
		rc_warn(s, d, file, (uint32_t)strcspn(file->text, "\r") + 1, "the first line of ",
			file->name, " ends with a carriage return (CR LF): ", line,
			" will not be found");
}
