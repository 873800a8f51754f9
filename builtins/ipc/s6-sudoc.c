/* s6-sudoc.c - hand our arguments, variables and descriptors to s6-sudod, and leave as its program does. */
#include <skalibs/djbunix.h>
#include <skalibs/uint32.h>

#include "builtin.h"
#include "sudo.h"

enum { READER = 6, WRITER = 7 };

struct opts {
	int no_env;
	unsigned int ms, run_ms;
};

static struct opt const opts[] = {
	SET('e', "no-env", struct opts, no_env, 1, SUDO_NO_ENV_HELP),
	NUM('t', "timeout", struct opts, ms, UINT32_MAX, "ms", SUDO_TIMEOUT_HELP),
	NUM('T', "timeout-run", struct opts, run_ms, UINT32_MAX, "ms", SUDO_TIMEOUT_RUN_HELP),
	{ 0 },
};

/* The texts of the 0-ended V, one behind the other. */
static struct sudo_texts gather(struct ctx *x, char const *const *v)
{
	struct sudo_texts t = { .n = 0 };
	size_t size = 0;
	for (; v[t.n]; t.n++)
		size += strlen(v[t.n]) + 1;
	char *to = arena_get(x, size + 1);
	t.s = to;
	t.len = (uint32_t)size;
	for (uint32_t i = 0; i < t.n; i++)
		to = stpcpy(to, v[i]) + 1;
	return t;
}

static struct next greet(struct ctx *x, int64_t deadline)
{
	char text[SUDO_GREETING];
	if (sudo_read(READER, text, sizeof text, deadline) < 0)
		return failsys(x, "unable to read the server's greeting");
	if (memcmp(text, SUDO_SERVER, sizeof text) != 0)
		return failcode(x, 111, "the server is no s6-sudod");
	return chain(0);
}

static struct next ask(struct ctx *x, struct sudo_request const *r, int64_t deadline)
{
	char answer;
	struct next n = greet(x, deadline);
	if (n.how == NEXT_EXIT)
		return n;
	if (sudo_send(WRITER, r, deadline) < 0)
		return failsys(x, "unable to send to the server");
	if (sudo_read(READER, &answer, 1, deadline) < 0)
		return failsys(x, "unable to read the server's answer");
	errno = (unsigned char)answer;
	return answer ? failsys(x, "the server was unable to run its program") : n;
}

static struct next run_sudoc(struct ctx *x, struct call const *c)
{
	static char const *const none[] = { 0 };
	struct opts const *o = c->opt;
	struct sudo_request r = { .args = gather(x, words_argv(x, c->rest)),
		.env = gather(x, o->no_env ? none : x->env.v),
		.fd = { 0, 1, 2 } };
	char status[SUDO_STATUS];
	uint32_t wstat;
	if (ndelay_on(READER) < 0 || ndelay_on(WRITER) < 0)
		return failsys(x, "unable to use the connection on descriptors 6 and 7");
	struct next n = ask(x, &r, sudo_deadline(o->ms));
	if (n.how == NEXT_EXIT)
		return n;
	if (sudo_read(READER, status, sizeof status, sudo_deadline(o->run_ms)) < 0)
		return failsys(x, "unable to wait for the server's program");
	uint32_unpack_big(status, &wstat);
	return leave(status_code((int)wstat));
}

struct cmd const cmd_s6_sudoc = {
	.name = "s6-sudoc",
	.brief =
		"hand arguments, variables and descriptors to s6-sudod, and leave as its program does",
	.form = "[args...]",
	OPTS(struct opts, opts, 0),
	.traits = LEAF,
	.run = run_sudoc,
	.exits = SUDO_EXITS,
	.help = "Talks to s6-sudod over the connection on descriptors 6 and 7, which s6-ipcclient has "
		"made. The program there gets our arguments behind its own, our stdin, stdout and stderr, "
		"and those of our variables that the server wants.",
	.example = "s6-ipcclient /run/reboot.sock s6-sudoc -e now",
};
