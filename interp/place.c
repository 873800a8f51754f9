/* place.c - a place in a script as line, column and excerpt. */
#include "place.h"

#include <skalibs/types.h>
#include <string.h>

#include "diag.h"
#include "utf8.h"

/* What is shown of a line: columns before the place, and in all. */
enum { BEFORE = 48, COLUMNS = 76 };

int place_find(struct script const *src, uint32_t at, struct place *p)
{
	if (!at || !src->name || at > src->len + 1)
		return 0;
	if (p->text != src->text || p->at > at || !p->at)
		*p = (struct place){ .text = src->text, .line = src->text, .at = 1, .row = 1 };
	for (char const *s = src->text + p->at - 1, *end = src->text + at - 1; s < end; s++)
		if (*s == '\n') {
			p->row++;
			p->line = s + 1;
		}
	p->at = at;
	p->col = (unsigned long)(src->text + at - p->line);
	return 1;
}

void place_name(struct ctx const *x, char const *name[2])
{
	int named = x->here && !strncmp(x->src.name, "./", 2);
	name[0] = named ? x->here : "";
	name[1] = x->src.name + named;
}

size_t place_char(char *to, char const *s, size_t len, size_t *taken, int *columns)
{
	static char const hex[] = "0123456789abcdef";
	unsigned char c = (unsigned char)*s;
	*taken = utf8_shown(s, len, columns);
	if (*taken) {
		memcpy(to, s, *taken);
		return *taken;
	}
	memcpy(to, (char const[]){ '\\', 'x', hex[c >> 4], hex[c & 15] }, SHOWN);
	*taken = 1;
	*columns = SHOWN;
	return SHOWN;
}

/* The two lines of an excerpt as they grow. A tab stays one in both. */
struct excerpt {
	char *line, *below;
	size_t n, m;
	int columns;
};

static void pad(struct excerpt *e, char c, int columns)
{
	while (columns-- > 0)
		e->below[e->m++] = c;
}

/* Adds the character at S, which ends at END; returns its length. */
static size_t add_char(struct excerpt *e, char const *s, char const *end, int before)
{
	size_t taken = 1;
	int columns = 8;
	if (*s == '\t')
		e->line[e->n++] = '\t';
	else
		e->n += place_char(e->line + e->n, s, (size_t)(end - s), &taken, &columns);
	if (before)
		pad(e, *s == '\t' ? '\t' : ' ', *s == '\t' ? 1 : columns);
	e->columns += columns;
	return taken;
}

static void add_dots(struct excerpt *e, int before)
{
	memcpy(e->line + e->n, "...", 3);
	e->n += 3;
	e->columns += 3;
	if (before)
		pad(e, ' ', 3);
}

/* Where the excerpt of the line at FROM begins so that PLACE is in it: not inside of a character. */
static char const *first_shown(char const *from, char const *place)
{
	if (place - from <= BEFORE)
		return from;
	from = place - BEFORE;
	while (from < place && ((unsigned char)*from & 0xc0) == 0x80)
		from++;
	return from;
}

static void draw(struct excerpt *e, char const *line, char const *end, char const *place)
{
	char const *s = first_shown(line, place);
	if (s > line)
		add_dots(e, 1);
	/* Characters that take no column could fill any buffer. */
	while (s < end && (s < place || (e->columns < COLUMNS && e->n < 8 * COLUMNS)))
		s += add_char(e, s, end, s < place);
	if (s < end)
		add_dots(e, 0);
	pad(e, '^', 1);
}

size_t place_show(char *to, struct script const *src, struct place const *p)
{
	char line[EXCERPT / 2], below[EXCERPT / 2], row[DECIMAL];
	char const *limit = src->text + src->len,
		   *end = memchr(p->line, '\n', (size_t)(limit - p->line));
	struct excerpt e = { .line = line, .below = below };
	size_t len = strlen(decimal(row, p->row)), n = 0;
	if (!end)
		end = limit;
	if (end > p->line && end[-1] == '\r')
		end--;
	draw(&e, p->line, end, src->text + p->at - 1);
	to[n++] = ' ';
	memcpy(to + n, row, len);
	memcpy(to + n + len, " | ", 3);
	memcpy(to + n + len + 3, line, e.n);
	n += len + 3 + e.n;
	to[n++] = '\n';
	memset(to + n, ' ', 1 + len);
	memcpy(to + n + 1 + len, " | ", 3);
	memcpy(to + n + len + 4, below, e.m);
	n += len + 4 + e.m;
	to[n++] = '\n';
	return n;
}
