/* bootsvg.c - what a boot did, as a picture: a row for each service, time from left to right. */
#include "boot.h"
#include "diag.h"
#include "svg.h"

static double const margin = 16, row = 20, bar = 12, plot = 900, head = 56, least = 1.5, room = 260,
		    bold = 1.12;

static char const css[] =
	".grid { stroke: #e4e4e4 } .time { font-size: 10px; fill: #777; text-anchor: middle }\n"
	".name { text-anchor: end } .title { font-size: 14px } .small { font-size: 10px; fill: #555 }\n"
	".c { font-weight: bold } .crit { fill: none; stroke: #c05621; stroke-width: 2 }\n"
	".link { fill: none; stroke: #c05621; stroke-width: 1.5; stroke-dasharray: 3 2 }\n"
	".wait { fill: #ececec } .live { fill: #e3f3e3 }\n"
	"g.row:hover rect.bar { stroke: #222 }\n";

struct timeline {
	stralloc *to;
	struct ctx *x;
	struct boot const *b;
	double left, scale; /* where time begins, and how far a second goes */
	double *y;          /* the middle of each service's row */
};

static double at(struct timeline const *t, int64_t ns)
{
	return t->left + (double)ns / 1e9 * t->scale;
}

/* A round number of seconds, of which there are six to fifteen in SPAN. */
static double tick(double span)
{
	double step = 1e-6;
	for (int i = 0; step * 15 < span; i++)
		step *= i % 3 == 1 ? 2.5 : 2;
	return step;
}

static char const *unit(struct timeline const *t, double seconds)
{
	return join(t->x, boot_seconds(t->x, (int64_t)(seconds * 1e9)), " s");
}

static void put_grid(struct timeline *t, double bottom)
{
	double span = (double)t->b->took / 1e9, step = tick(span > 0 ? span : 1e-5);
	for (double s = 0; s <= span + step / 1000; s += step) {
		double x = t->left + s * t->scale;
		svg_put(t->to, "<line class=\"grid\" x1=\"%\" y1=\"%\" x2=\"%\" y2=\"%\"/>", x,
			head - 8, x, bottom);
		svg_label(t->to, "time", x, head - 12, unit(t, s));
		stralloc_cats(t->to, "\n");
	}
}

static void put_bar(
	struct timeline *t, char const *class, double from, double to, double y, char const *fill)
{
	stralloc_cats(t->to, "<rect class=\"");
	stralloc_cats(t->to, class);
	svg_put(t->to, "\" x=\"%\" y=\"%\" width=\"%\" height=\"%\"", from, y - bar / 2,
		to - from > least ? to - from : least, bar);
	if (fill) {
		stralloc_cats(t->to, " fill=\"");
		stralloc_cats(t->to, fill);
		stralloc_cats(t->to, "\"");
	}
	stralloc_cats(t->to, "/>");
}

static char const *tooltip(struct timeline *t, struct boot_service const *s)
{
	struct ctx *x = t->x;
	char const *said = boot_says(x, t->b, s), *text = s->name;
	if (s->started >= 0)
		text = join(x, text, "\nwaited ", boot_seconds(x, s->started - s->wanted),
			" s, started at ", boot_seconds(x, s->started), " s\ntook ",
			boot_seconds(x, boot_took(t->b, s)), " s");
	if (s->started >= 0 && s->waited_for != BOOT_NOBODY)
		text = join(x, text, "\nwaited last for ", t->b->service[s->waited_for].name);
	if (s->critical)
		text = join(x, text, "\nin the chain that ended last");
	return *said ? join(x, text, "\n", said) : text;
}

static void put_bars(struct timeline *t, struct boot_service const *s, double y)
{
	double begin = at(t, s->started < 0 ? t->b->took : s->started),
	       end = at(t, s->ended < 0 ? t->b->took : s->ended);
	if (begin - at(t, s->wanted) > least)
		put_bar(t, "wait", at(t, s->wanted), s->started < 0 ? end : begin, y, 0);
	if (s->end == BOOT_DONE)
		put_bar(t, "live", end, t->left + plot, y, 0);
	if (s->started >= 0)
		put_bar(t, "bar", begin, end, y, boot_end_fill(s->end));
	if (s->critical)
		put_bar(t, "crit", begin, end, y, 0);
}

static void put_service(struct timeline *t, uint32_t i)
{
	struct boot_service const *s = t->b->service + i;
	char const *said = boot_says(t->x, t->b, s);
	double y = t->y[i], end = at(t, s->ended < 0 ? t->b->took : s->ended);
	stralloc_cats(t->to, "<g class=\"row\">");
	svg_title(t->to, tooltip(t, s));
	svg_put(t->to,
		"<rect x=\"0\" y=\"%\" width=\"%\" height=\"%\" fill=\"none\" pointer-events=\"all\"/>",
		y - row / 2, t->left + plot, row);
	svg_label(t->to, s->critical ? "name c" : "name", t->left - 8, y + 4, s->name);
	put_bars(t, s, y);
	if (s->started >= 0)
		said = join(t->x, boot_seconds(t->x, boot_took(t->b, s)), " s", *said ? ", " : "",
			said);
	svg_label(t->to, "small", end + 6, y + 4, said);
	stralloc_cats(t->to, "</g>\n");
}

/* From the end of what was waited for down to the start of the next in the chain. */
static void put_links(struct timeline *t)
{
	uint32_t n;
	uint32_t const *list = boot_chain(t->x, t->b, &n);
	for (uint32_t i = 1; i < n; i++) {
		struct boot_service const *a = t->b->service + list[i - 1],
					  *b = t->b->service + list[i];
		double from = a->ended < 0 ? at(t, t->b->took) : at(t, a->ended);
		svg_put(t->to, "<path class=\"link\" d=\"M%,% V% H%\"/>\n", from,
			t->y[list[i - 1]] + bar / 2, t->y[list[i]], at(t, b->started));
	}
}

/* A row for each: those that were started in that order, then the others. */
static double set_rows(struct timeline *t, uint32_t *order)
{
	uint32_t n, all;
	uint32_t const *list = boot_started(t->x, t->b, &n);
	for (all = 0; all < n; all++)
		order[all] = list[all];
	for (uint32_t i = 0; i < t->b->n; i++)
		if (t->b->service[i].started < 0)
			order[all++] = i;
	for (uint32_t i = 0; i < all; i++)
		t->y[order[i]] = head + row * (i + 0.5);
	return head + row * all;
}

static void put_legend(struct timeline *t)
{
	static char const *const names[] = { "waiting", "starting", "up", "failed",
		"the chain that ended last" };
	char const *const class[] = { "wait", "bar", "live", "bar", "crit" };
	char const *const fill[] = { 0, boot_end_fill(BOOT_DONE), 0, boot_end_fill(BOOT_FAILED),
		0 };
	double x = t->left + room;
	for (int i = 0; i < 5; i++) {
		put_bar(t, class[i], x, x + bar, margin, fill[i]);
		svg_label(t->to, "small", x + bar + 4, margin + 4, names[i]);
		x += bar + 24 + svg_wide(names[i]);
	}
}

void boot_svg(stralloc *to, struct ctx *x, struct boot const *b)
{
	struct timeline t = { .to = to, .x = x, .b = b };
	char count[DECIMAL];
	uint32_t *order = arena_get(x, (b->n + 1) * sizeof *order);
	double wide = 60;
	t.y = arena_get(x, (b->n + 1) * sizeof *t.y);
	for (uint32_t i = 0; i < b->n; i++)
		if (bold * svg_wide(b->service[i].name) > wide)
			wide = bold * svg_wide(b->service[i].name);
	t.left = margin + wide + 8;
	t.scale = plot / (b->took > 0 ? (double)b->took / 1e9 : 1);
	double bottom = set_rows(&t, order);
	svg_open(to, t.left + plot + room, bottom + margin, css);
	svg_label(to, "title", margin, margin + 4,
		join(x, decimal(count, b->n), " services in ", boot_seconds(x, b->took), " s"));
	put_legend(&t);
	put_grid(&t, bottom);
	for (uint32_t i = 0; i < b->n; i++)
		put_service(&t, order[i]);
	put_links(&t);
	svg_close(to);
}
