/* windlass-fmt.c - scripts in their canonical layout. */
#include "fmt.h"

#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <stdio.h>
#include <sys/stat.h>

#include "builtin.h"

struct opts {
	int write, check;
};

static struct opt const opts[] = {
	SET('w', "write", struct opts, write, 1, "rewrite the files instead of printing them"),
	SET('c', "check", struct opts, check, 1,
		"list the files that would change, and leave with 1 if there are any"),
	{ 0 },
};

/* A file that is read and laid out. */
struct file {
	char const *name;
	stralloc text, result;
};

static void file_free(struct file *f)
{
	stralloc_free(&f->text);
	stralloc_free(&f->result);
}

static int is_changed(struct file const *f)
{
	return f->text.len != f->result.len || memcmp(f->text.s, f->result.s, f->text.len);
}

/* Fills the new file FD, which gets the owner and mode ST. Only root can give a file away: for others the
   owner is the same already, or the group cannot be kept. 0, or -1 with errno. */
static int fill(int fd, struct file const *f, struct stat const *st)
{
	if (allwrite(fd, f->result.s, f->result.len) < f->result.len)
		return -1;
	if (fchown(fd, st->st_uid, st->st_gid) < 0 && errno != EPERM)
		return -1;
	return fchmod(fd, st->st_mode & 07777) < 0 ? -1 : fsync(fd);
}

/* Replaces the file, or what it is a link to, by way of one beside it. 0, or -1 with errno. */
static int replace(struct ctx *x, struct file const *f)
{
	struct stat st;
	char *name = realpath(f->name, 0), *beside = join(x, name ? name : "", ".fmt.XXXXXX");
	int fd = !name || stat(name, &st) < 0 ? -1 : mkstemp(beside);
	int bad = fd < 0 || fill(fd, f, &st) < 0 || rename(beside, name) < 0;
	int err = errno;
	if (fd >= 0)
		fd_close(fd);
	if (bad && fd >= 0)
		unlink(beside);
	free(name);
	errno = err;
	return -bad;
}

/* Lays the text out. A fault is told with its place in the file. */
static struct next lay_out(struct ctx *x, struct file *f)
{
	struct script before = x->src;
	x->src = (struct script){ .name = f->name, .text = f->text.s, .len = f->text.len };
	char const *wrong = fmt(x, &x->src, &f->result);
	struct next n = wrong ? fail(x, wrong) : chain(0);
	x->src = before;
	return n;
}

static struct next deliver(struct ctx *x, struct opts const *o, struct file const *f, int *changed)
{
	int differs = is_changed(f);
	*changed |= differs;
	if (o->check && differs) {
		put_text(x, f->name);
		put_text(x, "\n");
	}
	if (o->write && differs && replace(x, f) < 0)
		return failsys(x, "unable to rewrite ", f->name);
	if (!o->check && !o->write)
		put(x, f->result.s, f->result.len);
	return chain(0);
}

/* Does FILE, stdin if that is 0. */
static struct next one(struct ctx *x, struct opts const *o, char const *file, int *changed)
{
	struct file f = { .name = file ? file : "stdin" };
	int read = file ? openslurpclose(&f.text, file) : slurp(&f.text, 0);
	struct next n = chain(0);
	if (!read || !stralloc_ready(&f.result, 1))
		n = failsys(x, "unable to read ", f.name);
	if (n.how == NEXT_CHAIN)
		n = lay_out(x, &f);
	if (n.how == NEXT_CHAIN)
		n = deliver(x, o, &f, changed);
	file_free(&f);
	return n;
}

static struct next run_fmt(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	int changed = 0, code = 0;
	if (!c->rest->s) {
		struct next n = o->write ? usage(x, c->cmd) : one(x, o, 0, &changed);
		return n.how == NEXT_EXIT ? n : leave(o->check && changed);
	}
	for (struct word *w = c->rest; w->s; w++) {
		struct arena mark = arena_mark(x);
		x->at = w->at;
		struct next n = one(x, o, word_wire(x, w), &changed);
		arena_release(x, mark);
		if (n.how == NEXT_EXIT && n.code > code)
			code = n.code;
	}
	return leave(code ? code : o->check && changed);
}

struct cmd const cmd_windlass_fmt = {
	.name = "windlass-fmt",
	.brief = "lay scripts out, one command a line",
	.form = "[files...]",
	OPTS(struct opts, opts, 0),
	.traits = LEAF,
	.run = run_fmt,
	.exits =
		"1 when -c finds a file that would change, 100 for a script that cannot be parsed, 111 "
		"for a file that cannot be read or written",
	.help = "Without files, stdin. Words and comments stay as they are written; only blanks and "
		"newlines change. A file that cannot be parsed stays as it is, the others are done.",
	.example = "pipeline { s6-echo \"if { s6-true }   s6-echo yes\" } windlass fmt\n"
		   "> if { s6-true }\n"
		   "> s6-echo yes",
};
