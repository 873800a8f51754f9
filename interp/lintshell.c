/* lintshell.c - what means something to a shell, and commands that are no more. */
#include <string.h>
#include <unistd.h>

#include "lintrules.h"
#include "nearest.h"

struct advice {
	char const *word, *hint;
};

static struct advice const removed[] = {
	{ "import", "importas -S name, or importas key NAME" },
	{ "forbacktick", "forbacktickx" },
	{ "foreach", "forx" },
	{ "loopwhile", "loopwhilex" },
	{ "s6-test", "eltest" },
	{ "justc-envdir", "s6-envdir" },
	{ "logutil-newfifo", "s6-mkfifo, s6-chown and s6-chmod" },
	{ "s6lock", "s6-setlock" },
	{ "s6-fillurandompool", "nothing: kernels do it" },
	{ "s6-devd", "mdevd" },
	{ "s6-uevent-listener", "mdevd" },
	{ "s6-uevent-spawner", "mdevd" },
};

#define FIND(list, word) find((list), sizeof(list) / sizeof *(list), (word))
static char const *find(struct advice const *list, size_t n, char const *word)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(list[i].word, word))
			return list[i].hint;
	return 0;
}

/* What does the work of the redirection S, or 0 when it is none. */
static char const *redirection(char const *s)
{
	if (!strncmp(s, "&>", 2))
		return "redirfd -w 1 FILE fdmove -c 2 1";
	s += strspn(s, "0123456789");
	if (*s && s[1] && strchr("<>", s[strlen(s) - 1]) && s[1] != *s) /* <name> */
		return 0;
	if (!strncmp(s, ">&", 2))
		return "fdmove -c TO FROM, as fdmove -c 2 1";
	if (!strncmp(s, ">>", 2))
		return "redirfd -a 1 FILE";
	if (!strncmp(s, "<<", 2))
		return "heredoc 0 TEXT";
	if (*s == '>' && s[1] != '=')
		return "redirfd -w 1 FILE";
	return *s == '<' && s[1] != '=' ? "redirfd -r 0 FILE" : 0;
}

/* Programs and the operators that are theirs. */
static int has_own(struct step const *s, char const *word)
{
	static struct advice const own[] = {
		{ "find", ";!" },
		{ "expr", "<>|&" },
		{ "test", "<>!" },
		{ "[", "<>!" },
		{ "bc", "<>|&!" },
	};
	char const *slash = strrchr(s->words->s, '/');
	char const *chars = FIND(own, slash ? slash + 1 : s->words->s);
	if (s->cmd)
		chars = s->cmd->traits & RAW ? "<>!" : "";
	return chars && *chars && strchr(chars, *word) && *word;
}

/* A word that is handed on as it is. */
static void check_word(struct lint *l, struct step const *s, struct word const *w)
{
	if (!*w->s || !lint_bare(l, w) || has_own(s, w->s))
		return;
	char const *hint = strchr("&|;", *w->s) ? shell_word(w->s) : 0;
	if (!hint)
		hint = redirection(w->s);
	if (hint)
		lint_say(l, LINT_SHELL_SYNTAX, w->at, hint, w->s, " is only a word here, given to ",
			s->words->s);
}

static char const *search_path(struct lint *l)
{
	char const *path = env_value(l->x, "PATH");
	return path ? path : "/command:/usr/bin:/bin";
}

static int is_there(struct lint *l, char const *program)
{
	if (strchr(program, '/'))
		return *program != '/' || !access(program, X_OK);
	for (char const *dir = search_path(l); dir;) {
		size_t n = strcspn(dir, ":");
		if (!access(join(l->x, arena_text(l->x, dir, n), "/", program), X_OK))
			return 1;
		dir = dir[n] ? dir + n + 1 : 0;
	}
	return 0;
}

/* Where a script is checked its programs need not be: without being asked, only what is called nearly like
   a command of ours is a finding. */
static void check_presence(struct lint *l, struct step const *s)
{
	struct word const *w = s->words;
	char const *meant = strlen(w->s) < 4 ? 0 : nearest_command(w->s, 0);
	if (s->unsure || w->depth || scope_touches(s->scope, w))
		return;
	char const *why = l->missing ? l->missing(l->missing_arg, w->s) : 0;
	if (why)
		lint_say(l, LINT_UNKNOWN_PROGRAM, w->at, 0, why);
	if (l->missing || is_there(l, w->s))
		return;
	if (l->programs)
		lint_say(l, LINT_UNKNOWN_PROGRAM, w->at, exec_hint(l->x, w->s),
			"there is no program ", w->s);
	else if (meant)
		lint_say(l, LINT_MISSPELT_COMMAND, w->at, join(l->x, "did you mean ", meant, "?"),
			w->s, " is no command, and no program here");
}

static void check_program(struct lint *l, struct step const *s)
{
	struct word const *w = s->words;
	char const *hint =
		strcmp(w->s, "[") ? shell_word(w->s) : 0; /* which is a program as well */
	if (!hint)
		hint = redirection(w->s);
	if (hint)
		lint_say(l, LINT_SHELL_SYNTAX, w->at, hint, w->s,
			" is the name of a program here, as the first word of a chain");
	else if (shell_assignment(w->s))
		lint_say(l, LINT_SHELL_SYNTAX, w->at, "export NAME VALUE command", w->s,
			" is the name of a program here, no assignment");
	else
		check_presence(l, s);
}

void lint_shell(struct lint *l, struct step const *s)
{
	struct word const *w = s->words;
	char const *instead = s->kind == STEP_LABEL || w->depth ? 0 : FIND(removed, w->s);
	if (instead)
		lint_say(l, LINT_REMOVED_COMMAND, w->at, join(l->x, "instead: ", instead), w->s,
			" was removed");
	else if (s->kind == STEP_FOREIGN)
		check_program(l, s);
	if (s->rest.kind != OPERAND_CHAIN)
		for (w = s->rest.words; w && w->s; w++)
			check_word(l, s, w);
}

/* One word of the text, LEN bytes as they are written. */
static void check_braces(struct lint *l, char const *s, size_t len, uint32_t at)
{
	int open = memchr(s, '{', len) != 0, close = memchr(s, '}', len) != 0;
	int quoted = memchr(s, '"', len) || memchr(s, '\\', len);
	if (len < 2 || quoted || (open && close) || (!open && !close))
		return;
	if (strchr("{}", *s) || strchr("{}", s[len - 1]))
		lint_say(l, LINT_GLUED_BRACE, at,
			"put a blank between the brace and the word, or quote it",
			"the brace is a part of the word ", arena_text(l->x, s, len));
}

static void check_substitution(struct lint *l, char const *s, size_t len, uint32_t at)
{
	char const *text = arena_text(l->x, s, len);
	if (strchr(text, '"') || strchr(text, '\\'))
		return;
	if (*text == '`' || strstr(text, "$("))
		lint_say(l, LINT_SHELL_SYNTAX, at, "backtick -E x { command } and then $x",
			"no command is run inside a word: ", text);
	else if (*text == '~' && (!text[1] || text[1] == '/'))
		lint_say(l, LINT_SHELL_SYNTAX, at, "importas -i home HOME and then ${home}",
			"~ is not the home directory: ", text);
}

void lint_text(struct lint *l)
{
	struct token const *t = l->tokens.v, *end = t + l->tokens.n;
	for (; t < end; t++) {
		char const *s = l->src.text + t->from;
		size_t len = t->to - t->from;
		if (t->kind != TOKEN_WORD)
			continue;
		check_braces(l, s, len, t->from + 1);
		check_substitution(l, s, len, t->from + 1);
		if (*s == '\'')
			lint_say(l, LINT_SINGLE_QUOTES, t->from + 1, "use double quotes",
				"single quotes do not quote: ", arena_text(l->x, s, len));
	}
}
