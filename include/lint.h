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
		"a program is not there (only with --programs, and in roots)", \
		"It was looked for in PATH, on the machine that checks, or in the root that is checked.") \
	LINT_ROOT_RULES(X)

/* Rules for the roots of images: what /init would come to grief about. */
#define LINT_ROOT_RULES(X) \
	X(NO_INTERPRETER, "no-interpreter", ERROR, "the interpreter of a script is not there", \
		"It is looked for as the kernel would, in the root that is checked, links included. Those of " \
		"the language need not be there: /init is their interpreter. A program has one too: its dynamic " \
		"loader.") \
	X(NOT_EXECUTABLE, "not-executable", ERROR, "a program is not executable", \
		"/init makes scripts executable where the file can be changed, which is not so on a root that is " \
		"read-only, and which the originals of the third generation do not do: a warning, or a note for " \
		"images of the second. Nobody does it for interpreters and hooks.") \
	X(CARRIAGE_RETURN, "carriage-return", ERROR, "the first line of a script ends with CR LF", \
		"The carriage return becomes a part of the interpreter's name, or of its argument. Save the file " \
		"with newlines only.") \
	X(LONG_SHEBANG, "long-shebang", ERROR, \
		"the first line of a script is longer than the kernel reads", \
		"Linux reads 255 bytes, and 127 before version 5.1: a warning.") \
	X(NO_SHEBANG, "no-shebang", ERROR, "a file is neither a program nor a script", \
		"The first line of a script is #! and the path of its interpreter. Nothing may stand before it, " \
		"not even an empty line or a byte order mark.") \
	X(WRONG_ARCHITECTURE, "wrong-architecture", ERROR, "a program is for another machine", \
		"It is held against /init, or if that is not there, the first of the usual programs that is.") \
	X(NO_PROGRAM, "no-program", ERROR, "there is nothing to run", \
		"A service has no run, or what is to be run is a link to what does not exist, or no file.") \
	X(BAD_DEFINITION, "bad-definition", ERROR, "s6-rc-compile refuses a definition", \
		"/init leaves the service out, and what needs it.") \
	X(ODD_DEFINITION, "odd-definition", WARNING, "s6-rc-compile warns of a definition", \
		"The service is there, but probably not as it was meant.") \
	X(UNDEFINED_SERVICE, "undefined-service", ERROR, "a service is named that nobody defines", \
		"What needs it is left out.") \
	X(SERVICE_CYCLE, "service-cycle", ERROR, "services wait for each other in a circle", \
		"All of them are left out.") \
	X(NO_BASE, "no-base", WARNING, "a service does not wait for the initialization scripts", \
		"Without a dependency on base, of its own or of what it needs, it may start while cont-init.d " \
		"runs. It is a note where there is nothing to wait for.") \
	X(NEVER_STARTED, "never-started", WARNING, "a service is defined that is never started", \
		"It is in no bundle that is started, and nothing that is needs it: a file of its name in " \
		"user-bundles.d/user/contents.d would do that.") \
	X(UNKNOWN_VARIABLE, "unknown-variable", WARNING, "/init knows no such variable", \
		"Names that begin with S6_ or WINDLASS_ and stand in the environment, or nearly one that it knows " \
		"in a script.") \
	X(BAD_VARIABLE, "bad-variable", WARNING, "a variable has a value that it cannot have", \
		"It should be a number: the default is used. A WINDLASS_RUN that is no absolute path is an error.") \
	X(BAD_ATTRS, "bad-attrs", ERROR, "a line of fix-attrs.d makes no sense", \
		"A line is: path recurse account fmode dmode.") \
	X(UNKNOWN_ACCOUNT, "unknown-account", ERROR, \
		"a line of fix-attrs.d names an account that is not there", \
		"It was looked for in the etc/passwd and etc/group of the root that is checked, if there are any.") \
	X(MIXED_GENERATIONS, "mixed-generations", NOTE, "an image is of two generations", \
		"What is in cont-init.d, services.d and their like runs in the third generation's manner when there " \
		"are services of s6-rc too.") \
	X(LAYER, "layer", NOTE, "a root is no whole one", \
		"Without any of bin, usr/bin and lib it is what an image adds to another: programs and accounts " \
		"are not looked for.")

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
	/* Says why PROGRAM cannot be run, or 0 when it can. 0: it is looked for on this machine. */
	char const *(*missing)(void *arg, char const *program);
	void *missing_arg;

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
