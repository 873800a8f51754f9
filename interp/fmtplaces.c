/* fmtplaces.c - what each token of a script is to its layout. */
#include "fmt.h"

/* What holds where nothing is known about the commands: all in a block belongs to its first word. */
static void place_freely(struct tokens const *t, struct piece *p, size_t i)
{
	p[i].place = PLACE_FREE;
	p[i].head = (uint32_t)i;
	if (i && t->v[i - 1].kind == TOKEN_CLOSE)
		p[i].head = p[p[i - 1].other].head;
	else if (i && t->v[i - 1].kind != TOKEN_OPEN)
		p[i].head = p[i - 1].head;
	if (t->v[p[i].head].kind == TOKEN_COMMENT)
		p[i].head = (uint32_t)i;
}

void fmt_places(
	struct ctx *x, struct word const *words, struct tokens const *t, struct piece *pieces)
{
	(void)x;
	(void)words;
	for (size_t i = 0; i < t->n; i++)
		place_freely(t, pieces, i);
}
