/* s6-sudo.c - have a server run its program for us. */
#include "builtin.h"
#include "forward.h"
#include "sudo.h"

struct opts {
	struct letters given;
};

static struct opt const opts[] = {
	ADD('q', "quiet", struct opts, given, "does nothing: it is quiet anyway"),
	ADD('Q', "normal", struct opts, given, "does nothing (default)"),
	ADD('v', "verbose", struct opts, given, "does nothing: there is no more to say"),
	ADD_WITH('p', "localpath", struct opts, given, "path", "bind our end to this path first"),
	ADD_WITH('l', "localname", struct opts, given, "name", "what IPCLOCALPATH becomes"),
	ADD('e', "no-env", struct opts, given, SUDO_NO_ENV_HELP),
	ADD_WITH('t', "timeout", struct opts, given, "ms", SUDO_TIMEOUT_HELP),
	ADD_WITH('T', "timeout-run", struct opts, given, "ms", SUDO_TIMEOUT_RUN_HELP),
	{ 0 },
};

static struct next run_sudo(struct ctx *x, struct call const *c)
{
	struct letters const *given = &((struct opts const *)c->opt)->given;
	struct line l = { .x = x };
	line_add(&l, "s6-ipcclient");
	line_options(&l, given, "qQvpl");
	line_add(&l, "--");
	line_add(&l, c->arg[0]);
	line_add(&l, "s6-sudoc");
	line_options(&l, given, "etT");
	line_add(&l, "--");
	return line_chain(&l, c->rest);
}

struct cmd const cmd_s6_sudo = {
	.name = "s6-sudo",
	.brief = "have a server run its program for us, with our arguments and descriptors",
	.says = "have the server at the local socket <path> run its program[args| with the arguments "
		"<args>|]",
	.form = "path [args...]",
	OPTS(struct opts, opts, .given.n = 0),
	.traits = PURE,
	.run = run_sudo,
	.operands = "path: the socket of a server that runs s6-sudod",
	.exits = SUDO_EXITS,
	.help = "Goes on with s6-ipcclient and s6-sudoc. What the program is, and as whom it runs, is up "
		"to the server; what comes of it is as if it had been run here.",
	.example = "s6-sudo /run/reboot.sock now",
};
