/* s6-softlimit.c - go on with other resource limits. */
#include <skalibs/types.h>
#include <sys/resource.h>

#include "builtin.h"

struct opts {
	struct letters given;
};

#define LIMIT(l, n, arg, help) ADD_WITH(l, n, struct opts, given, arg, help)

static struct opt const opts[] = {
	LIMIT('H', "both", 0, "set the hard limits too, from here on"),
	LIMIT('h', "hard", 0, "set the hard limits only, from here on"),
	LIMIT('a', "as", "bytes", "address space"),
	LIMIT('c', "core", "bytes", "core file size"),
	LIMIT('d', "data", "bytes", "data segment"),
	LIMIT('f', "fsize", "bytes", "size of files written"),
	LIMIT('l', "memlock", "bytes", "locked memory"),
	LIMIT('m', "memory", "bytes", "data, stack, locked memory and address space at once"),
	LIMIT('o', "nofile", "n", "open descriptors"),
	LIMIT('P', "rtprio", "n", "real-time priority"),
	LIMIT('p', "nproc", "n", "processes of the user"),
	LIMIT('r', "rss", "bytes", "resident memory"),
	LIMIT('s', "stack", "bytes", "stack"),
	LIMIT('t', "cpu", "seconds", "processor time"),
	{ 0 },
};

/* Letters, and the limit each sets; -m sets several. */
static struct {
	char letter;
	int resource;
} const limits[] = {
	{ 'a', RLIMIT_AS },
	{ 'c', RLIMIT_CORE },
	{ 'd', RLIMIT_DATA },
	{ 'f', RLIMIT_FSIZE },
	{ 'l', RLIMIT_MEMLOCK },
	{ 'm', RLIMIT_DATA },
	{ 'm', RLIMIT_STACK },
	{ 'm', RLIMIT_MEMLOCK },
	{ 'm', RLIMIT_AS },
	{ 'o', RLIMIT_NOFILE },
	{ 'P', RLIMIT_RTPRIO },
	{ 'p', RLIMIT_NPROC },
	{ 'r', RLIMIT_RSS },
	{ 's', RLIMIT_STACK },
	{ 't', RLIMIT_CPU },
};

enum { SOFT = 1, HARD = 2 };

static int set_limit(int resource, int which, rlim_t const *value)
{
	struct rlimit r;
	if (getrlimit(resource, &r) < 0)
		return -1;
	if (which & HARD)
		r.rlim_max = value ? *value : RLIM_INFINITY;
	if (which & SOFT)
		r.rlim_cur = !value || *value > r.rlim_max ? r.rlim_max : *value;
	return setrlimit(resource, &r);
}

static struct next set_letter(struct ctx *x, char letter, int which, char const *text)
{
	uint64_t n = 0;
	rlim_t value;
	if (strcmp(text, "=") != 0 && !uint640_scan(text, &n))
		return fail(x, "invalid limit for -", (char const[]){ letter, 0 }, ": ", text);
	value = n;
	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
		if (limits[i].letter == letter &&
			set_limit(limits[i].resource, which, *text == '=' ? 0 : &value) < 0)
			return failsys(x, "unable to set the limit -", (char const[]){ letter, 0 },
				" to ", text);
	return chain(0);
}

static struct next run_softlimit(struct ctx *x, struct call const *c)
{
	struct letters const *g = &((struct opts const *)c->opt)->given;
	int which = SOFT;
	for (unsigned int i = 0; i < g->n; i++) {
		if (!g->arg[i]) {
			which = g->s[i] == 'H' ? SOFT | HARD : HARD;
			continue;
		}
		struct next n = set_letter(x, g->s[i], which, g->arg[i]);
		if (n.how == NEXT_EXIT)
			return n;
	}
	return chain(c->rest);
}

struct cmd const cmd_s6_softlimit = {
	.name = "s6-softlimit",
	.brief = "go on with other resource limits",
	.says = "go on with other limits: <options>",
	.form = "prog...",
	OPTS(struct opts, opts, .given.n = 0),
	.run = run_softlimit,
	.help = "Soft limits are set, and never above the hard ones, unless -H or -h comes before. The "
		"value = stands for the hard limit, or for none where the hard one is set.",
	.example = "s6-softlimit -o 1024 -m 500000000 my-server",
};
