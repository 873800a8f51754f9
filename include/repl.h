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
	int warned; /* of the commands that are stopped */
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

/* The names of the colon commands, for completion; 0 behind the last one. */
char const *colon_name(size_t i);

#endif
