/* loopwhilex.c - run a command again and again. */
#include "execline.h"

struct opts {
	int negate, break_on;
	char const *codes;
};

static struct opt const opts[] = {
	SET('n', "negate", struct opts, negate, 1, "go on where the loop would end otherwise"),
	CODES_OPTS(struct opts, codes, break_on),
	{ 0 },
};

static struct next run_loopwhilex(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct codes k;
	int wstat, code = 0;
	char const *codes = o->codes ? o->codes : "0";
	struct next n = codes_read(x, c, &k, codes, o->break_on != o->negate);
	if (n.how == NEXT_EXIT)
		return n;
	do {
		struct arena mark = arena_mark(x);
		if (spawn_wait(x, words_copy(x, c->rest), &wstat) < 0)
			return spawn_failed(x);
		code = status_code(wstat);
		arena_release(x, mark);
	} while (codes_go_on(&k, code));
	return leave(code);
}

struct cmd const cmd_loopwhilex = {
	.name = "loopwhilex",
	.brief = "run a command again and again, as long as it is true",
	.says = "run the body again and again, as long as it is [--negate|false|true]; then "
		"leave:",
	.form = "body...",
	OPTS(struct opts, opts, 0),
	.traits = FORKS,
	.run = run_loopwhilex,
	.exits = "the body's last",
	.help = "It never goes on: it leaves when the loop ends. To do something then, run it in a "
		"block of foreground.",
	.example = "loopwhilex -n foreground { sleep 1 } s6-svok /run/service/web",
};
