/* s6-accessrules-cdb-from-fs.c - compile a tree of access rules. */
#include <dirent.h>
#include <fcntl.h>
#include <skalibs/cdbmake.h>
#include <skalibs/djbunix.h>
#include <stdio.h>
#include <sys/stat.h>

#include "accessrules.h"
#include "builtin.h"

struct opts {
	unsigned int mode;
};

static struct opt const opts[] = {
	OCT('m', "mode", struct opts, mode, 0777, "mode", "the mode of the file (default: 600)"),
	{ 0 },
};

struct compiler {
	struct ctx *x;
	char const *dir;
	cdbmaker maker;
	struct next answer; /* chain(0) while all is well */
};

/* Calls EACH for the entries of DIR but those that begin with a dot, until something is wrong. */
static void for_entries(struct compiler *m, char const *dir,
	void (*each)(struct compiler *m, char const *dir, char const *name))
{
	struct dirent const *e;
	DIR *d = opendir(dir);
	while (d && m->answer.how == NEXT_CHAIN && (errno = 0, e = readdir(d)))
		if (e->d_name[0] != '.')
			each(m, dir, e->d_name);
	if (m->answer.how == NEXT_CHAIN && (!d || errno))
		m->answer = failsys(m->x, "unable to read the directory ", dir);
	if (d)
		closedir(d);
}

static void add_rule(struct compiler *m, char const *dir, char const *name)
{
	struct ctx *x = m->x;
	struct arena mark = arena_mark(x);
	char const *path = join(x, dir, "/", name), *key = path + strlen(m->dir) + 1;
	stralloc text = STRALLOC_ZERO;
	struct rule r;
	if (rule_read(x, path, &r) < 0)
		m->answer = rule_failed(x, path);
	else if (r.verdict != RULE_NONE &&
		 (rule_pack(&r, &text) < 0 ||
			 !cdbmake_add(&m->maker, key, (unsigned int)strlen(key), text.s,
				 (unsigned int)text.len)))
		m->answer = failsys(x, "unable to add a rule");
	stralloc_free(&text);
	arena_release(x, mark);
}

static void add_kind(struct compiler *m, char const *dir, char const *name)
{
	for_entries(m, join(m->x, dir, "/", name), add_rule);
}

/* Compiles into FD, which is closed. */
static struct next compile(struct compiler *m, int fd, char const *file, unsigned int mode)
{
	if (!cdbmake_start(&m->maker, fd))
		m->answer = failsys(m->x, "unable to write to ", file);
	else
		for_entries(m, m->dir, add_kind);
	int ok = m->answer.how == NEXT_CHAIN;
	if (ok && (!cdbmake_finish(&m->maker) || fsync(fd) < 0 || fchmod(fd, mode) < 0))
		m->answer = failsys(m->x, "unable to write to ", file);
	fd_close(fd);
	return m->answer;
}

static struct next run_compile(struct ctx *x, struct call const *c)
{
	struct compiler *m = arena_get(x, sizeof *m);
	char const *file = c->arg[0];
	char *made = (char *)join(x, file, ":", c->cmd->name, ":XXXXXX");
	*m = (struct compiler){
		.x = x, .dir = c->arg[1], .maker = CDBMAKER_ZERO, .answer = chain(0)
	};
	int fd = mkostemp(made, O_CLOEXEC);
	if (fd < 0)
		return failsys(x, "unable to make ", file);
	struct next n = compile(m, fd, file, ((struct opts const *)c->opt)->mode);
	if (n.how == NEXT_CHAIN && rename(made, file) < 0)
		n = failsys(x, "unable to make ", file);
	if (n.how == NEXT_CHAIN)
		return leave(0);
	unlink(made);
	return n;
}

struct cmd const cmd_s6_accessrules_cdb_from_fs = {
	.name = "s6-accessrules-cdb-from-fs",
	.brief = "compile a tree of access rules into a cdb file",
	.says = "compile the access rules in <dir> into the file <cdb>",
	.form = "cdb dir",
	OPTS(struct opts, opts, .mode = 0600),
	.traits = LEAF,
	.run = run_compile,
	.operands = "cdb: the file to make, or to replace at once\n"
		    "dir: the rules, each a directory KIND/KEY in it",
	.help = "Makes what s6-ipcserver-access -x takes of what it takes with -i; its page says what a rule "
		"is. Rules with neither allow nor deny are left out. The variables of a rule take 4096 "
		"bytes at most, and so much of a program is taken.",
	.example = "s6-accessrules-cdb-from-fs rules.cdb rules",
};
