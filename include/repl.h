/* repl.h - the interactive session: what the files of interp/repl/ share. They are the program windlass-repl
   and no part of the init program. */
#ifndef REPL_H
#define REPL_H

#include <skalibs/stralloc.h>
#include <sys/types.h>
#include <termios.h>

#include "loop.h"
#include "subst.h"

/* What a text lacks to be a chain. */
struct open {
	size_t blocks;
	char mark; /* an open quote, a last backslash, a last brace; or 0 */
};

/* A command that was stopped by a signal, the latest first. */
struct job {
	struct child child;
	pid_t pid;
	char const *text;
	struct termios modes;
	struct session *s;
	struct job *below;
};

struct session {
	struct ctx *x;
	struct vars vars;  /* what lines have defined for the lines that follow */
	unsigned int code; /* of the last command, as `?` has it */
	int leaving;
	stralloc entry;    /* the lines of a chain that are there so far */
	struct open open;  /* and what it lacks */
	stralloc last;     /* the last chain that was run */
	char const *name;  /* where lines come from, as messages call it */
	size_t line;       /* how many lines were read from there */
	size_t first;      /* how many of them stand before the entry */
	struct loop *loop; /* 0 when nobody sits at a terminal */
	pid_t group, before;
	struct termios modes; /* what commands find, and leave behind */
	struct job *jobs;
	int warned;  /* of the commands that are stopped */
	int typing;  /* lines come from a person */
	int history; /* the file, or -1 */
};

/* Ends the quotes and blocks that are open in TEXT. Returns 0, or what is wrong with it, at x->at. */
char const *text_close(struct ctx *x, stralloc *text, struct open *open);

/* Whether the LEN bytes of TEXT are the beginning of a chain that goes on in the next line. */
int text_goes_on(struct ctx *x, char const *text, size_t len, struct open *open);

/* Takes a line. What it makes whole is run. */
void session_line(struct session *s, char const *line, size_t len);

/* No more lines come: complains about a chain that is not whole. Returns whether there was one. */
int session_cut(struct session *s);

/* Forgets the lines of a chain that is not whole. */
void session_forget(struct session *s);

/* Runs the chain in the LEN bytes of TEXT. */
void session_chain(struct session *s, char const *text, size_t len);

/* Runs the lines of FILE. 0, or -1 with errno. */
int session_file(struct session *s, char const *file);

/* Whether the chain WORDS is a command with nothing behind it that works on the session itself. It has
   been run then. */
int alone(struct session *s, struct word const *words);

/* Runs WORDS and waits. Returns what it came to, as `?` has it. */
unsigned int job_run(struct session *s, struct word *words, char const *text, size_t len);

/* Goes on with the latest of those that are stopped. */
unsigned int job_continue(struct session *s);

/* Takes the terminal, and gives it back; jobs that are stopped end. */
void jobs_open(struct session *s);
void jobs_close(struct session *s);

/* Lines from a person. Each returns 0, or -1 with errno. */
int terminal_open(struct session *s, struct loop *l);
int terminal_run(struct session *s);
void terminal_close(struct session *s);

/* Makes the Tab key complete. readline is ready. */
void tab_open(struct session *s);

/* A text that is typed, up to the cursor, as what it means: words for complete(), braces among them. */
struct typed {
	char const **words;
	size_t n;           /* at least one; the last is what is typed of a word */
	size_t from;        /* where that begins in the text */
	struct word *chain; /* all words, as lexed */
	struct word *last;  /* that one among them */
};

/* Reads the LEN bytes of TEXT. Returns 0 where no word can stand. */
int typed_read(struct ctx *x, char const *text, size_t len, struct typed *t);

/* What may stand in place of the last word, all of it. */
struct offer {
	char const *word, *brief; /* brief: what a person is told about it, or 0 */
};
struct offers {
	struct session *s;
	struct offer *v;
	size_t n, max;
};
void offer(struct offers *o, char const *word, char const *brief);

/* All that may stand where T ends; sorted, no two the same. */
void offers_for(struct offers *o, struct typed const *t);

/* The $names that begin as the one that T ends in. Returns 0 when there is none. */
int offers_keys(struct offers *o, struct typed const *t);

/* ... and where TEXT, a colon command, ends: 1, and *FROM is where the word to replace begins; 0 when a
   chain begins there; -1 when nothing may stand there. */
int offers_for_colon(struct offers *o, char const *text, size_t *from);

/* What was typed, kept in a file from session to session. */
void history_open(struct session *s);
void history_keep(struct session *s, char const *text, size_t len);
void history_show(struct session *s);

/* The name of the file NAME of this program in the directory that the variable XDG names, by default
   HOME/FALLBACK; 0 when there is none. From the arena of X. */
char const *xdg_file(struct ctx *x, char const *xdg, char const *fallback, char const *name);

/* Runs the line TEXT, which begins with a colon. */
void colon_run(struct session *s, char const *text);

/* Whether it takes a chain, and this one goes on in the next line. */
int colon_goes_on(struct session *s, char const *text, struct open *open);

/* What the colon commands are, for completion: 0 behind the last one. */
struct colon {
	char const *name, *form, *brief;
	void (*run)(struct session *s, char const *arg);
};
extern struct colon const colons[];

/* The one that TEXT, behind the colon, begins with the name of, or the beginning of it, and what stands
   behind that. Its name is 0 when there is none. */
struct colon const *colon_find(char const *text, char const **arg);

/* Whether it takes a chain. */
int colon_takes_chain(struct colon const *c);

#endif
