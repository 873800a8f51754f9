/* operand.h - what a form says, piece by piece, and what each name in it stands for. Names of operands
   and of option arguments have one meaning everywhere: what is read, checked, completed and
   explained by name goes by this. */
#ifndef OPERAND_H
#define OPERAND_H

#include <stddef.h>

enum operand_kind {
	OPERAND_TEXT,       /* any text */
	OPERAND_CHOICE,     /* one of the words in the name: `one|other` */
	OPERAND_CHAIN,      /* a command and what goes with it */
	OPERAND_PREFIX,     /* the same, but more words come behind it */
	OPERAND_COMMAND,    /* the name of a command of ours */
	OPERAND_SUBCOMMAND, /* ... or X, where our command is called like the one it is for, and -X */
	OPERAND_FAMILY,     /* a family of commands */
	OPERAND_SCRIPT,     /* a script file and its arguments */
	OPERAND_SCRIPT_TEXT,  /* a script */
	OPERAND_ASSIGNMENTS,  /* NAME=VALUE words, then a chain */
	OPERAND_SUBSTITUTION, /* commands that substitute, one after another, without a rest */
	OPERAND_CASES,        /* pairs of a pattern and a block */
	OPERAND_TRAPS,        /* pairs of a signal and a block */
	OPERAND_WAIT,         /* a block of process numbers and a chain, or process numbers */
	OPERAND_LISTEN,       /* pairs of a fifodir and a regular expression */
	OPERAND_VARIABLE,     /* the name of an environment variable */
	OPERAND_KEY,          /* a name to be substituted in what follows */
	OPERAND_NUMBER,
	OPERAND_OCTAL,
	OPERAND_FD,
	OPERAND_PID,
	OPERAND_SIGNAL,
	OPERAND_SIGNALS, /* ... with commas between */
	OPERAND_ACCOUNT, /* a user */
	OPERAND_GROUP,
	OPERAND_PATH, /* a file, there or not */
	OPERAND_DIRECTORY,
	OPERAND_SERVICEDIR,
	OPERAND_SCANDIR,
	OPERAND_FIFODIR
};

/* One operand or block of a form. */
struct operand {
	char const *name; /* in the form, LEN bytes, without brackets and dots */
	size_t len;
	int optional; /* it may be missing; of a block: it may be empty */
	int block;
	int many; /* `name...`, the last: all words that are left, or those of the block */
};

/* Reads the operand that *FORM begins with into O and moves *FORM behind it; 0 at the end of the form,
   where *FORM is 0, or the other form if there is one. */
int form_next(char const **form, struct operand *o);

/* Alternative N, from 0, of FORM, which may be 0. */
char const *form_pick(char const *form, int n);

/* A name, and what it stands for. */
struct operand_name {
	char const *name;
	enum operand_kind kind;
	char const *brief; /* what a person is told about it */
};

/* What the LEN bytes at NAME stand for, or 0 for a name that means nothing. */
struct operand_name const *operand_find(char const *name, size_t len);

/* Their kind; a name that means nothing is text. */
enum operand_kind operand_kind(char const *name, size_t len);

#endif
