/* colour.h - colours on a terminal, and whether they are wanted (builtins/windlass/lib). */
#ifndef COLOUR_H
#define COLOUR_H

#include "ctx.h"
#include "next.h"
#include "opt.h"

#define COLOUR_BOLD   "\033[1m"
#define COLOUR_DIM    "\033[2m"
#define COLOUR_RED    "\033[31m"
#define COLOUR_GREEN  "\033[32m"
#define COLOUR_YELLOW "\033[33m"
#define COLOUR_BLUE   "\033[34m"
#define COLOUR_PLAIN  "\033[0m"

/* The option: a member `color` of T, which is "auto" when it is not given. */
#define COLOUR_OPT(T) \
	STR(0, "color", T, color, "never|auto|always", \
		"whether states are coloured (default: auto: on a terminal, unless NO_COLOR is set)")

/* What the option's argument HOW comes to; chain(0), or what to answer when it is none of these. */
struct next colour_wanted(struct ctx *x, char const *how, int *colours);

#endif
