/* title.c - the command line that the kernel shows, kept true where no exec renews it. */
#include "title.h"

#include <string.h>
#include <sys/prctl.h>

#include "ctx.h"

void title_init(struct ctx *x, int argc, char *const *argv)
{
	char *end = argc ? argv[0] : 0;
	for (int i = 0; i < argc && argv[i] == end; i++)
		end = argv[i] + strlen(argv[i]) + 1;
	x->title = argc ? argv[0] : 0;
	x->title_size = argc ? (size_t)(end - argv[0]) : 0;
}

void title_set(struct ctx *x, struct word const *words)
{
	size_t at = 0;
	if (!x->title_size || !words->s)
		return;
	memset(x->title, 0, x->title_size);
	for (struct word const *w = words; w->s && at < x->title_size; w++) {
		size_t len = strlen(w->s), room = x->title_size - at - 1;
		memcpy(x->title + at, w->s, len < room ? len : room);
		at += len + 1;
	}
	prctl(PR_SET_NAME, words->s);
}
