/* windlass-check-env.c - leave nothing in the environment that a container would trip over later. */
#include "builtin.h"

#include <limits.h>

#include "initvars.h"

static void check_numbers(struct ctx *x)
{
	for (struct initvar const *v = initvars; v->name; v++) {
		char const *value = env_value(x, v->name);
		if (!value || initvar_fits(v, value))
			continue;
		if (*value)
			warn(x, v->name, " is not a number: ", value, ": using the default");
		env_unset(x, v->name);
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
