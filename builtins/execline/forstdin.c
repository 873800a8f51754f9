/* forstdin.c - run a command once for every line of stdin. */
#include "execline.h"

struct opts {
	struct loop_opts loop;
	struct line_opts line;
};

static struct opt const opts[] = {
	LOOP_OPTS(struct opts, loop),
	LINE_OPTS(struct opts, line),
	{ 0 },
};

static struct next run_forstdin(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct bodies b;
	struct next n = bodies_start(&b, x, c, &o->loop, c->arg[0], c->rest);
	return n.how == NEXT_EXIT ? n : bodies_of_lines(&b, 0, &o->line);
}

struct cmd const cmd_forstdin = {
	.name = "forstdin",
	.brief = "run a command once for every line of stdin",
	.says = "for each line of stdin, [--autoimport|replace ${<variable>} by it|set the "
		"variable <variable> to it] and run the body[--parallel|; all bodies run at "
		"once][--maxpar|; <--maxpar> bodies run at once][--ok|; end the loop unless the "
		"body leaves with <--ok>][--break|; end the loop when the body leaves with "
		"<--break>]; then leave:",
	.form = "variable body...",
	OPTS(struct opts, opts, .loop = { .break_on = 1 }, .line = { .delim = "\n" }),
	.traits = FORKS,
	.run = run_forstdin,
	.exits = "0 at the end, 1 when there was no line, the body's when that ended the loop",
	.help = "The bodies share stdin, of which more may have been read than they have seen.",
	.example = "pipeline { seq 2 } forstdin n importas -i i n echo \"line ${i}\"\n"
		   "> line 1\n"
		   "> line 2",
};
