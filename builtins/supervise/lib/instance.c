/* instance.c - what the commands for instances share. */
#include "instance.h"

#include <errno.h>
#include <string.h>

#include "diag.h"
#include "svclient.h"

static int may_be_name(char const *name)
{
	return *name && *name != '.' && !name[strcspn(name, "/ \t\r\n")];
}

struct next instance_check(struct ctx *x, struct call const *c)
{
	int supervised = service_supervised(c->arg[0]);
	if (!supervised)
		return fail(x, "unable to use ", c->arg[0], ": it is not supervised");
	if (supervised < 0)
		return failsys(x, "unable to use ", c->arg[0]);
	if (c->arg[1] && !may_be_name(c->arg[1]))
		return fail(x, "invalid name: ", c->arg[1]);
	return chain(0);
}

struct wordlist wordlist_make(struct ctx *x, size_t max)
{
	struct word *v = arena_get(x, (max + 1) * sizeof *v);
	return (struct wordlist){ v, v };
}

void wordlist_add(struct wordlist *w, char const *text)
{
	*w->end++ = word_make(text, 0);
	*w->end = (struct word){ 0 };
}

void wordlist_letters(struct ctx *x, struct wordlist *w, struct letters const *l)
{
	for (unsigned int i = 0; i < l->n; i++) {
		char const letter[] = { '-', l->s[i], 0 };
		wordlist_add(w, arena_text(x, letter, 2));
		if (l->arg[i])
			wordlist_add(w, l->arg[i]);
	}
}

struct next instance_chain(struct ctx *x, struct wordlist *w, struct call const *c)
{
	struct next n = instance_check(x, c);
	wordlist_add(w, "--");
	wordlist_add(w, join(x, c->arg[0], "/instance/", c->arg[1]));
	return n.how == NEXT_EXIT ? n : chain(w->v);
}
