/* s6-logwatch.c - print a log as it is written, across rotations. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <sys/inotify.h>
#include <sys/stat.h>

#include "builtin.h"

struct opts {
	unsigned int most;
};

static struct opt const opts[] = {
	NUM('m', "buffer", struct opts, most, UINT32_MAX, "bytes",
		"read and write so much at once, at most (default 4000)"),
	{ 0 },
};

enum { CHANGES = IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVE | IN_DELETE_SELF | IN_ONLYDIR };

struct watcher {
	struct ctx *x;
	char const *path;
	int changes, current; /* current is -1 between two */
	struct stat st;       /* of current, or of the last one */
	char *buffer;
	size_t room;
	char last[NAME_MAX + 1]; /* the newest archive when current was opened */
};

/* All that FD still has. */
static int copy(struct watcher *w, int fd)
{
	ssize_t n;
	while ((n = fd_read(fd, w->buffer, w->room)) > 0)
		if (allwrite(1, w->buffer, (size_t)n) < (size_t)n)
			return -1;
	return n < 0 ? -1 : 0;
}

/* No descriptor of the directory is kept, nor of what has left it: while there is one, nobody is told that it is removed. */
static int open_in(struct watcher *w, char const *name, int flags)
{
	struct arena mark = arena_mark(w->x);
	int fd = open(join(w->x, w->path, "/", name), O_RDONLY | O_CLOEXEC | flags);
	arena_release(w->x, mark);
	return fd;
}

/* The archive that follows AFTER, into NAME: the oldest of those that are newer, or the newest with LATEST. Returns 1, 0
   when there is none, -1 with errno. */
static int find_archive(struct watcher *w, char const *after, int latest, char *name)
{
	int fd = open_in(w, ".", O_DIRECTORY), found = 0;
	DIR *d = fd < 0 ? 0 : fdopendir(fd);
	if (!d)
		return -1;
	for (struct dirent *e; (e = readdir(d));) {
		if (e->d_name[0] != '@' || strcmp(e->d_name, after) <= 0)
			continue;
		int older = strcmp(e->d_name, name) < 0;
		if (!found || older != latest)
			strcpy(name, e->d_name);
		found = 1;
	}
	closedir(d);
	return found;
}

/* Prints the archive NAME, which may have been removed by now. */
static int print_archive(struct watcher *w, char const *name)
{
	int fd = open_in(w, name, 0);
	if (fd < 0)
		return errno == ENOENT ? 0 : -1;
	int r = copy(w, fd), err = errno;
	fd_close(fd);
	errno = err;
	return r;
}

/* Whether there is a file NAME, which is FILE if that is not 0. */
static int is_there(struct watcher *w, char const *name, struct stat const *file)
{
	struct arena mark = arena_mark(w->x);
	struct stat st;
	int found = !stat(join(w->x, w->path, "/", name), &st);
	arena_release(w->x, mark);
	return found && (!file || (st.st_ino == file->st_ino && st.st_dev == file->st_dev));
}

/* Prints what was archived between the last current, which has been printed, and NEW. A processor writes another file than
   the one that was read: then the first is taken for it. */
static int print_missed(struct watcher *w, struct stat const *new)
{
	char name[NAME_MAX + 1] = "";
	int r, printed = 0;
	while ((r = find_archive(w, w->last, 0, name)) > 0 && !is_there(w, name, new)) {
		strcpy(w->last, name);
		if (printed++ && !is_there(w, name, &w->st) && print_archive(w, name) < 0)
			return -1;
	}
	return r < 0 ? -1 : 0;
}

static void let_go(struct watcher *w)
{
	if (w->current >= 0)
		fd_close(w->current);
	w->current = -1;
}

/* Prints the rest of what was current when FD, -1 for none, is now. Whoever wrote to the old one had ended that before there
   was a new one; what is `previous` will soon be archived, and must be, to be counted as one. Returns 1 when FD is taken, 0
   when it is not, -1 with errno. */
static int change_to(struct watcher *w, int fd)
{
	struct stat new;
	if (fd >= 0 && fstat(fd, &new) < 0)
		return -1;
	if (w->current >= 0 && copy(w, w->current) < 0)
		return -1;
	if (fd < 0) {
		let_go(w);
		return 0;
	}
	if (w->current >= 0 && new.st_ino == w->st.st_ino &&new.st_dev == w->st.st_dev)
		return 0;
	if (is_there(w, "previous", 0))
		return 0;
	if (print_missed(w, &new) < 0)
		return -1;
	let_go(w);
	w->current = fd;
	w->st = new;
	return 1;
}

/* Prints all there is. Returns 0, or -1 with errno. */
static int follow(struct watcher *w)
{
	for (;;) {
		int fd = open_in(w, "current", 0);
		if (fd < 0 && errno != ENOENT)
			return -1;
		int r = change_to(w, fd), err = errno;
		if (r > 0)
			continue;
		if (fd >= 0)
			fd_close(fd);
		errno = err;
		return r;
	}
}

/* Waits until something happens. Returns 0 when the directory is gone, -1 with errno. */
static int wait_for_change(struct watcher *w)
{
	union {
		struct inotify_event event;
		char bytes[4096];
	} b;
	ssize_t n = fd_read(w->changes, b.bytes, sizeof b);
	if (n < 0)
		return -1;
	for (char *at = b.bytes; at < b.bytes + n;) {
		struct inotify_event const *e = (void const *)at;
		if (e->mask & (IN_DELETE_SELF | IN_IGNORED))
			return 0;
		at += sizeof *e + e->len;
	}
	return 1;
}

/* A log that is not there is not waited for. */
static int begin(struct watcher *w)
{
	w->changes = inotify_init1(IN_CLOEXEC);
	if (w->changes < 0 || inotify_add_watch(w->changes, w->path, CHANGES) < 0 ||
		find_archive(w, "", 1, w->last) < 0)
		return -1;
	int fd = open_in(w, "current", 0);
	return fd < 0 ? -1 : change_to(w, fd);
}

static struct next run_logwatch(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct watcher *w = arena_get(x, sizeof *w);
	int r;
	*w = (struct watcher){
		.x = x, .path = c->arg[0], .room = o->most ? o->most : 1, .current = -1
	};
	w->buffer = arena_get(x, w->room);
	x->at = c->arg_at[0];
	if (begin(w) < 0)
		return failsys(x, "unable to watch ", w->path, "/current");
	do
		if (follow(w) < 0)
			return failsys(x, "unable to print ", w->path, "/current");
	while ((r = wait_for_change(w)) > 0);
	return r < 0 ? failsys(x, "unable to watch ", w->path)
		     : fail(x, w->path, " has been removed");
}

struct cmd const cmd_s6_logwatch = {
	.name = "s6-logwatch",
	.brief = "print a log as it is written, across rotations",
	.says = "print what is in the log directory <logdir>, and what is added, for ever",
	.form = "logdir",
	OPTS(struct opts, opts, .most = 4000),
	.traits = LEAF,
	.run = run_logwatch,
	.operands = "logdir: a directory of s6-log or one of its kind",
	.help = "It begins with all of current. What is archived before it could be read is printed from the archive, unless "
		"that has been removed already. It goes on until it is killed, or the directory is removed.",
	.example = "s6-logwatch /var/log/nginx",
};
