/* outline.h - what a chain says, read from the command table without running anything.

   Words that hold a $ of a substitution may become none, one or many, so what is read behind such a
   word is a guess: steps and faults from there on are `unsure`. A fault that is not unsure is
   certain to happen when its step is reached. */
#ifndef OUTLINE_H
#define OUTLINE_H

#include "cmd.h"
#include "operand.h"
#include "options.h"
#include "scope.h"

enum fault_kind {
	FAULT_UNKNOWN_OPTION,    /* word, option */
	FAULT_OPTION_ARGUMENT,   /* an option has none: word, name is the argument's */
	FAULT_OPTION_VALUE,      /* its argument is no number, or too large: word, name */
	FAULT_MISSING_OPERAND,   /* word is the command, name the operand's */
	FAULT_MISSING_CHAIN,     /* the chain ends where a program is needed */
	FAULT_UNTERMINATED,      /* block: word is its first one, or the command */
	FAULT_EMPTY_BLOCK,       /* word is what stands in its place */
	FAULT_UNQUOTED,          /* a word in a block that is not marked as being in one */
	FAULT_UNKNOWN_DIRECTIVE, /* word */
	FAULT_SURPLUS,           /* word and all behind it are never looked at */
};

/* That more words could mend. */
static inline int fault_lacks(enum fault_kind kind)
{
	return kind == FAULT_MISSING_OPERAND || kind == FAULT_MISSING_CHAIN ||
	       kind == FAULT_UNTERMINATED;
}

struct fault {
	enum fault_kind kind;
	struct word word; /* where it shows */
	char letter;      /* of an unknown option, 0 for a long one */
	char const *name; /* of the operand or argument, or 0 */
	int unsure;
	struct fault *next;
};

/* An option as it is given. */
struct given {
	struct opt const *opt; /* 0: unknown */
	struct word word;
	char letter;          /* 0 when its long name was given */
	char const *attached; /* the argument, in the same word */
	struct word value;    /* or the next one; no text when there is none */
	struct given *next;
};

struct outline_operand {
	char const *name;
	int optional;
	struct word word; /* no text: absent */
};

/* A block, or the words at the end of a call. */
struct outline_part {
	char const *name; /* 0: there is none */
	enum operand_kind kind;
	struct word *words; /* as the command sees them; no word is missing here */
	struct step *steps; /* of a chain, the first of the block's steps; directives, one by one */
};

struct step {
	enum { STEP_COMMAND, STEP_FOREIGN, STEP_LABEL } kind;
	struct word *words;    /* the first is the command, the program or the label */
	struct cmd const *cmd; /* of STEP_COMMAND */
	struct scope *scope;   /* what is substituted in its words */
	struct scope *defines; /* the scope of what follows: the same, or more */
	struct given *options;
	struct outline_operand operand[CALL_ARGS];
	unsigned int operands;
	struct outline_part block[CALL_BLOCKS];
	unsigned int blocks;
	struct outline_part
		rest; /* OPERAND_CHAIN: `next` has it. All the words of a foreign program */
	struct fault *faults;
	int unsure; /* that it stands here at all */
	struct step *next;
};

/* Reads WORDS, which stay as they are. SCOPE is what is substituted before they run. Returns 0 for an
   empty chain. Blocks that are nested very deep are left as words. */
struct step *outline(struct ctx *x, struct word const *words, struct scope *scope);

/* The same for words that are given away. */
struct step *outline_of(struct ctx *x, struct word *words, struct scope *scope);

/* Reads the OPTIONS of CMD that WORDS begin with. Returns what is behind them. */
struct word *given_read(
	struct ctx *x, struct cmd const *cmd, struct word *words, struct given **options);

/* What is wrong with G in SCOPE: an enum fault_kind, or -1. */
int given_fault(struct given const *g, struct scope *scope);

/* The form of CMD that holds under OPTIONS. */
char const *given_form(struct cmd const *cmd, struct given const *options);

/* The option of S with the long name NAME that is in effect, or 0: rows for one slot overrule each
   other. */
struct given const *outline_option(struct step const *s, char const *name);

/* Whichever of those rows is in effect, or 0. */
struct given const *outline_slot(struct step const *s, char const *name);

/* Its argument, or 0. */
char const *outline_argument(struct given const *g);

/* The operand NAME of S, or 0 when it has none or it is absent. */
struct word const *outline_operand(struct step const *s, char const *name);

#endif
