/* backtick.c - put what a block writes into a variable, then go on. */
#include <sys/wait.h>

#include "execline.h"

enum { LEAVE, TAKE, REMOVE, DEFAULT };
enum { NUL_WRITTEN = 124 };

struct opts {
	int otherwise, keep, autoimport;
	char const *fallback;
};

static struct opt const opts[] = {
	SET('i', "insist", struct opts, otherwise, LEAVE,
		"leave when the block fails or writes a null character (default)"),
	SET('I', "no-insist", struct opts, otherwise, TAKE,
		"take what the block has written, up to a null character"),
	SET('x', "unexport", struct opts, otherwise, REMOVE,
		"remove the variable when the block fails or writes a null character"),
	STR('D', "default", struct opts, fallback, "default",
		"the value when the block fails or writes a null character",
		ALSO(struct opts, otherwise, DEFAULT)),
	SET('N', "no-chomp", struct opts, keep, 1, "keep a newline at the end"),
	SET('n', "chomp", struct opts, keep, 0, "remove a newline at the end (default)"),
	AUTOIMPORT_OPTS(struct opts, autoimport),
	{ 0 },
};

/* What the block came to is not good. Returns chain(0) to go on with *VALUE, which 0 removes. */
static struct next otherwise(struct ctx *x, struct opts const *o, int wstat, char const **value)
{
	char b[DECIMAL];
	if (!wstat && (o->otherwise == REMOVE || o->otherwise == DEFAULT))
		warn(x, "child wrote a null character");
	if (o->otherwise == REMOVE)
		*value = 0;
	if (o->otherwise == DEFAULT)
		*value = o->fallback;
	if (o->otherwise != LEAVE)
		return chain(0);
	if (!wstat)
		return failcode(x, NUL_WRITTEN, "child wrote a null character");
	if (WIFSIGNALED(wstat))
		return failcode(x, status_code(wstat), "child crashed with signal ",
			decimal(b, (unsigned long)WTERMSIG(wstat)));
	return failcode(x, status_code(wstat), "child exited with ",
		decimal(b, (unsigned long)WEXITSTATUS(wstat)));
}

/* The text that the block wrote, without the newline at its end. *WHOLE is 0 if it held a NUL. */
static char *text_of(struct ctx *x, stralloc const *out, int keep, int *whole)
{
	char *text = arena_text(x, out->s ? out->s : "", out->len);
	size_t len = strlen(text);
	*whole = len == out->len;
	if (!keep && len && text[len - 1] == '\n')
		text[len - 1] = 0;
	return text;
}

static struct next run_backtick(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	stralloc out = STRALLOC_ZERO;
	int wstat, whole;
	struct next n = check_variable(x, c->arg[0]);
	if (n.how == NEXT_EXIT)
		return n;
	if (spawn_read(x, c->block[0], &out, &wstat) < 0)
		return spawn_failed(x);
	char const *value = text_of(x, &out, o->keep, &whole);
	stralloc_free(&out);
	if (wstat || !whole)
		n = otherwise(x, o, wstat, &value);
	if (n.how == NEXT_EXIT)
		return n;
	if (o->otherwise != LEAVE)
		env_set_number(x, "?", status_exact(wstat));
	return hand_over(x, c->rest, c->arg[0], value, o->autoimport);
}

struct cmd const cmd_backtick = {
	.name = "backtick",
	.brief = "put what a block writes into a variable, then go on",
	.says = "run this block and [--autoimport|replace ${<variable>} by what it writes in "
		"what follows|put what it writes into the variable <variable>][--default|; if "
		"the block fails, <--default> instead|[--unexport|; if the block fails, remove "
		"the variable|[--no-insist|, whether the block fails or not|; leave if the block "
		"fails]]]:",
	.form = "variable { block... } prog...",
	OPTS(struct opts, opts, 0),
	.traits = FORKS,
	.run = run_backtick,
	.exits = "the block's when that is not 0 and none of -I, -x and -D was given, 124 when it "
		 "wrote a null character",
	.help = "With -I, -x or -D the variable ? becomes what the block came to, as with "
		"foreground.",
	.example = "backtick name { echo world } importas -i who name echo \"hello ${who}\"\n"
		   "> hello world",
};
