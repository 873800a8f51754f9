/* forward.h - command lines that a wrapper makes of its own options. */
#ifndef FORWARD_H
#define FORWARD_H

#include "next.h"
#include "opt.h"

struct ctx;

enum { LINE_WORDS = 160 };

struct line {
	struct ctx *x;
	size_t n;
	struct word word[LINE_WORDS + 1]; /* ends with an empty one */
};

void line_add(struct line *l, char const *text);

/* Adds the options of GIVEN whose letters are in SET, as they were given. Returns how many there were. */
unsigned int line_options(struct line *l, struct letters const *given, char const *set);

/* Adds what makes the socket PATH and then gives up privileges, as the options of GIVEN say: those in BINDER are
   for the socket, G, g, u and U for the privileges. */
void line_socket(struct line *l, struct letters const *given, char const *binder, char const *path);

/* Goes on with the line, and REST behind it. */
struct next line_chain(struct line const *l, struct word const *rest);

#endif
