/* s6-overlay-stat.c - who owns a file, and who may do what with it. */
#include <sys/stat.h>

#include "account.h"
#include "builtin.h"

static struct {
	mode_t bit;
	char const *tag;
} const tags[] = {
	{ S_IXOTH, "ox" },
	{ S_IWOTH, "ow" },
	{ S_IROTH, "or" },
	{ S_IXGRP, "gx" },
	{ S_IWGRP, "gw" },
	{ S_IRGRP, "gr" },
	{ S_IXUSR, "ux" },
	{ S_IWUSR, "uw" },
	{ S_IRUSR, "ur" },
	{ S_ISVTX, "os" },
	{ S_ISGID, "gs" },
	{ S_ISUID, "us" },
};

static struct next run_stat(struct ctx *x, struct call const *c)
{
	struct stat st;
	char uid[DECIMAL], gid[DECIMAL];
	x->at = c->arg_at[0];
	if (stat(c->arg[0], &st) < 0)
		return failsys(x, "unable to stat ", c->arg[0]);
	decimal(uid, st.st_uid);
	decimal(gid, st.st_gid);
	put_text(x, join(x, "uid=", uid, "\nuser=", account_user_text(x, st.st_uid), "\ngid=", gid,
			    "\ngroup=", account_group_text(x, st.st_gid), "\nperms="));
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (st.st_mode & tags[i].bit)
			put_text(x, tags[i].tag);
	put(x, "\n", 1);
	return leave(0);
}

struct cmd const cmd_s6_overlay_stat = {
	.name = "s6-overlay-stat",
	.brief = "write who owns a file and its permissions, as a shell can read them",
	.form = "path",
	.traits = LEAF,
	.run = run_stat,
	.operands = "path: the file; a link is followed",
	.help = "Lines are uid=, user=, gid=, group= and perms=. Ids without a name are numbers there too. "
		"perms holds a tag for each bit that is set: o, g or u for others, the group or the user, and x, w or "
		"r; os is sticky, gs and us set the group or user.",
	.example = "s6-overlay-stat /run",
};
