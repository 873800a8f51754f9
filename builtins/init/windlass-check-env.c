/* windlass-check-env.c - leave nothing in the environment that a container would trip over later. */
#include "builtin.h"

#include <limits.h>
#include <skalibs/types.h>

static char const *const numbers[] = {
	"S6_KEEP_ENV",
	"S6_LOGGING",
	"S6_BEHAVIOUR_IF_STAGE2_FAILS",
	"S6_KILL_FINISH_MAXTIME",
	"S6_KILL_GRACETIME",
	"S6_SERVICES_GRACETIME",
	"S6_SYNC_DISKS",
	"S6_FIX_ATTRS_HIDDEN",
	"S6_CMD_WAIT_FOR_SERVICES",
	"S6_CMD_WAIT_FOR_SERVICES_MAXTIME",
	"S6_CMD_RECEIVE_SIGNALS",
	"S6_CMD_USE_TERMINAL",
	"S6_VERBOSITY",
};

static void check_numbers(struct ctx *x)
{
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		unsigned int n;
		char const *value = env_value(x, numbers[i]);
		if (!value || (uint0_scan(value, &n) && n <= INT_MAX))
			continue;
		if (*value)
			warn(x, numbers[i], " is not a number: ", value, ": using the default");
		env_unset(x, numbers[i]);
	}
}

/* Variables become files, so that with-contenv finds them. */
static void check_names(struct ctx *x)
{
	for (size_t i = x->env.n; i--;) {
		size_t len = strcspn(x->env.v[i], "=");
		char const *name = arena_text(x, x->env.v[i], len);
		if (len <= NAME_MAX && *name && *name != '.' && !strchr(name, '/'))
			continue;
		warn(x, "unable to keep the variable ", name, " for the command");
		env_unset(x, name);
	}
}

static struct next run_check_env(struct ctx *x, struct call const *c)
{
	char const *run = env_value(x, "WINDLASS_RUN");
	x->prog = "init";
	if (run && *run != '/')
		return fail(x, "WINDLASS_RUN is no absolute path: ", run);
	check_numbers(x);
	check_names(x);
	return chain(c->rest);
}

struct cmd const cmd_windlass_check_env = {
	.name = "windlass-check-env",
	.brief = "drop variables that a container could not use, and say so; then go on",
	.form = "prog...",
	.traits = PURE,
	.run = run_check_env,
	.help = "The variables are those that the init reads (doc/container.md). What is not a "
		"number but has to be is dropped, and so are names that no file can have.",
	.example = "windlass-check-env init",
};
