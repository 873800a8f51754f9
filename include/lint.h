/* lint.h - what is wrong in a script, or probably not meant, found without running anything. Engine and
   rules only: how findings look is include/report.h. */
#ifndef LINT_H
#define LINT_H

#include "lex.h"

enum lint_level { LINT_NOTE, LINT_WARNING, LINT_ERROR };

/* The rules: name, id, level, brief, help. An error is certain to fail once it is reached; where it is
   not quite certain the finding has a lower level than its rule. */
#define LINT_RULES(X) \
	X(SYNTAX, "syntax", ERROR, "the text is no script", \
		"A quote or a block is left open, a brace has no partner, or an escape means nothing. " \
		"Nothing of such a script runs.") \
	X(UNKNOWN_OPTION, "unknown-option", ERROR, "a command has no such option", \
		"The command leaves with 100. Where an operand begins with a dash, -- in front of it says so.") \
	X(OPTION_ARGUMENT, "option-argument", ERROR, "an option's argument is missing or wrong", \
		"The command leaves with 100.") \
	X(MISSING_OPTION, "missing-option", ERROR, "a command needs one of several options", \
		"redirfd has to be told how to open its file: -r, -w, -u, -a or -x.") \
	X(MISSING_OPERAND, "missing-operand", ERROR, "a command has too few words", \
		"The command leaves with 100.") \
	X(BAD_OPERAND, "bad-operand", ERROR, "an operand is not of its kind", \
		"A descriptor that is no number, a signal that does not exist or cannot be caught, the name " \
		"of a variable with = in it.") \
	X(MISSING_PROGRAM, "missing-program", ERROR, "a chain ends where a command is needed", \
		"Many commands prepare something for what follows and refuse to do it for nothing. `s6-true` " \
		"or `exit 0` can follow.") \
	X(UNTERMINATED_BLOCK, "unterminated-block", ERROR, \
		"a block is expected and there is none", \
		"Blocks are written { command }, the braces being words of their own.") \
	X(EMPTY_BLOCK, "empty-block", ERROR, "a block must not be empty", \
		"Some commands take { } as true, others leave with 100.") \
	X(UNKNOWN_DIRECTIVE, "unknown-directive", ERROR, "multisubstitute does not know this", \
		"It takes define, importas, elglob, elgetpositionals and multidefine, each without a rest.") \
	X(BAD_KEY, "bad-key", ERROR, "a key is empty, or there twice", \
		"The command leaves with 100 or 111.") \
	X(UNQUOTED_WORD, "unquoted-word", WARNING, \
		"a word in a block is not marked as being in one", \
		"An empty word ended a block, while some of its words were not quoted for it: execlineb -W " \
		"refuses that.") \
	X(UNREACHABLE, "unreachable", WARNING, "words that nothing looks at", \
		"The command before them neither reads them nor goes on with them.") \
	X(NEVER_SUBSTITUTED, "never-substituted", WARNING, "$name is not substituted here", \
		"Nothing is substituted by itself: without importas, define and the like in front, $name is " \
		"handed on as it is. Programs that have a use for a $ (shells, awk, sed ...) are left alone.") \
	X(NEVER_USED, "never-used", WARNING, "a value is substituted that no word uses", \
		"Nothing behind the command has its $name. Names that begin with _ are left alone.") \
	X(UNBRACED, "unbraced", WARNING, "a name runs on to the end of the word", \
		"$name ends at the end of the word, or before one of $ { } and a backslash: $dir/file is the " \
		"name dir/file. Write ${dir}/file.") \
	X(DOLLAR_NAME, "dollar-name", WARNING, "a $ where a name is expected", \
		"Keys and variables are named without a $. A key with one of $ { } or a backslash in it is never " \
		"found.") \
	X(SPLIT_OPERAND, "split-operand", WARNING, \
		"a value that may be several words stands for one", \
		"The words behind would move on by as many.") \
	X(VANISHING_OPERAND, "vanishing-operand", NOTE, \
		"a value that may be no word stands for one", \
		"importas without -i and -D makes the words that use a variable vanish when it is not set: " \
		"what stands behind takes their place.") \
	X(REMOVED_COMMAND, "removed-command", WARNING, "a command of older versions", \
		"The originals do not have it any more.") \
	X(SHELL_SYNTAX, "shell-syntax", WARNING, "shell syntax, which means nothing here", \
		"There are no operators and no keywords: redirections, pipes, conditions and assignments are " \
		"commands.") \
	X(SINGLE_QUOTES, "single-quotes", WARNING, "single quotes do not quote", \
		"They are characters like any other. Use double quotes.") \
	X(GLUED_BRACE, "glued-brace", WARNING, "a brace is glued to a word", \
		"Only a brace that is a word of its own begins or ends a block.") \
	X(SHEBANG, "shebang", WARNING, "the first line does not do what it looks like", \
		"The kernel takes an absolute path, and hands over all that follows as one argument, with a " \
		"carriage return if there is one.") \
	X(SHEBANG_OPTION, "shebang-option", ERROR, "the first line's option is refused", \
		"The script does not start. All options have to be in one word: -WP, -S1.") \
	X(FOREIGN_SCRIPT, "foreign-script", NOTE, "a script for another program", \
		"It is not looked at.") \
	X(MISSPELT_COMMAND, "misspelt-command", WARNING, \
		"a program is not there, but a command is called nearly so", \
		"It was looked for in PATH, on the machine that checks.") \
	X(UNKNOWN_PROGRAM, "unknown-program", WARNING, \
		"a program is not there (only with --programs)", \
		"It was looked for in PATH, on the machine that checks.")

#define LINT_ID(name, id, level, brief, help) LINT_##name,
enum lint_id { LINT_RULES(LINT_ID) LINT_COUNT };

struct lint_rule {
	char const *id;
	enum lint_level level;
	char const *brief, *help;
};
extern struct lint_rule const lint_rules[LINT_COUNT];

/* The rule called by the LEN bytes at ID, or LINT_COUNT. */
enum lint_id lint_find(char const *id, size_t len);

struct finding {
	enum lint_id rule;
	enum lint_level level;
	uint32_t from,
		to; /* places as words have them; `to` is behind the last byte. 0: the whole file */
	char const *message, *hint;
	struct finding *next;
};

/* A script being checked. Set x, src and the options. */
struct lint {
	struct ctx *x;
	struct script src;
	unsigned char off[LINT_COUNT]; /* rules that are switched off */
	int programs;                  /* look for programs */
	char const *args; /* the option of execlineb that says what the arguments are, or 0 */

	int called;            /* it is known how the script is called */
	struct finding *first; /* what was found, in the order of the script */
	struct finding **last;
	struct tokens tokens;
	struct lint *outer;       /* the text is a word of this script */
	uint32_t at;              /* that word's place */
	struct lint_loose *loose; /* references that nothing substitutes, while a script is read */
};

/* Finds what there is to find. "windlass: allow RULE..." in a comment switches rules off. */
void lint_script(struct lint *l);

#endif
