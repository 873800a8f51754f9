/* svg.h - pictures that need nothing else: SVG with its own style (builtins/windlass/lib). Numbers have one
   decimal; texts may be any bytes. */
#ifndef SVG_H
#define SVG_H

#include <skalibs/stralloc.h>

/* A picture of that size, with the style sheet CSS behind the usual one, on white; and its end. */
void svg_open(stralloc *to, double width, double height, char const *css);
void svg_close(stralloc *to);

/* Text as content, valid whatever it is. */
void svg_text(stralloc *to, char const *s);

/* TEXT with each `%` replaced by the next of the numbers, which end with one below SVG_END. */
#define SVG_END (-1e9)
void svg_numbers(stralloc *to, char const *text, double const *numbers);
#define svg_put(to, text, ...) svg_numbers((to), (text), (double const[]){ __VA_ARGS__, SVG_END })

/* <text CLASS> at X, Y that says S. */
void svg_label(stralloc *to, char const *class, double x, double y, char const *s);

/* A tooltip for the element that is open. */
void svg_title(stralloc *to, char const *s);

/* About how wide S is in the font of labels. */
double svg_wide(char const *s);

#endif
