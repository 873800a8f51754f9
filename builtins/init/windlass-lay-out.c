/* windlass-lay-out.c - make the files that the state of a container begins with. */
#include "builtin.h"

#include <errno.h>
#include <unistd.h>

#include "layout.h"
#include "quote.h"

struct opts {
	int handlers;
};

static struct opt const opts[] = {
	SET('s', "signals", struct opts, handlers, 1,
		"signals are for windlass-signal, not for the supervisor"),
	{ 0 },
};

enum { SCRIPTS = 16 };

/* Scripts know where the state is: who runs them need not. */
static char const *script(struct ctx *x, char const *run, char const *what)
{
	stralloc quoted = STRALLOC_ZERO;
	quote_word(&quoted, run, strlen(run));
	stralloc_0(&quoted);
	char const *text = join(
		x, "#!/command/execlineb -S0\nexport WINDLASS_RUN ", quoted.s, "\n", what, "\n");
	stralloc_free(&quoted);
	return text;
}

static char const *lay_out(struct ctx *x, char const *run, char const *finish, int handlers)
{
	static struct layout_row const plain[] = {
		{ "s6/env-stage3/", 0 },
		{ "service/.s6-svscan/", 0 },
		{ "s6-linux-init-container-results/exitcode", "0\n" },
		{ 0, 0 },
	};
	static char const *const halts[] = { "halt", "poweroff", "reboot", "shutdown" };
	static char const *const signals[] = { "TERM", "INT", "USR1", "USR2", "PWR", "QUIT",
		"WINCH" };
	struct layout_row scripts[SCRIPTS];
	size_t n = 0;
	scripts[n++] = (struct layout_row){ "service/.s6-svscan/finish", script(x, run, finish) };
	for (size_t i = 0; i < sizeof halts / sizeof *halts; i++)
		scripts[n++] = (struct layout_row){ join(x, "s6/basedir/bin/", halts[i]),
			script(x, run, "windlass-halt") };
	for (size_t i = 0; handlers && i < sizeof signals / sizeof *signals; i++)
		scripts[n++] = (struct layout_row){ join(x, "service/.s6-svscan/SIG", signals[i]),
			script(x, run, join(x, "windlass-signal ", signals[i])) };
	scripts[n] = (struct layout_row){ 0, 0 };
	char const *blame = layout_write(x, run, plain);
	return blame ? blame : layout_write(x, run, scripts);
}

static struct next run_lay_out(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	char const *run = c->arg[0], *link = join(x, run, "/s6/services");
	char const *blame = lay_out(x, run, c->arg[1], o->handlers);
	if (!blame && symlink("../service", link) < 0 && errno != EEXIST)
		blame = link;
	return blame ? failsys(x, "unable to write ", blame) : leave(0);
}

struct cmd const cmd_windlass_lay_out = {
	.name = "windlass-lay-out",
	.brief = "make the files that the state of a container begins with",
	.form = "directory finish",
	OPTS(struct opts, opts, 0),
	.traits = PURE | LEAF,
	.run = run_lay_out,
	.operands =
		"directory: the state directory\nfinish: the command that the supervisor becomes when all has stopped",
	.help = "A part of init. They are the programs of the scan directory, halt and its like in s6/basedir/bin, and "
		"the exit code as it is before anything has happened.",
	.example = "windlass-lay-out /run windlass-stage3",
};
