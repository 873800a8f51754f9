/* cmd.h - the command table: everything that can be said about a command without code. */
#ifndef CMD_H
#define CMD_H

#include "ctx.h"
#include "next.h"
#include "opt.h"

enum {
	CALL_ARGS = 5,   /* named operands a form may have */
	CALL_BLOCKS = 3, /* blocks a form may have */
};

struct cmd;

/* A call as the command's form describes it. Absent operands and blocks are 0. */
struct call {
	struct cmd const *cmd;
	char const *name; /* what it was called by */
	void const *opt;  /* the command's options struct, filled */
	char const *arg[CALL_ARGS];
	uint32_t arg_at[CALL_ARGS]; /* and the operands' places */
	struct word *block[CALL_BLOCKS];
	struct word *rest; /* what the last `word...` of the form stands for */
	uint32_t at;       /* the command's own place */
};

/* Traits. */
enum {
	PURE = 1,    /* leaves nothing behind but words, x->env and files, writes by put() */
	LEAF = 2,    /* never goes on */
	FORKS = 4,   /* runs a block */
	FRESH = 8,   /* a daemon: starts as a process image of its own */
	RAW = 16,    /* has a grammar of its own: options are its operands */
	HIDDEN = 32, /* reached by its path or link name only, never from within a chain */
	HERE = 64,   /* alone on a line of windlass repl, it works on the session itself */
	NESTS = 128 /* FORKS by spawn_wait and spawn_read, and does nothing else that PURE may not */
};

struct vars;

/* A word that a command gives a meaning, for `windlass explain`. */
struct term {
	char const *word;
	char const *says;
	int swaps; /* the word behind it is said first */
};

struct cmd {
	char const *name;
	char const *brief; /* one line, no capital, no full stop */
	/* What a step does, for `windlass explain`; 0: the brief. `<file>` becomes the operand, block
	   or rest of that name, `<-x>` and `<--long>` an option's argument; of `[file|A|B]` stays A if
	   there is such an operand (or option: `[-x|A|B]`), else B, which may be left out. A colon at
	   the end announces the steps of the blocks. Options that are not mentioned are added. */
	char const *says;
	struct term const *terms; /* in the words that <...> become, ended by {0}; or 0 */
	/* Operands: `name`, `[name]`, `{ name... }` (a block that may not be empty), `{ [name...]
	   }` (may be empty), and last `name...` (one or more words) or `[name...]`. Where an option
	   changes the operands: forms with " | " between, and form_slot, the FORM_SLOT of the int
	   option that counts to the one that holds. */
	char const *form;
	struct opt const *opts; /* 0: options are not looked for */
	void const *opt_init;   /* what their struct holds at first; 0: zeros */
	uint16_t opt_size;
	uint16_t form_slot;
	uint16_t traits;
	struct next (*run)(struct ctx *x, struct call const *c);
	/* Commands that only substitute: adds what they define to VARS; chain(0) when all is well.
	   multisubstitute calls it too. */
	struct next (*subst)(struct ctx *x, struct call const *c, struct vars *vars);
	char const
		*operands; /* what they are, in lines "name: text", where include/operand.h is too
				 general; or 0 */
	char const *exits; /* exit codes of its own, for the manual; 0 for the usual ones */
	char const *help;  /* more for the manual, whole sentences, or 0; paragraphs are apart by an
				 empty line, those that begin with a blank stay as they are */
	char const *
		example; /* scripts, apart by an empty line, or 0; lines behind one tell what comes of
				 it, as in a .test file: "> " a line of stdout, "= " the exit code */
	char const *script; /* its text, for a command written in the language */
};

#define FORM_SLOT(T, m) (OPT_SLOT(T, m, int) + 1)
#define OPTS(T, table, ...) \
	.opts = (table), .opt_size = sizeof(T), \
	.opt_init = __VA_OPT__(&(T const){ __VA_ARGS__ } +) 0

/* An entry of the table made by the Makefile from the names of the files under builtins/. */
struct cmd_row {
	struct cmd const *cmd;
	char const *family;
};
extern struct cmd_row const cmd_table[]; /* sorted by name */
extern size_t const cmd_count;

/* The command called NAME, or 0. HIDDEN ones are found by cmd_by_path only, which looks at the last
   part of a path. */
struct cmd const *cmd_find(char const *name);
struct cmd const *cmd_by_path(char const *path);

/* Reads the words of a call, the command's own first, into C. Returns chain(0), or the answer to
   give instead. With DIRECTIVE the words that the form ends in may be missing. */
struct next call_read(
	struct ctx *x, struct cmd const *cmd, struct word *words, int directive, struct call *c);

/* Whether WORDS, those behind CMD's name, only ask for its help. */
int call_asks_help(struct cmd const *cmd, struct word const *words);

/* An argument inside a block that no quoting marks: EXECLINE_STRICT says how bad that is. Returns 0, or
   -1 when it is too bad to go on. */
int unquoted_argument(struct ctx *x, char const *text, unsigned long block, unsigned long position);

/* Reads and runs a call. */
struct next cmd_call(struct ctx *x, struct cmd const *cmd, struct word *words);

/* Writes the usage of CMD to stderr and leaves with 100. */
struct next usage(struct ctx *x, struct cmd const *cmd);

/* The family of CMD: the folder its file is in. */
char const *cmd_family(struct cmd const *cmd);

/* Append CMD's synopsis, its help, its page of the reference, or its manual page to TO. */
void help_synopsis(stralloc *to, struct cmd const *cmd);
void help_text(stralloc *to, struct cmd const *cmd);
void help_reference(stralloc *to, struct cmd const *cmd);
void help_man(stralloc *to, struct cmd const *cmd);
void help_man_family(stralloc *to, char const *family);

/* The run function of commands that are scripts. */
struct next run_script(struct ctx *x, struct call const *c);

#endif
