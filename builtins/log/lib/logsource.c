/* logsource.c - the descriptors that a logger reads lines from. */
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <sys/ioctl.h>

#include "logger.h"
#include "loglines.h"

enum { BLOCK = 1 << 17 };

/* Most sources have no half line most of the time: they share a buffer. */
static void borrow(struct source *s)
{
	if (s->text.s)
		return;
	s->text = s->g->spare;
	s->g->spare = (stralloc)STRALLOC_ZERO;
}

static void give_back(struct source *s)
{
	if (s->text.len)
		return;
	if (s->g->spare.s)
		stralloc_free(&s->text);
	else
		s->g->spare = s->text;
	s->text = (stralloc)STRALLOC_ZERO;
}

static void quiet(struct source *s)
{
	loop_fd_drop(&s->g->loop, &s->in);
	loop_timer_drop(&s->g->loop, &s->again);
}

static void forget(struct source *s)
{
	struct source **at = &s->g->sources;
	while (*at && *at != s)
		at = &(*at)->next;
	if (*at)
		*at = s->next;
	if (s->gone)
		s->gone(s);
}

void source_end(void *source)
{
	struct source *s = source;
	struct logger *g = s->g;
	quiet(s);
	if (s->text.len && stralloc_0(&s->text)) {
		sinks_begin(g, &s->origin);
		sinks_take(g, s->text.s, s->text.len - 1);
	}
	stralloc_free(&s->text);
	forget(s);
}

/* What reading a block has shown: the source has ended, there is nothing more now, there may be. */
enum found { GONE, DRY, MORE };

static enum found no_more(struct source *s)
{
	source_end(s);
	return GONE;
}

static int is_last(struct source const *s)
{
	return s->g->finishing && !s->finish;
}

/* How much may be read: byte by byte when only a line's end is missed, so that no later line is lost. */
static size_t portion(struct source const *s)
{
	if (!is_last(s) || s->left > BLOCK)
		return BLOCK;
	return s->left > 0 ? (size_t)s->left : 1;
}

static enum found read_block(struct source *s)
{
	struct logger *g = s->g;
	size_t had = s->text.len;
	if (!stralloc_readyplus(&s->text, BLOCK + 1))
		return logger_complain(g, "get memory for input", 0), DRY;
	ssize_t n = fd_read(s->fd, s->text.s + had, portion(s));
	if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
		return DRY;
	if (n < 0)
		logger_complain(g, "read lines", 0);
	if (n <= 0)
		return no_more(s);
	s->text.len += (size_t)n;
	s->left -= is_last(s) ? (int)n : 0;
	sinks_begin(g, &s->origin);
	lines_take(&s->text, had, g->o->limit, sinks_take, g);
	return is_last(s) && s->left <= 0 && !s->text.len ? no_more(s) : MORE;
}

/* A regular file can always be read: a timer that is always due stands in for its descriptor. */
static void read_source(void *source)
{
	struct source *s = source;
	if (s->regular)
		loop_in(&s->g->loop, &s->again, 0, read_source, s);
	borrow(s);
	if (read_block(s) != GONE)
		give_back(s);
}

static int watch(struct source *s)
{
	if (!s->regular && loop_fd(&s->g->loop, &s->in, s->fd, EPOLLIN, read_source, s) < 0) {
		s->regular = errno == EPERM;
		if (!s->regular)
			return -1;
	}
	return s->regular ? loop_in(&s->g->loop, &s->again, 0, read_source, s) : 0;
}

int source_add(struct logger *g, struct source *s)
{
	s->g = g;
	s->in.fd = -1;
	if (!g->paused && watch(s) < 0)
		return -1;
	s->next = g->sources;
	g->sources = s;
	return 0;
}

static void each_source(struct logger *g, void (*fn)(struct source *))
{
	for (struct source *s = g->sources, *next; s; s = next) {
		next = s->next;
		fn(s);
	}
}

static void finish(struct source *s)
{
	if (s->finish) {
		s->finish(s);
		return;
	}
	if (s->regular || ioctl(s->fd, FIONREAD, &s->left) < 0)
		s->left = 0;
	if (!s->left && !s->text.len)
		source_end(s);
}

static void end_one(struct source *s)
{
	source_end(s);
}

static void end_all(void *logger)
{
	each_source(logger, end_one);
}

void sources_finish(void *logger, int sig)
{
	struct logger *g = logger;
	(void)sig;
	if (g->finishing)
		return;
	if (g->before_finish)
		g->before_finish(g);
	g->finishing = 1;
	each_source(g, finish);
	if (g->sources && g->o->patience)
		loop_in(&g->loop, &g->deadline, g->o->patience, end_all, g);
}

static void resume(struct source *s)
{
	if (watch(s) < 0)
		logger_complain(s->g, "wait for lines", 0);
}

void sources_pause(struct logger *g, int pause)
{
	if (pause == g->paused)
		return;
	g->paused = pause;
	each_source(g, pause ? quiet : resume);
}

int source_move(struct source *s, int fd)
{
	quiet(s);
	fd_close(s->fd);
	s->fd = fd;
	return s->g->paused ? 0 : watch(s);
}
