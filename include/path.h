/* path.h - the directories that programs are looked for in. */
#ifndef PATH_H
#define PATH_H

struct ctx;

/* The first directory of the list *PATH, from the arena of X, and moves *PATH behind it; 0 when there are
   no more. An empty one is the working directory: ".". */
char const *path_next(struct ctx *x, char const **path);

#endif
