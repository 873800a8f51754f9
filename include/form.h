/* form.h - reading what a command's table says: its form part by part, its options word by word. The
   interpreter calls by it, an outline tells by it. */
#ifndef FORM_H
#define FORM_H

#include "opt.h"
#include "word.h"

enum form_kind { FORM_OPERAND, FORM_BLOCK, FORM_REST };

struct form_part {
	enum form_kind kind;
	int optional;     /* in a block: it may be empty */
	char const *name; /* not ended */
	size_t len;       /* without the dots */
	size_t whole;     /* with them */
};

/* Alternative N of FORM (0: no form), from 0. */
char const *form_pick(char const *form, int n);

/* Takes the next part off *FORM. Returns 0 when there is none. */
int form_next(char const **form, struct form_part *part);

/* What the words of a block or of the end of a form are. */
enum form_what {
	FORM_WORDS,       /* plain words */
	FORM_CHAIN,       /* a command and what follows */
	FORM_PREFIX,      /* the same, but more words will come behind it */
	FORM_DIRECTIVES,  /* in a block: commands that substitute, without their rest */
	FORM_LABELLED,    /* in a block: words with a block of commands behind each */
	FORM_ASSIGNMENTS, /* words that have a =, then a command */
	FORM_BLOCK_FIRST, /* plain words in a block and then a command, or plain words only */
};
enum form_what form_what(struct form_part const *part);

/* Options being read off the words that begin at `w`. Zero the rest. */
struct opt_walk {
	struct opt const *opts;
	struct word *w;
	char const *letters; /* those of the word before w that are left */
};

/* One option as it is given. An argument is `attached` in the same word, or is the word `value`; with
   neither, one that needs it (opt->arg) has none. */
struct opt_use {
	struct opt const *opt; /* 0: unknown */
	struct word *word;
	char letter; /* 0 when its long name was given */
	char const *attached;
	struct word *value;
};

/* Takes the next option. Returns 0 when there is none, and w is behind the options. */
int opt_next(struct opt_walk *walk, struct opt_use *use);

#endif
