/* svg.c - writing SVG. */
#include "svg.h"

#include <stdio.h>
#include <string.h>

#include "utf8.h"

enum { FIGURES = 32, ALL = 1 << 20 };
static double const letter = 6.7;

static void escaped(stralloc *to, char c)
{
	stralloc_cats(to, c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : "&quot;");
}

void svg_text(stralloc *to, char const *s)
{
	for (size_t left = strlen(s), n; left; s += n, left -= n) {
		n = utf8_len(s, left);
		if (!n || ((unsigned char)*s < ' ' && *s != '\n') || *s == 0x7f) {
			stralloc_cats(to, "\xef\xbf\xbd");
			n = 1;
		} else if (strchr("<>&\"", *s))
			escaped(to, *s);
		else
			stralloc_catb(to, s, n);
	}
}

void svg_numbers(stralloc *to, char const *text, double const *numbers)
{
	char b[FIGURES];
	for (; *text; text++)
		if (*text != '%')
			stralloc_catb(to, text, 1);
		else if (*numbers > SVG_END)
			stralloc_catb(to, b, (size_t)snprintf(b, sizeof b, "%.1f", *numbers++));
}

void svg_open(stralloc *to, double width, double height, char const *css)
{
	svg_put(to,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%\" height=\"%\" "
		"viewBox=\"0 0 % %\">\n<style>\ntext { font: 12px sans-serif; fill: #222 }\n",
		width, height, width, height);
	stralloc_cats(to, css);
	stralloc_cats(to, "</style>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
}

void svg_close(stralloc *to)
{
	stralloc_cats(to, "</svg>\n");
}

void svg_title(stralloc *to, char const *s)
{
	stralloc_cats(to, "<title>");
	svg_text(to, s);
	stralloc_cats(to, "</title>");
}

void svg_label(stralloc *to, char const *class, double x, double y, char const *s)
{
	stralloc_cats(to, "<text class=\"");
	stralloc_cats(to, class);
	svg_put(to, "\" x=\"%\" y=\"%\">", x, y);
	svg_text(to, s);
	stralloc_cats(to, "</text>");
}

double svg_wide(char const *s)
{
	return letter * utf8_put(0, s, ALL);
}
