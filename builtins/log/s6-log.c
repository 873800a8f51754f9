/* s6-log.c - read lines, stamp them, sort them, write them to rotating files. */
#include "logger.h"

static struct opt const opts[] = { LOG_OPTIONS(
	"how long to wait for the end of a line before leaving (default 2000), 0 for ever") };

static struct next run_log(struct ctx *x, struct call const *c)
{
	struct log_opts o = *(struct log_opts const *)c->opt;
	struct logger *g = arena_get(x, sizeof *g);
	struct source in = { .fd = 0 };
	*g = (struct logger){ 0 };
	struct next n = logger_start(g, x, &o, c->rest);
	if (n.how == NEXT_EXIT)
		return n;
	if (source_add(g, &in) < 0)
		return failsys(x, "unable to wait for stdin");
	return logger_serve(g);
}

struct cmd const cmd_s6_log = {
	.name = "s6-log",
	.brief = "sort lines from stdin into rotating logs",
	.says = LOG_SAYS,
	.form = "directives...",
	OPTS(struct log_opts, opts, LOG_OPTS_INITIAL),
	.traits = LEAF | FRESH,
	.run = run_log,
	.exits = "0 at the end of stdin, and after SIGTERM and SIGHUP; 100 for wrong directives",
	.help = "Directives are taken from left to right, for every line. Settings hold from where "
		"they stand; t, T, P and j hold for one action.\n\n" //
	LOG_DIRECTIVES(LOG_HELP,
		LOG_HELP_NUM) "\n"
			      "SIGALRM rotates every logdir. SIGTERM and SIGHUP end s6-log after what is there to be "
			      "read by then, and the line that is being read.",
	.example = "s6-log -b n20 s1000000 T /var/log/web\n\n"
		   "pipeline { s6-seq 12 } s6-log - +2 1\n"
		   "> 2\n"
		   "> 12",
};
