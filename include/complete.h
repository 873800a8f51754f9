/* complete.h - what may stand where a command line ends, from the command table. */
#ifndef COMPLETE_H
#define COMPLETE_H

#include "operand.h"

struct cmd;
struct ctx;

struct complete {
	struct ctx *x;
	/* The command line, N words and at least one; braces are words of their own. The last word is
	   the one to complete: all that is typed of it, or "". */
	char const *const *words;
	size_t n;
	/* Called for each word that may stand there, with what a person is told about it or 0. */
	void (*offer)(struct complete *c, char const *word, char const *brief);
	void *to;
	/* What may stand there besides, which others know better: OPERAND_CHAIN when the words from
	   FROM on are a command line of their own, a PATH, a DIRECTORY and relatives, an ACCOUNT, a
	   GROUP, a PID; else OPERAND_TEXT, for nothing. */
	enum operand_kind kind;
	size_t from;
	size_t skip; /* how much of the last word stands before that: "--name=" */
	int subst;   /* of the commands only those that substitute may stand there */
};

void complete(struct complete *c);

/* Offers what NAME, of the form or of an option of CMD, may be. */
void complete_value(struct complete *c, struct cmd const *cmd, char const *name, size_t len);

/* Offers the commands of the language that may stand there. */
void complete_commands(struct complete *c);

/* Offers the options of CMD. */
void complete_options(struct complete *c, struct cmd const *cmd);

/* Offers TEXT behind the SKIP bytes that stay, if it goes on as typed. */
void complete_offer(struct complete *c, char const *text, size_t len, char const *brief);

#endif
