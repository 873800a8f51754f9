/* lintline.c - the first line of a script, and what it makes of the script's arguments. */
#include <skalibs/types.h>
#include <string.h>
#include <unistd.h>

#include "lintrules.h"
#include "shebang.h"

static char const *base(char const *path)
{
	char const *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

/* env may stand between: "env execlineb" gets no option, "env -S execlineb -P" any. */
static void skip_env(struct lint *l, struct shebang *line)
{
	static char const split[] = "-S";
	char const *s = line->argument;
	if (strcmp(base(line->program), "env") || !s)
		return;
	int splits = !strncmp(s, split, sizeof split - 1);
	if (splits)
		s += sizeof split - 1 + strspn(s + sizeof split - 1, " \t");
	size_t len = strcspn(s, " \t");
	line->program = arena_text(l->x, s, len);
	line->argument = s[len] ? s + len + strspn(s + len, " \t") : 0;
	if (splits || !line->argument)
		return;
	lint_say(l, LINT_SHEBANG, line->argument_at, "write env -S, or the path of the program",
		"the kernel hands over one argument: env looks for a program called \"", s, "\"");
}

static struct given const *last_mode(struct given const *given)
{
	struct given const *mode = 0;
	for (struct given const *g = given; g; g = g->next)
		if (g->opt && g->opt->letter && strchr("pPSs", g->opt->letter))
			mode = g;
	return mode;
}

struct scope *lint_arguments(struct lint *l, struct given const *given)
{
	struct given const *mode = last_mode(given);
	if (!mode || !mode->opt->arg)
		return 0;
	struct scope *scope = arena_get(l->x, sizeof *scope);
	*scope = (struct scope){ .kind = SCOPE_POSITIONAL };
	if (outline_argument(mode))
		uint0_scan(outline_argument(mode), &scope->n);
	return scope;
}

/* The options of an execlineb that is called with ARGUMENT and the script's name. */
static struct given *read_argument(
	struct lint *l, struct cmd const *cmd, char const *argument, struct word const **behind)
{
	struct given *given = 0;
	struct word *words = arena_get(l->x, 3 * sizeof *words);
	words[0] = word_make(argument, 1);
	words[1] = word_make(l->src.name, 0);
	words[2] = (struct word){ 0 };
	*behind = given_read(l->x, cmd, words, &given);
	return given;
}

static void check_argument(struct lint *l, struct shebang const *line, struct given const *given,
	struct word const *behind)
{
	static char const hint[] = "write all options as one word, as -WP or -S1";
	char const *name = base(line->program);
	for (struct given const *g = given; g; g = g->next) {
		char const letter[] = { g->letter, 0 };
		int fault = given_fault(g, 0);
		if (fault == FAULT_UNKNOWN_OPTION) {
			lint_say(l, LINT_SHEBANG_OPTION, line->argument_at, hint, name,
				" has no option ", g->letter ? "-" : g->word.s, letter);
			return;
		}
		if (fault >= 0 || g->value.s) {
			lint_say(l, LINT_SHEBANG_OPTION, line->argument_at, hint,
				"the kernel hands over one word, \"", line->argument,
				"\", which gives no ", g->opt->arg, " to option -", letter);
			return;
		}
	}
	if (behind->s && behind->s == line->argument)
		lint_say(l, LINT_SHEBANG, line->argument_at, hint, name, " takes ", line->argument,
			" for the script's name");
}

static void check_line(struct lint *l, struct shebang const *line)
{
	if (line->carriage_return)
		lint_say(l, LINT_SHEBANG, line->program_at, "save the file with newlines only",
			"the line ends in a carriage return, which becomes a part of it");
	if (*line->program != '/')
		lint_say(l, LINT_SHEBANG, line->program_at,
			"write /command/execlineb, or where it is installed",
			"the program's path is not absolute: ", line->program);
	else if (l->programs && access(line->program, X_OK) < 0)
		lint_say(l, LINT_UNKNOWN_PROGRAM, line->program_at, 0, "there is no program ",
			line->program);
}

/* The scope of a script of which is not known how it is called. */
static struct scope *any_arguments(struct lint *l)
{
	struct scope *scope = arena_get(l->x, sizeof *scope);
	*scope = (struct scope){ .kind = SCOPE_POSITIONAL };
	return scope;
}

static struct scope *scope_of(struct lint *l, struct cmd const *cmd, char const *argument)
{
	struct word const *behind;
	return lint_arguments(l, read_argument(l, cmd, argument, &behind));
}

int lint_first_line(struct lint *l, struct scope **scope)
{
	struct shebang line;
	struct word const *behind;
	struct cmd const *cmd = cmd_find("execlineb");
	l->called = l->args != 0;
	*scope = l->args ? scope_of(l, cmd, l->args) : any_arguments(l);
	if (!shebang_read(l->x, &l->src, &line))
		return 1;
	char const *program = line.program;
	skip_env(l, &line);
	if (strcmp(base(line.program), cmd->name)) {
		lint_say(l, LINT_FOREIGN_SCRIPT, line.program_at, 0, "this is a script for ",
			line.program);
		return 0;
	}
	l->called = 1;
	if (!l->args)
		*scope = 0;
	if (line.argument) {
		struct given *given = read_argument(l, cmd, line.argument, &behind);
		check_argument(l, &line, given, behind);
		*scope = l->args ? *scope : lint_arguments(l, given);
	}
	line.program = program;
	check_line(l, &line);
	return 1;
}
