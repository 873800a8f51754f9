/* scope.h - which $names are substituted in which words, as far as reading a script can tell. */
#ifndef SCOPE_H
#define SCOPE_H

#include "word.h"

struct step;

/* Something whose $name is substituted in the words that a scope holds for. Scopes are lists: the
   innermost first. */
struct scope {
	enum {
		SCOPE_KEY,        /* $name */
		SCOPE_POSITIONAL, /* $#, $@, $0, $1 to $n, and perhaps more numbers */
		SCOPE_ANY,        /* a name that cannot be known */
	} kind;
	char const *name;
	unsigned int n;
	int count;             /* of the words that use it: enum word_count */
	struct step const *by; /* 0: who has called the script */
	uint32_t at;           /* where its name stands */
	int used;              /* for whoever counts */
	struct scope *outer;
};

/* What can become of a word, or'ed; $@ is known to split. */
enum word_count { WORD_STAYS = 0, WORD_MAY_VANISH = 1, WORD_MAY_SPLIT = 2 };

/* A $name or ${name} in a word. */
struct reference {
	char const *at;  /* its dollar */
	char const *key; /* LEN bytes */
	size_t len;
	int braced, escaped; /* escaped: an odd number of backslashes stand before it */
};

/* Takes the next reference off the text *S. Returns 0 when there is none. */
int reference_next(char const **s, struct reference *r);

/* Who substitutes R in SCOPE: the innermost, or 0. */
struct scope *scope_find(struct scope *scope, struct reference const *r);

/* What can become of the word that has R, which SCOPE substitutes. */
int reference_count(struct scope const *scope, struct reference const *r);

/* Whether anything in W is substituted in SCOPE, and what W may become then. */
int scope_touches(struct scope *scope, struct word const *w);
int scope_count(struct scope *scope, struct word const *w);

/* What follows the step S: SCOPE, which holds for its own words, and what S defines. */
struct scope *scope_after(struct ctx *x, struct step const *s, struct scope *scope);

#endif
