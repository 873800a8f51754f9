/* ucspilogd.c - make words of the numbers that messages of syslog begin with. */
#include "builtin.h"
#include "linefilter.h"
#include "priority.h"

struct opts {
	char const *undefined;
};

static struct opt const opts[] = {
	STR('D', "default", struct opts, undefined, "text",
		"what stands for a variable that is not set (default <undefined>)"),
	{ 0 },
};

/* What stands before every line. */
static struct next make_head(
	struct ctx *x, struct word *names, char const *undefined, stralloc *head)
{
	for (; names->s; names++) {
		char const *value = env_value(x, word_wire(x, names));
		if (!stralloc_cats(head, value ? value : undefined) || !stralloc_cats(head, ": "))
			return failsys(x, "unable to get memory");
	}
	return chain(0);
}

static int message(void *head, stralloc *out, char const *line, size_t len)
{
	stralloc const *h = head;
	int n = stralloc_catb(out, h->s, h->len) ? priority_add(out, line, len) : -1;
	return n >= 0 && stralloc_catb(out, line + n, len - (size_t)n);
}

static struct next run_ucspilogd(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	stralloc head = STRALLOC_ZERO;
	struct next n = make_head(x, c->rest, o->undefined, &head);
	if (n.how == NEXT_EXIT)
		return n;
	char const *wrong = linefilter(0, 1, message, &head, LINEFILTER_COMPLETE | LINEFILTER_NUL);
	stralloc_free(&head);
	return wrong ? failsys(x, "unable to ", wrong) : leave(0);
}

struct cmd const cmd_ucspilogd = {
	.name = "ucspilogd",
	.brief = "put the numbers that messages of syslog begin with into words",
	.says = "write the lines of stdin with words for the numbers that messages of syslog begin with"
		"[variables|, the values of <variables> in front]",
	.form = "[variables...]",
	OPTS(struct opts, opts, .undefined = "<undefined>"),
	.traits = LEAF,
	.run = run_ucspilogd,
	.operands = "variables: environment variables whose values go in front of every line",
	.help = "A line may end in a newline or a NUL. <13> becomes user.notice, for example. It is what a "
		"server runs for each client of a stream socket of syslog.",
	.example = "pipeline { s6-echo <13>hello } ucspilogd\n"
		   "> user.notice: hello",
};
