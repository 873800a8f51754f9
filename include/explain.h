/* explain.h - chains said in plain words, from the command table. */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "outline.h"

/* Appends to TO what the chain WORDS does, step by step, and what it needs. HOW: the execlineb that runs
   it, or 0; what it defines is substituted in WORDS. */
void explain(struct ctx *x, struct word const *words, struct step const *how, stralloc *to);

/* Appends what the step S does, in one sentence without a full stop. INNER: it stands in a block. */
void explain_say(struct ctx *x, struct step const *s, int inner, stralloc *to);

/* The words of a chain, and the copy of them that an outline has taken over and rewritten. */
struct explain_words {
	struct word const *written;
	struct word *read;
};

/* Appends the call of the step S as it would be written: `if { ... }`. */
void explain_call(
	struct ctx *x, struct explain_words const *in, struct step const *s, stralloc *to);

/* Appends W as it would be written, quoted if need be, and cut if it is long. */
void explain_word(struct ctx *x, struct word const *w, stralloc *to);

/* Appends the option G as it is given; GOES_ON: its word has been begun by the letter before. */
void explain_option(struct ctx *x, struct given const *g, int goes_on, stralloc *to);

/* Appends the text of a sentence, wrapped, to TO, whose last line is COLUMN wide. Lines begin at INDENT. */
void explain_wrap(stralloc *to, char const *text, size_t len, size_t column, size_t indent);

/* What a chain needs and names, gathered. */
struct explain_list {
	char const *name;
	char const *otherwise; /* a default, or 0 */
	struct explain_list *next;
};
struct explain_notes {
	struct explain_list *set, *needed, *used, *files; /* set: by the chain itself */
};

/* Notes what the chain of S needs and names. */
void explain_note(struct ctx *x, struct explain_notes *n, struct step const *s);

#endif
