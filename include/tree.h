/* tree.h - copying trees of files. */
#ifndef TREE_H
#define TREE_H

struct ctx;

/* Copies SOURCE to TARGET, with modes, and owners when root; a directory that is there is filled, a file or
   link written anew, a fifo left. Returns 0, or the
   path that was to blame, with errno. */
char const *tree_copy(struct ctx *x, char const *source, char const *target);

#endif
