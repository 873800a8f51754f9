/* nearest.c - names that are nearly the same. */
#include "nearest.h"

#include <string.h>

enum { NAME = 40 };

static unsigned int min(unsigned int a, unsigned int b)
{
	return a < b ? a : b;
}

/* Rows of the usual table: that of A's prefix without its last letter but one, last letter, and all. */
struct rows {
	unsigned int before[NAME + 1], last[NAME + 1], now[NAME + 1];
};

/* Fills r->now for the I-th letter of A; returns the least in it. */
static unsigned int next_row(struct rows *r, char const *a, size_t i, char const *b, size_t len)
{
	unsigned int least = r->now[0] = (unsigned int)i + 1;
	for (size_t j = 0; j < len; j++) {
		unsigned int d = r->last[j] + (a[i] != b[j]);
		d = min(d, min(r->last[j + 1], r->now[j]) + 1);
		if (i && j && a[i] == b[j - 1] && a[i - 1] == b[j])
			d = min(d, r->before[j - 1] + 1);
		r->now[j + 1] = d;
		least = min(least, d);
	}
	return least;
}

unsigned int edit_distance(char const *a, char const *b, unsigned int most)
{
	struct rows r;
	size_t n = strlen(a), m = strlen(b);
	if (n > NAME || m > NAME || (n > m ? n - m : m - n) > most)
		return most + 1;
	for (unsigned int j = 0; j <= m; j++)
		r.now[j] = r.last[j] = j;
	for (size_t i = 0; i < n; i++) {
		memcpy(r.before, r.last, sizeof r.last);
		memcpy(r.last, r.now, sizeof r.now);
		next_row(&r, a, i, b, m);
	}
	return min(r.now[m], most + 1);
}

struct nearest nearest_to(char const *wanted)
{
	size_t len = strlen(wanted);
	/* One more than what is still near: short words are near to everything. */
	unsigned int far = len < 3 ? 0 : len < 6 ? 2 : len < 10 ? 3 : 4;
	return (struct nearest){ .wanted = wanted, .distance = far };
}

void nearest_offer(struct nearest *n, char const *name)
{
	if (!n->distance)
		return;
	unsigned int d = edit_distance(n->wanted, name, n->distance);
	if (d < n->distance ||
		(n->best && d == n->distance && *n->best != *n->wanted && *name == *n->wanted)) {
		n->best = name;
		n->distance = d;
	}
}

char const *nearest_command(char const *wanted, int (*fits)(struct cmd const *))
{
	struct nearest n = nearest_to(wanted);
	for (size_t i = 0; i < cmd_count; i++) {
		struct cmd const *cmd = cmd_table[i].cmd;
		if (!(cmd->traits & HIDDEN) && (!fits || fits(cmd)))
			nearest_offer(&n, cmd->name);
	}
	return n.best;
}

char const *nearest_option(struct opt const *opts, char const *name)
{
	char text[NAME + 1];
	size_t len = strcspn(name, "=");
	if (len > NAME)
		return 0;
	memcpy(text, name, len);
	text[len] = 0;
	struct nearest n = nearest_to(text);
	for (; opts->kind; opts++)
		if (opts->name)
			nearest_offer(&n, opts->name);
	return n.best;
}

char const *did_you_mean(struct ctx *x, char const *best)
{
	return best ? join(x, "; did you mean ", best, "?") : "";
}
