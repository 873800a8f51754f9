/* s6-overlay-suexec.c - run a block as root, where this program may, and go on as who started it. */
#include "account.h"
#include "builtin.h"

/* What a child does first: be root altogether, not only as far as the set-id bit goes. */
static int be_root(void *arg)
{
	(void)arg;
	return setresgid(0, 0, 0) < 0 ? -1 : setresuid(0, 0, 0);
}

static void tell(struct ctx *x, char const *id, char const *name, unsigned int n, char const *text)
{
	env_set_number(x, id, n);
	env_set(x, name, text);
}

static void tell_ids(struct ctx *x)
{
	tell(x, "UID", "USER", getuid(), account_user_text(x, getuid()));
	tell(x, "EUID", "EUSER", geteuid(), account_user_text(x, geteuid()));
	tell(x, "GID", "GROUP", getgid(), account_group_text(x, getgid()));
	tell(x, "EGID", "EGROUP", getegid(), account_group_text(x, getegid()));
	env_unset(x, "GIDLIST");
}

static struct next run_suexec(struct ctx *x, struct call const *c)
{
	struct account self = { .uid = getuid(), .gid = getgid() };
	struct plan plan = PLAN_NONE;
	int wstat;
	tell_ids(x);
	if (!geteuid() && self.uid)
		plan.setup = be_root;
	pid_t pid = spawn(x, words_copy(x, c->block[0]), &plan);
	if (pid < 0 || spawn_reap(pid, &wstat) < 0)
		return spawn_failed(x);
	if (wstat)
		return leave(status_code(wstat));
	char const *wrong = account_become(&self, ACCOUNT_UID | ACCOUNT_GID);
	return wrong ? failsys(x, "unable to ", wrong) : chain(c->rest);
}

struct cmd const cmd_s6_overlay_suexec = {
	.name = "s6-overlay-suexec",
	.brief = "run a block as root, if that is allowed, and go on as who started this",
	.says = "run the block as root, if this program is set-uid root; if it was true go on as who started it:",
	.form = "{ block... } prog...",
	.traits = FORKS,
	.run = run_suexec,
	.exits = "the block's, when that is not 0",
	.help = "For the start of a container. Only a program that is set-uid root has root to give; else the block "
		"runs as the present user. UID, EUID, GID, EGID and USER, EUSER, GROUP, EGROUP say who that is and what "
		"this was started as; GIDLIST is removed.",
	.example = "s6-overlay-suexec { s6-true } s6-echo done\n"
		   "> done",
};
