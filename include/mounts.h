/* mounts.h - tables of file systems: /etc/fstab and /proc/mounts. */
#ifndef MOUNTS_H
#define MOUNTS_H

#include <stddef.h>

struct ctx;

struct mounted {
	char const *source, *dir, *type, *options;
};

/* Reads the table FILE; *LIST is from the arena. 0, or -1 with errno. */
int mounts_read(struct ctx *x, char const *file, struct mounted **list, size_t *n);

/* Mounts as M says, with FLAGS besides those that its options hold. 0, or -1 with errno. */
int mounts_add(struct ctx *x, struct mounted const *m, unsigned long flags);

/* Whether the comma list OPTIONS holds NAME. */
int mounts_option(char const *options, char const *name);

#endif
