/* svtable.c - a table: columns as wide as what is in them, lines cut to the terminal. */
#include "svtable.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "colour.h"
#include "utf8.h"

enum column { NAME, STATE, PID, SINCE, DEATHS, EXIT, MEMORY, NOTES, COLUMNS };
enum { CELL = 64, MOST_DEATHS = 100 };

struct line {
	char const *cell[COLUMNS]; /* 0: empty; a line with a name only is as wide as it is */
	char const *colour;
	int whole; /* it is coloured all along, not only the state */
	struct line *next;
};

struct lines {
	struct ctx *x;
	struct svtable const *look;
	struct line *first, **last;
	int width[COLUMNS];
};

static struct line *add(struct lines *l, char const *name)
{
	struct line *line = arena_get(l->x, sizeof *line);
	*line = (struct line){ .cell[NAME] = name };
	*l->last = line;
	l->last = &line->next;
	return line;
}

static void measure(struct lines *l, struct line const *line)
{
	for (int i = 0; i < COLUMNS; i++) {
		int wide = line->cell[i] ? utf8_put(0, line->cell[i], 1 << 20) : 0;
		if (wide > l->width[i])
			l->width[i] = wide;
	}
}

/* The two greatest units of it. */
static char const *duration(struct ctx *x, unsigned long s, char const *behind)
{
	char b[CELL];
	int n = s < 60      ? snprintf(b, sizeof b, "%lus", s)
		: s < 3600  ? snprintf(b, sizeof b, "%lum %lus", s / 60, s % 60)
		: s < 86400 ? snprintf(b, sizeof b, "%luh %lum", s / 3600, s / 60 % 60)
			    : snprintf(b, sizeof b, "%lud %luh", s / 86400, s / 3600 % 24);
	return join(x, arena_text(x, b, (size_t)n), behind);
}

static char const *size(struct ctx *x, long long bytes)
{
	static char const unit[] = "KMGTP";
	char b[CELL];
	double n = (double)bytes / 1024;
	int i = 0;
	for (; n >= 1000 && i < 4; i++)
		n /= 1024;
	return arena_text(x, b, (size_t)snprintf(b, sizeof b, "%.*f%c", n < 10 && i, n, unit[i]));
}

static char const *number(struct ctx *x, unsigned long n, char const *behind)
{
	char b[CELL];
	return arena_text(x, b, (size_t)snprintf(b, sizeof b, "%lu%s", n, behind));
}

static char const *last_exit(struct lines *l, struct svview const *v)
{
	char b[SVVIEW_CAUSE];
	tain at;
	if (!svview_cause(b, v, &at))
		return 0;
	return join(l->x, b, ", ", duration(l->x, svview_since(&l->look->now, &at), " ago"));
}

static char const *colour_of(struct svview const *v)
{
	switch (v->state) {
	case SVVIEW_READY:
	case SVVIEW_UP: return v->st.paused || !v->st.want_up ? COLOUR_YELLOW : COLOUR_GREEN;
	case SVVIEW_NOT_READY:
	case SVVIEW_FINISH: return COLOUR_YELLOW;
	case SVVIEW_FAILED:
	case SVVIEW_UNKNOWN: return COLOUR_RED;
	case SVVIEW_NONE: return v->normally_up ? COLOUR_RED : COLOUR_DIM;
	default: return COLOUR_DIM;
	}
}

static char const *notes(struct ctx *x, struct svview const *v)
{
	switch (v->seen) {
	case SVVIEW_DENIED: return "you may not see it (s6-svperms)";
	case SVVIEW_BROKEN: return v->err == EPROTO ? "its status is malformed" : strerror(v->err);
	case SVVIEW_UNSUPERVISED: return v->normally_up ? "" : "normally down";
	case SVVIEW_SEEN: break;
	}
	char const *said = join(x, v->up && v->st.paused ? ", paused" : "",
		v->up != v->st.want_up ? v->up ? ", wanted down" : ", wanted up" : "",
		v->st.want_up != v->normally_up
			? v->normally_up ? ", normally up" : ", normally down"
			: "",
		svstatus_virgin(&v->st) && !v->st.pid ? ", never started" : "");
	return *said ? said + 2 : said;
}

static void add_tree(struct lines *l, struct svtree const *t, int depth);

static char const *indented(struct ctx *x, char const *name, int depth)
{
	char const *s = name;
	while (depth--)
		s = join(x, "  ", s);
	return s;
}

static void add_node(struct lines *l, struct svnode const *n, int depth)
{
	struct svview const *v = &n->view;
	struct ctx *x = l->x;
	struct line *line = add(l, indented(x, n->name, depth));
	int seen = v->seen == SVVIEW_SEEN;
	line->colour = colour_of(v);
	line->cell[STATE] = svview_word(v);
	line->cell[PID] = v->up ? number(x, (unsigned long)v->st.pid, "") : "-";
	line->cell[SINCE] = seen ? duration(x, svview_since(&l->look->now, &v->st.stamp), "") : "-";
	line->cell[DEATHS] =
		seen ? number(x, (unsigned long)v->n, v->n == MOST_DEATHS ? "+" : "") : "-";
	line->cell[EXIT] = last_exit(l, v);
	line->cell[EXIT] = line->cell[EXIT] ? line->cell[EXIT] : "-";
	line->cell[MEMORY] = v->memory >= 0 ? size(x, v->memory) : "-";
	line->cell[NOTES] = notes(x, v);
	measure(l, line);
	if (n->logger)
		add_node(l, n->logger, depth + 1);
	if (n->below)
		add_tree(l, n->below, depth + 1);
}

static void add_tree(struct lines *l, struct svtree const *t, int depth)
{
	if (t->dir) {
		char const *why = t->err ? strerror(t->err) : t->first ? "" : "no services";
		struct line *line =
			add(l, indented(l->x, join(l->x, t->dir, *why ? ": " : "", why), depth));
		line->colour = t->err ? COLOUR_RED : COLOUR_BOLD;
		line->whole = 1;
	}
	for (struct svnode const *n = t->first; n; n = n->next)
		add_node(l, n, depth);
}

static int to_the_right(int column)
{
	return column == PID || column == DEATHS || column == MEMORY;
}

/* The colour is the state's, or the whole line's where there is no state. */
static void write_cell(stralloc *to, struct line const *line, int i, int colours, int room)
{
	int coloured = colours && line->colour && (i == STATE || line->whole);
	stralloc_cats(to, coloured ? line->colour : "");
	utf8_put(to, line->cell[i], room);
	stralloc_cats(to, coloured ? COLOUR_PLAIN : "");
}

static void write_line(stralloc *to, struct lines const *l, struct line const *line)
{
	int room = l->look->width ? (int)l->look->width : 1 << 20, gap = 0;
	for (int i = 0; i < COLUMNS && line->cell[i] && room > gap; i++) {
		int wide = utf8_put(0, line->cell[i], 1 << 20), left = l->width[i] - wide;
		if (!wide)
			break;
		int before = to_the_right(i) ? left : 0;
		if (gap + before >= room)
			break;
		utf8_blanks(to, gap + before);
		room -= gap + before;
		write_cell(to, line, i, l->look->colours, room);
		room -= wide;
		gap = 2 + (before ? 0 : left > 0 ? left : 0);
	}
	stralloc_cats(to, l->look->eol);
}

static void add_head(struct lines *l)
{
	struct line *line = add(l, "SERVICE");
	static char const *const heads[] = { "SERVICE", "STATE", "PID", "FOR", "DEATHS",
		"LAST EXIT", "MEMORY", "NOTES" };
	memcpy(line->cell, heads, sizeof line->cell);
	line->colour = COLOUR_DIM;
	line->whole = 1;
	measure(l, line);
}

static void add_sum(struct lines *l, struct svtree const *t)
{
	struct svcount c = { 0 };
	struct ctx *x = l->x;
	svtree_count(&c, t);
	char const *hidden = c.hidden ? join(x, ", ", number(x, c.hidden, ""), " hidden") : "";
	struct line *line = add(
		l, join(x, number(x, c.services, ""),
			   c.services == 1 ? " service, " : " services, ", number(x, c.up, ""),
			   " up, ", number(x, c.missing, ""), " down that should be up", hidden));
	line->colour = c.missing ? COLOUR_RED : 0;
	line->whole = 1;
}

/* Where there is no room for all, the last line is still the sum. */
static void write_all(stralloc *to, struct lines const *l)
{
	unsigned int n = 0, most = l->look->height, left = 0;
	for (struct line const *line = l->first; line; line = line->next)
		n++;
	if (!most || most < 3 || n <= most)
		most = n;
	for (struct line const *line = l->first; line; line = line->next, left++)
		if (left + 2 < most || !line->next || n == most)
			write_line(to, l, line);
		else if (left + 2 == most)
			write_line(to, l,
				&(struct line){ .cell[NAME] = join(l->x, "... and ",
							number(l->x, n - most + 1, ""), " more") });
}

void svtable_write(struct ctx *x, stralloc *to, struct svtree const *t, struct svtable const *look)
{
	struct lines l = { .x = x, .look = look };
	l.last = &l.first;
	add_head(&l);
	for (struct svtree const *tree = t; tree; tree = tree->next)
		add_tree(&l, tree, 0);
	add_sum(&l, t);
	write_all(to, &l);
}
