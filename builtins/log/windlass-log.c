/* windlass-log.c - one logger for many services: reads every fifo of a directory. */
#include <dirent.h>
#include <fcntl.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/stat.h>

#include "logfifo.h"
#include "logger.h"

/* A fifo of the directory. */
struct fifo {
	struct source source; /* its fd is -1 while it cannot be opened */
	struct hall *hall;
	char *file, *service;
	dev_t dev;
	ino_t ino;
	int seen, leaving;
	struct fifo *next;
};

struct hall {
	struct logger g; /* the first member: before_finish gets it */
	char const *path;
	int dir;
	struct watch changes;
	struct fifo *fifos;
};

static void forget(void *source)
{
	struct fifo *f = source, **at = &f->hall->fifos;
	while (*at != f)
		at = &(*at)->next;
	*at = f->next;
	if (f->source.fd >= 0)
		fd_close(f->source.fd);
	free(f->file);
	free(f->service);
	free(f);
}

/* From here on the fifo ends when its last writer does: it is open for writing here no more. */
static void release(void *source)
{
	struct fifo *f = source;
	if (f->leaving)
		return;
	f->leaving = 1;
	int fd = f->source.fd < 0 ? -1 : logfifo_reopen(f->source.fd);
	if (f->source.fd < 0)
		forget(f);
	else if (fd < 0 || source_move(&f->source, fd) < 0)
		source_end(f);
}

static struct fifo *known(struct hall *h, char const *file, struct stat const *st)
{
	struct fifo *f = h->fifos;
	while (f && (f->leaving || f->dev != st->st_dev || f->ino != st->st_ino ||
			    strcmp(f->file, file) != 0))
		f = f->next;
	return f;
}

static struct fifo *new_fifo(struct hall *h, char const *file, struct stat const *st)
{
	struct fifo *f = calloc(1, sizeof *f);
	if (!f)
		return 0;
	*f = (struct fifo){ .hall = h,
		.file = strdup(file),
		.service = strdup(file),
		.dev = st->st_dev,
		.ino = st->st_ino,
		.source = { .fd = -1, .finish = release, .gone = forget },
		.next = h->fifos };
	if (!f->file || !f->service) {
		free(f->file);
		free(f->service);
		free(f);
		return 0;
	}
	f->source.origin = logfifo_origin(f->service);
	return h->fifos = f;
}

static void open_fifo(struct fifo *f, int fresh)
{
	struct hall *h = f->hall;
	f->source.fd = logfifo_open(h->dir, f->file);
	if (f->source.fd >= 0 && source_add(&h->g, &f->source) < 0) {
		fd_close(f->source.fd);
		f->source.fd = -1;
	}
	if (f->source.fd < 0 && fresh)
		logger_complain(&h->g, "read the fifo", f->file);
}

static void look_at(struct hall *h, char const *file)
{
	struct stat st;
	if (*file == '.' || fstatat(h->dir, file, &st, AT_SYMLINK_NOFOLLOW) < 0 ||
		!S_ISFIFO(st.st_mode))
		return;
	struct fifo *f = known(h, file, &st);
	int fresh = !f;
	if (fresh && !(f = new_fifo(h, file, &st)))
		return logger_complain(&h->g, "get memory for", file);
	f->seen = 1;
	if (f->source.fd < 0)
		open_fifo(f, fresh);
}

static void let_go_unseen(struct hall *h)
{
	for (struct fifo *f = h->fifos, *next; f; f = next) {
		next = f->next;
		if (!f->seen)
			release(f);
		else
			f->seen = 0;
	}
}

static void scan(void *hall)
{
	struct hall *h = hall;
	int fd = openat(h->dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? 0 : fdopendir(fd);
	if (!d) {
		logger_complain(&h->g, "read the directory", h->path);
		if (fd >= 0)
			fd_close(fd);
		return;
	}
	for (struct dirent *e; (e = readdir(d));)
		look_at(h, e->d_name);
	closedir(d);
	let_go_unseen(h);
}

static void changed(void *hall)
{
	struct hall *h = hall;
	char events[4096];
	while (fd_read(h->changes.fd, events, sizeof events) > 0)
		;
	scan(h);
}

static void last_look(void *logger)
{
	struct hall *h = logger;
	loop_fd_drop(&h->g.loop, &h->changes);
	scan(h);
}

static struct next open_hall(struct hall *h, struct ctx *x)
{
	if (mkdir(h->path, 0700) < 0 && errno != EEXIST)
		return failsys(x, "unable to make the directory ", h->path);
	h->dir = open(h->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (h->dir < 0)
		return failsys(x, "unable to open the directory ", h->path);
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	uint32_t events = IN_CREATE | IN_DELETE | IN_MOVE | IN_ATTRIB | IN_ONLYDIR;
	if (fd < 0 || inotify_add_watch(fd, h->path, events) < 0 ||
		loop_fd(&h->g.loop, &h->changes, fd, EPOLLIN, changed, h) < 0)
		return failsys(x, "unable to watch the directory ", h->path);
	scan(h);
	return chain(0);
}

static struct next run_windlass_log(struct ctx *x, struct call const *c)
{
	struct log_opts o = *(struct log_opts const *)c->opt;
	struct hall *h = arena_get(x, sizeof *h);
	*h = (struct hall){ .path = c->arg[0], .changes.fd = -1 };
	h->g.lasting = 1;
	h->g.before_finish = last_look;
	struct next n = logger_start(&h->g, x, &o, c->rest);
	if (n.how != NEXT_EXIT)
		n = open_hall(h, x);
	return n.how == NEXT_EXIT ? n : logger_serve(&h->g);
}

static struct opt const opts[] = { LOG_OPTIONS(
	"after a signal to end, how long to wait for those who still write (default 2000), 0 for "
	"ever") };

struct cmd const cmd_windlass_log = {
	.name = "windlass-log",
	.brief = "log for many services in one process: the lines of every fifo of a directory",
	.says = "write the lines from all fifos in <dir> to rotating logs, as told by <directives>",
	.form = "dir directives...",
	OPTS(struct log_opts, opts, LOG_OPTS_INITIAL),
	.traits = LEAF | FRESH,
	.run = run_windlass_log,
	.exits = "0 after SIGTERM and SIGHUP; 100 for wrong directives",
	.help = "A fifo that is called NAME.stdout or NAME.stderr has the lines of the service NAME; any "
		"other name is that of a service too. Fifos may come and go at any time; "
		"`windlass-log-to` makes them. The directives are those of s6-log, where P and j know "
		"the service and the stream that a line is from.\n\n"
		"SIGALRM rotates every logdir. After SIGTERM or SIGHUP it goes on until nobody has a "
		"fifo open any more, but at most for the time of -t.",
	.example = "windlass-log -d 3 /run/log n20 s1000000 j /var/log/services",
};
