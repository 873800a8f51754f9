/* lines.c - reading stdin line by line. */
#include "lines.h"

#include <errno.h>
#include <skalibs/skamisc.h>

void lines_open(struct lines *l, char end)
{
	l->line = stralloc_zero;
	l->end = end;
	buffer_init(&l->in, buffer_read, 0, l->space, sizeof l->space);
}

int lines_next(struct lines *l)
{
	l->line.len = 0;
	int r = skagetln(&l->in, &l->line, l->end);
	if (r < 0 && (errno != EPIPE || !l->line.len))
		return -1;
	if (!r)
		return 0;
	l->line.len -= r > 0;
	return stralloc_0(&l->line) ? 1 : -1;
}

void lines_close(struct lines *l)
{
	stralloc_free(&l->line);
}
