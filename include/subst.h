/* subst.h - keys, values and their substitution into words. */
#ifndef SUBST_H
#define SUBST_H

#include "cmd.h"

/* A key and its value: exactly one text, or the n texts of a split one. */
struct var {
	char const *key;
	char const *const *vals;
	size_t n;
	char const *unset; /* the variable that is to go once all keys are there, or 0 */
};

struct vars {
	struct var *v;
	size_t n, max;
	int blame; /* the exit code for a bad key; 0 for the usual 111 */
};

struct transform {
	int crunch, chomp, split;
	char const *delim;
};

#define TRANSFORM_DEFAULT \
	{ \
		.delim = " \n\r\t" \
	}

/* The option rows of every command that transforms a value; T has a struct transform `t`. */
#define TRANSFORM_OPTS(T) \
	SET('s', "split", T, t.split, 1, "split the value into words"), \
		SET('C', "crunch", T, t.crunch, 1, "merge runs of delimiters into one"), \
		SET('c', "no-crunch", T, t.crunch, 0, "do not merge delimiters (default)"), \
		SET('n', "chomp", T, t.chomp, 1, "remove one delimiter at the end"), \
		SET('N', "no-chomp", T, t.chomp, 0, "keep the end as it is (default)"), \
		STR('d', "delim", T, t.delim, "delim", \
			"the bytes that delimit (default: blanks and newlines); empty for " \
			"netstrings")

/* chain(0) if KEY can be added; it is the caller's fault when it is empty or taken. */
struct next vars_check(struct ctx *x, struct vars const *vars, char const *key);

/* Adds KEY. The answer is chain(0) when done; a key that is empty or taken is the caller's fault.
 */
struct next vars_add(
	struct ctx *x, struct vars *vars, char const *key, char const *const *vals, size_t n);

/* Adds KEY with TEXT (LEN bytes) as T transforms it; malformed netstrings are refused. */
struct next vars_add_text(struct ctx *x, struct vars *vars, char const *key, char const *text,
	size_t len, struct transform const *t);

/* Transforms TEXT; returns the texts and their number, or 0 for a malformed netstring. */
char const *const *transform(
	struct ctx *x, char const *text, size_t len, struct transform const *t, size_t *n);

/* WORDS with every $key and ${key} of VARS replaced, all at once. Removes the variables that are to go. */
struct word *substitute(struct ctx *x, struct word *words, struct vars const *vars);

/* The length of the $key or ${key} at S, which starts with '$', and its key of N bytes; 0 if it is none. */
size_t reference_len(char const *s, char const **key, size_t *n);

/* The run function of commands that have .subst. */
struct next run_subst(struct ctx *x, struct call const *c);

#endif
