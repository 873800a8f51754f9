/* env.h - the environment of the chain. The process's own environ plays no part. */
#ifndef ENV_H
#define ENV_H

#include <stddef.h>

struct ctx;

struct env {
	char const **v; /* "NAME=VALUE" texts, 0-ended */
	size_t n, max;
};

/* Starts from a 0-ended array, which is copied (the texts are shared). */
void env_init(struct ctx *x, char const *const *from);

/* The value of NAME, or 0. It stays valid until NAME changes. */
char const *env_value(struct ctx const *x, char const *name);

/* The value of NAME as a number; FALLBACK if it is unset, empty or no number. */
unsigned int env_number(struct ctx const *x, char const *name, unsigned int fallback);

/* Sets NAME; the last set stands last. Both texts are copied. */
void env_set(struct ctx *x, char const *name, char const *value);
void env_set_number(struct ctx *x, char const *name, unsigned long value);

void env_unset(struct ctx *x, char const *name);

/* Removes every variable for which DROP, given "NAME=VALUE", says so. */
void env_filter(struct ctx *x, int (*drop)(char const *entry));

/* Pushes or pops the stack of every variable whose name starts with FAMILY (positional
   parameters: "#" or a digit, written "#"; getopt results: "ELGETOPT_"). */
void env_push(struct ctx *x, char const *family);
void env_pop(struct ctx *x, char const *family);

/* Sets "#", "0", "1".. from ARGV of ARGC words and the script's name ZERO. */
void env_positional(struct ctx *x, char const *zero, size_t argc, char const *const *argv);

/* A private copy of the table, so that what is changed from now on can be undone by env_back. */
struct env env_fork(struct ctx *x);
void env_back(struct ctx *x, struct env saved);

#endif
