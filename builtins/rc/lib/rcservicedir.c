/* rcservicedir.c - writing the service directory of a longrun. */
#include "rcservicedir.h"

#include <errno.h>
#include <fcntl.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "diag.h"
#include "maker.h"
#include "quote.h"
#include "tree.h"

static int unable(struct rc_writing const *w, char const *name)
{
	diag_sys(w->s->x, "fatal", DIAG_PARTS("unable to write ", w->path, "/", name));
	return -1;
}

/* Errors of writing may come as late as when the file is closed. */
int rc_write_file(struct rc_writing const *w, char const *name, char const *text, size_t len,
	unsigned int mode)
{
	int fd = openat(w->fd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	if (fd < 0)
		return unable(w, name);
	size_t done = len ? allwrite(fd, text, len) : 0;
	int err = errno;
	if (close(fd) < 0)
		return unable(w, name);
	errno = err;
	return done < len ? unable(w, name) : 0;
}

static char const *below(struct rc_writing const *w, struct rc_def const *d, char const *name)
{
	return join(w->s->x, d->name, "/", name);
}

static int make_dir(struct rc_writing const *w, char const *name)
{
	return mkdirat(w->fd, name, 0755) < 0 ? unable(w, name) : 0;
}

static int copy_trees(struct rc_writing const *w, struct rc_def const *d)
{
	static char const *const names[] = {
		[RC_DATA] = "data", [RC_ENV] = "env", [RC_TEMPLATE] = "template"
	};
	struct ctx *x = w->s->x;
	for (int i = 0; i < RC_TREES; i++) {
		if (!d->tree[i])
			continue;
		char const *from = join(x, d->dir, "/", names[i]),
			   *blame = tree_copy(x, join(x, from, "/."),
				   join(x, w->path, "/", d->name, "/", names[i]));
		if (blame) {
			diag_sys(x, "fatal", DIAG_PARTS("unable to copy ", from, ": ", blame));
			return -1;
		}
	}
	if (!d->tree[RC_TEMPLATE])
		return 0;
	return make_dir(w, below(w, d, "instance")) < 0 || make_dir(w, below(w, d, "instances")) < 0
		       ? -1
		       : 0;
}

/* What a service finds in its way to where it reads and writes, before its own program. */
static void pipe_lines(struct rc_def const *d, struct ctx *x, stralloc *to)
{
	static char const socket[] = "../" RC_FDHOLDER "/s";
	if (d->consumer) {
		/* descriptor 0 is where it comes in: what is there stands aside */
		if (!d->list[RC_READS].n)
			maker_text(to,
				"fdreserve 1\nmultisubstitute { importas -i -u fd FD0 }\nfdmove ${fd} 0\n");
		maker_line(to, "s6-fdholder-retrieve", socket,
			join(x, "pipe:s6rc-w-", d->consumer->name));
		maker_text(to, "fdmove 1 0\n");
		if (!d->list[RC_READS].n)
			maker_text(to, "fdmove 0 ${fd}\n");
	}
	if (d->list[RC_READS].n)
		maker_line(to, "s6-fdholder-retrieve", socket, join(x, "pipe:s6rc-r-", d->name));
}

/* NAME, which goes on as NAME.user when all is prepared. */
static int write_wrapper(
	struct rc_writing const *w, struct rc_def const *d, struct rc_file const *f)
{
	struct ctx *x = w->s->x;
	stralloc text = STRALLOC_ZERO;
	maker_shebang(x, &text, "-S0");
	if (d->parameter)
		maker_line(&text, "export", "RC_PARAMETER", d->parameter);
	pipe_lines(d, x, &text);
	maker_text(&text, "./");
	maker_text(&text, f->name);
	maker_text(&text, ".user $@\n");
	int r = rc_write_file(w, below(w, d, f->name), text.s, text.len, 0755);
	stralloc_free(&text);
	return r;
}

static int write_program(
	struct rc_writing const *w, struct rc_def const *d, struct rc_file const *f)
{
	char const *name = f->name;
	if (!f->text)
		return 0;
	if (d->parameter || d->consumer || d->list[RC_READS].n) {
		if (write_wrapper(w, d, f) < 0)
			return -1;
		name = join(w->s->x, name, ".user");
	}
	return rc_write_file(w, below(w, d, name), f->text, f->len, 0755);
}

int rc_servicedir(struct rc_writing const *w, struct rc_def const *d)
{
	if (make_dir(w, d->name) < 0 || write_program(w, d, &d->run) < 0 ||
		write_program(w, d, &d->finish) < 0)
		return -1;
	for (struct rc_put const *p = d->put; p; p = p->next)
		if (rc_write_file(w, below(w, d, p->name), p->text, p->len, p->mode) < 0)
			return -1;
	return copy_trees(w, d);
}
