/* hint.c - for words that are no program: what a shell's word is in this language. */
#include <string.h>

#include "nearest.h"

#define CONDITION "if { condition } prog... and ifelse { condition } { prog... } prog..."
#define LOOP      "forx, forstdin and loopwhilex"
#define VARIABLE  "export sets a variable, define a name that is substituted"

static struct {
	char const *word, *here;
} const shell[] = {
	{ "then", CONDITION },
	{ "else", CONDITION },
	{ "elif", CONDITION },
	{ "fi", CONDITION },
	{ "[", "eltest, in a block: if { eltest -e file }" },
	{ "[[", "eltest, in a block: if { eltest -e file }" },
	{ "!", "if -n { condition } prog..." },
	{ "&&", "if { condition } prog..." },
	{ "||", "if -n { condition } prog..." },
	{ ";;", "case value { pattern { prog... } } prog..." },
	{ "|&", "pipeline { fdmove -c 2 1 prog... } prog..." },
	{ "|", "pipeline { prog... } prog..." },
	{ "&", "background { prog... } prog..." },
	{ ";", "foreground { prog... } prog..." },
	{ "while", LOOP },
	{ "until", LOOP },
	{ "for", LOOP },
	{ "do", LOOP },
	{ "done", LOOP },
	{ "esac", "case value { pattern { prog... } } prog..." },
	{ "set", VARIABLE },
	{ "local", VARIABLE },
	{ "declare", VARIABLE },
	{ "typeset", VARIABLE },
	{ "readonly", VARIABLE },
	{ "unset", "unexport" },
	{ "read", "withstdinas, or forstdin for line after line" },
	{ "return", "exit" },
	{ ":", "s6-true" },
	{ "eval", "execlineb -c script" },
	{ "source", "envfile for variables; other scripts are run by their names" },
	{ ".", "envfile for variables; other scripts are run by their names" },
	{ "function", "a script of its own" },
	{ "ulimit", "s6-softlimit" },
	{ "pushd", "cd, in a block" },
	{ "popd", "cd, in a block" },
};

char const *shell_word(char const *name)
{
	for (size_t i = 0; i < sizeof shell / sizeof *shell; i++)
		if (!strcmp(shell[i].word, name))
			return shell[i].here;
	return 0;
}

size_t shell_assignment(char const *name)
{
	size_t len =
		strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789");
	return name[len] == '=' ? len : 0;
}

static char const *word_of_shell(struct ctx *x, char const *name)
{
	char const *here = shell_word(name);
	return here ? join(x, "that is shell: write ", here) : 0;
}

/* NAME=value in front of a command. */
static char const *assignment(struct ctx *x, char const *name)
{
	size_t len = shell_assignment(name);
	if (!len)
		return 0;
	return join(x, "that is shell: write export ", arena_text(x, name, len), " ",
		name[len + 1] ? name + len + 1 : "\"\"");
}

/* $name, for which there has been no value. */
static char const *unsubstituted(struct ctx *x, char const *name)
{
	char const *dollar = strchr(name, '$');
	if (!dollar)
		return 0;
	if (dollar[1] == '(')
		return "that is shell: write backtick var { prog... } importas var var";
	int braced = dollar[1] == '{';
	char const *key = dollar + 1 + braced;
	/* All of it is the key, where a shell ends the name. */
	size_t len = strcspn(key, "\\${}"), name_len = strcspn(key, "\\${}/.:;,-= ");
	if (!len)
		return 0;
	char const *nothing = join(x, "nothing has substituted ", arena_text(x, key, len));
	return braced || !name_len || name_len == len
		       ? nothing
		       : join(x, nothing, "; ${", arena_text(x, key, name_len),
				 "} ends with the brace");
}

/* Signs that the blanks of braces, redirections or the ends of commands are those of a shell. */
static char const *punctuation(struct ctx *x, char const *name)
{
	(void)x;
	size_t len = strlen(name), digits = strspn(name, "0123456789");
	if (*name == '{' || (len > 1 && name[len - 1] == '}'))
		return "braces are words of their own: { prog... }";
	if (name[digits] == '<' || name[digits] == '>')
		return "that is shell: write redirfd -r or -w";
	if (len > 1 && name[len - 1] == ';')
		return "that is shell: write foreground { prog... } prog...";
	if (*name == '-' && len > 1)
		return "options stand right behind their command";
	return *name == ' ' ? "a block stands here, where a program should" : 0;
}

static char const *prefixed(struct ctx *x, char const *name)
{
	struct cmd const *cmd = cmd_find(join(x, "s6-", name));
	return cmd ? cmd->name : 0;
}

char const *word_hint(struct ctx *x, char const *name)
{
	static char const *(*const kinds[])(struct ctx *, char const *) = { word_of_shell,
		assignment, unsubstituted, punctuation };
	char const *hint = 0;
	if (!*name)
		return "an empty word or block stands here, where a program should";
	for (size_t i = 0; !hint && i < sizeof kinds / sizeof *kinds; i++)
		hint = kinds[i](x, name);
	return hint;
}

char const *exec_hint(struct ctx *x, char const *name)
{
	char const *hint = word_hint(x, name), *ours;
	if (hint)
		return hint;
	if (strchr(name, '/'))
		return cmd_by_path(name) ? "it is a command of ours: write its name alone" : 0;
	ours = prefixed(x, name);
	if (!ours)
		ours = nearest_command(name, 0);
	return ours ? join(x, "did you mean ", ours, "?") : 0;
}
