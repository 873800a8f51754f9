/* layout.h - writing small trees of files that a table describes. */
#ifndef LAYOUT_H
#define LAYOUT_H

struct ctx;

/* A directory when its path ends in a slash, else a file. The directories it is in are made too. A text that
   begins with "#!" makes a file executable. The last row of a table has the path 0. */
struct layout_row {
	char const *path, *text;
};

/* Writes ROWS below the directory DIR, over what is there. 0, or the path that was to blame, with errno. */
char const *layout_write(struct ctx *x, char const *dir, struct layout_row const *rows);

#endif
