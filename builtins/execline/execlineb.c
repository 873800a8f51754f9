/* execlineb.c - read a script and go on with its words. */
#include <skalibs/djbunix.h>
#include <skalibs/types.h>

#include "execline.h"
#include "lex.h"

enum { PUSH, KEEP, STORE, SUBSTITUTE, SUBSTITUTE_AFTER };
enum { STRICT_AS_IS = -1 };

struct opts {
	char const *text;
	int mode, strict, ignored, check;
	unsigned int min;
};

static struct opt const opts[] = {
	STR('c', 0, struct opts, text, "script", "run this text instead of a file"),
	SET('p', 0, struct opts, mode, STORE, "set the positional parameters, push nothing"),
	SET('P', 0, struct opts, mode, KEEP, "leave the positional parameters alone"),
	NUM('S', 0, struct opts, min, 1 << 20, "nmin",
		"substitute $#, $@, $0 and $1 on, at least nmin of them; leave the environment "
		"alone",
		ALSO(struct opts, mode, SUBSTITUTE)),
	NUM('s', 0, struct opts, min, 1 << 20, "nmin", "as -S, but $@ starts after nmin of them",
		ALSO(struct opts, mode, SUBSTITUTE_AFTER)),
	SET('q', 0, struct opts, strict, 0, "do not complain about unquoted blocks"),
	SET('w', 0, struct opts, strict, 1, "warn about unquoted blocks"),
	SET('W', 0, struct opts, strict, 2, "refuse unquoted blocks"),
	SET('n', 0, struct opts, check, 1, "do not run the script, say what is wrong in it"),
	SET('e', 0, struct opts, ignored, 1, "does nothing (for callers that run $SHELL -ec)"),
	{ 0 },
};

/* The text of a script that is part of this program, or 0. */
static char const *embedded(char const *name)
{
	static char const prefix[] = "windlass:";
	if (strncmp(name, prefix, sizeof prefix - 1))
		return 0;
	struct cmd const *cmd = cmd_by_path(name + sizeof prefix - 1);
	return cmd ? cmd->script : 0;
}

static int load(char const *name, struct script *src)
{
	stralloc text = STRALLOC_ZERO;
	src->name = name;
	src->text = embedded(name);
	if (src->text) {
		src->name = strchr(name, ':') + 1;
		src->len = strlen(src->text);
		return 1;
	}
	if (!openslurpclose(&text, name) || !stralloc_0(&text))
		return 0;
	src->text = text.s;
	src->len = text.len - 1;
	return 1;
}

/* EXECLINE_STRICT for the chain: what -q, -w, -W say, or what was inherited, if that is valid. */
static void set_strict(struct ctx *x, struct opts const *o)
{
	char const *inherited = env_value(x, "EXECLINE_STRICT");
	unsigned int n;
	if (o->strict == 0)
		env_unset(x, "EXECLINE_STRICT");
	else if (o->strict > 0)
		env_set_number(x, "EXECLINE_STRICT", (unsigned long)o->strict);
	else if (inherited && !uint0_scan(inherited, &n)) {
		warn(x, "invalid EXECLINE_STRICT value: ", inherited);
		env_unset(x, "EXECLINE_STRICT");
	}
}

static void add_number(struct ctx *x, struct vars *vars, size_t n, char const *value)
{
	char b[DECIMAL];
	char const **v = arena_get(x, sizeof *v);
	decimal(b, n);
	*v = value;
	vars_add(x, vars, arena_text(x, b, strlen(b)), v, 1);
}

/* The script's arguments, and its name as it was given. */
struct args {
	char const *zero;
	char const *const *argv;
	size_t argc;
};

/* $#, $@ (without the first SKIP), $0, and $1 to $MIN at least. */
static struct word *substitute_args(
	struct ctx *x, struct word *words, struct args const *a, size_t min, size_t skip)
{
	struct vars vars = { 0 };
	char b[DECIMAL];
	char const **count = arena_get(x, sizeof *count);
	decimal(b, a->argc);
	*count = arena_text(x, b, strlen(b));
	vars_add(x, &vars, "#", count, 1);
	add_number(x, &vars, 0, a->zero);
	for (size_t i = 1; i <= a->argc || i <= min; i++)
		add_number(x, &vars, i, i <= a->argc ? a->argv[i - 1] : "");
	skip = skip < a->argc ? skip : a->argc;
	vars_add(x, &vars, "@", a->argv + skip, a->argc - skip);
	return substitute(x, words, &vars);
}

/* Hands the arguments to the script, in its words or in its environment. */
static struct next pass_args(
	struct ctx *x, struct opts const *o, struct word *words, struct args const *a)
{
	if (o->mode >= SUBSTITUTE) {
		if (too_few_arguments(x, a->argc, o->min, o->strict != 0) < 0)
			return leave(100);
		return chain(substitute_args(
			x, words, a, o->min, o->mode == SUBSTITUTE_AFTER ? o->min : 0));
	}
	if (o->mode == PUSH)
		env_push(x, "#");
	if (o->mode != KEEP)
		env_positional(x, a->zero, a->argc, a->argv);
	return chain(words);
}

/* Goes on with windlass-check for the script, which is told what the options say about arguments. */
static struct next check(struct ctx *x, struct opts const *o, struct word const *file)
{
	static char const *const letters[] = { 0, "-P", "-p", "-S", "-s" };
	char b[DECIMAL];
	struct word words[5] = { word_make("windlass-check", x->at) }, *w = words + 1;
	if (o->mode != PUSH)
		*w++ = word_make(join(x, "--args=", letters[o->mode],
					 o->mode < SUBSTITUTE ? "" : decimal(b, o->min)),
			x->at);
	*w++ = word_make(o->text ? "--script" : "--", x->at);
	*w++ = o->text ? word_make(o->text, x->at) : *file;
	return chain(words_copy(x, words));
}

static struct next run_execlineb(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct script src = { .name = "-c", .text = o->text, .len = o->text ? strlen(o->text) : 0 };
	struct args a = { .zero = c->name };
	struct word *args = c->rest, *words;
	if (!o->text && !args->s)
		return usage(x, c->cmd);
	if (o->check)
		return check(x, o, args);
	if (!o->text) {
		a.zero = word_wire(x, args++);
		if (!load(a.zero, &src))
			return failsys(x, "unable to read ", a.zero);
	}
	set_strict(x, o);
	x->src = src;
	char const *wrong = lex(x, &src, &words);
	if (wrong)
		return fail(x, wrong);
	if (!words->s)
		return leave(0);
	a.argv = words_argv(x, args);
	a.argc = words_len(args);
	return pass_args(x, o, words, &a);
}

struct cmd const cmd_execlineb = {
	.name = "execlineb",
	.brief = "run a script",
	.says = "[-c|run this text as a script|run the script], and [-S|replace $1 and so on, $# "
		"and $@ by its arguments|[-s|replace $1 and so on, $# and $@ by its arguments, "
		"of which $@ leaves out the first <-s>|[-P|keep the arguments out of it|[-p|set "
		"the variables #, 0, 1 and so on to its arguments|keep its arguments in the "
		"variables #, 0, 1 and so on]]]]",
	.form = "[file-and-args...]",
	OPTS(struct opts, opts, .mode = PUSH, .strict = STRICT_AS_IS),
	.traits = PURE,
	.run = run_execlineb,
	.exits = "0 for an empty script, 100 for one that cannot be parsed, 111 for one that "
		 "cannot be "
		 "read, else the chain's",
	.help = "Without -p, -P, -S or -s the positional parameters are pushed: $# becomes the "
		"variable #, "
		"and so on. The last of these options counts.",
	.example = "execlineb -c \"echo hello\"\n"
		   "> hello\n"
		   "\n"
		   "execlineb -S1 script one two",
};
