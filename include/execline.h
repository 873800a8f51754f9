/* execline.h - what the execline commands share (builtins/execline/lib). */
#ifndef EXECLINE_H
#define EXECLINE_H

#include <skalibs/genalloc.h>

#include "builtin.h"

/* cd and umask, which go by two names each. */
struct next run_cd(struct ctx *x, struct call const *c);
struct next run_umask(struct ctx *x, struct call const *c);

/* eltest, which was s6-test. */
struct next run_eltest(struct ctx *x, struct call const *c);
extern struct term const eltest_terms[];

/* What eltest asks about files: WHAT is the letter of an operator of one file; of two, N, O or F as in
   -nt, -ot and -ef. A missing file is older than any other, and the same as none. */
int file_is(char what, char const *file);
int files_compare(char what, char const *a, char const *b);

/* importas and its older form import. */
struct import_opts {
	struct transform t;
	int insist, unexport, same;
	char const *fallback;
};
#define IMPORT_OPTS \
	SET('i', "insist", struct import_opts, insist, 1, \
		"leave with 100 when the variable is not set"), \
		STR('D', "default", struct import_opts, fallback, "default", \
			"the value when it is not set"), \
		SET('u', "unexport", struct import_opts, unexport, 1, \
			"remove the variable from the environment"), \
		TRANSFORM_OPTS(struct import_opts)
struct next subst_import(struct ctx *x, struct call const *c, struct vars *vars);

/* chain(0) if NAME can be the name of a variable, else the answer to give. */
struct next check_variable(struct ctx *x, char const *name);

/* Goes on with WORDS, which get VALUE as the variable NAME, or are without it if VALUE is 0. With
   AUTOIMPORT an importas for NAME goes before them. */
struct next hand_over(
	struct ctx *x, struct word *words, char const *name, char const *value, int autoimport);
#define AUTOIMPORT_OPTS(T, m) \
	SET('E', "autoimport", T, m, 1, "substitute the value for the variable's name instead"), \
		SET('e', "no-autoimport", T, m, 0, "put the value into the environment (default)")

/* Operand I of C as a descriptor, or with what it is called, as a number. chain(0) when done. */
struct next operand_fd(struct ctx *x, struct call const *c, int i, int *fd);
struct next operand_number(
	struct ctx *x, struct call const *c, int i, char const *what, unsigned int *n);

/* Runs the block of a condition. chain(0) and TRUE when it ended by itself, or by a signal with
   CRASH_IS_FALSE; else the answer to give. */
struct next test_block(
	struct ctx *x, struct word *block, int crash_is_false, int negate, int *wstat, int *truth);

/* Runs a block, and makes `?` what it came to. */
void run_and_tell(struct ctx *x, struct word *block);

/* The positional parameters of the environment: argv[0] is $0, argv[1] to argv[n] the others. */
struct positional {
	unsigned int n;
	char const **argv;
};
/* chain(0) when all are there; else says which is not, with CODE. With MAY_MISS only # must be: the
   others are 0 then. */
struct next positional_read(struct ctx *x, struct positional *p, int code, int may_miss);
/* Makes the parameters FROM on the new $1 and on, unset where they are 0; there were HAD. */
void positional_write(struct ctx *x, char const *const *from, size_t n, size_t had);

/* How many parameters the block that ARGV begins with has, the Nth of its command, its end counted. 0 if
   it has no end, -1 if EXECLINE_STRICT refuses it. */
long positional_block(struct ctx *x, char const *const *argv, unsigned int n);

/* What EXECLINE_STRICT says about HAVE arguments where WANT are needed; UNSET stands for a variable
   that is not set. Returns 0, or -1 when it is too bad to go on. */
int too_few_arguments(struct ctx *x, size_t have, size_t want, unsigned int unset);

/* The body of a loop, run once for each value. */
enum { CODES = 256 };
struct loop_opts {
	int autoimport, parallel, break_on;
	unsigned int most;
	char const *codes;
};
#define CODES_OPTS(T, text, flag) \
	STR('o', "ok", T, text, "codes", "go on only when the body's exit code is one of these", \
		ALSO(T, flag, 0)), \
		STR('x', "break", T, text, "codes", \
			"go on unless the body's exit code is one of these", ALSO(T, flag, 1))
#define LOOP_OPTS(T, m) \
	AUTOIMPORT_OPTS(T, m.autoimport), \
		SET('p', "parallel", T, m.parallel, 2, "run all bodies at once"), \
		NUM('P', "maxpar", T, m.most, 1 << 20, "n", "run as many bodies at once", \
			ALSO(T, m.parallel, 1)), \
		CODES_OPTS(T, m.codes, m.break_on)
struct codes {
	unsigned short v[CODES];
	size_t n;
	int break_on;
};
/* Reads a list of exit codes; no TEXT is an empty one. chain(0), or the answer if it is none. */
struct next codes_read(
	struct ctx *x, struct call const *c, struct codes *k, char const *text, int break_on);
/* Whether a loop goes on after CODE. */
int codes_go_on(struct codes const *k, int code);

struct bodies {
	struct ctx *x;
	struct loop_opts const *o;
	char const *name;
	struct word *body;
	struct codes codes;
	genalloc running; /* pid_t */
	size_t most, done;
	int wrong; /* a body that ran beside others came to a code that would have ended the loop */
	struct next answer;
};
/* Returns chain(0), or the answer for a bad list of codes or name. */
struct next bodies_start(struct bodies *b, struct ctx *x, struct call const *c,
	struct loop_opts const *o, char const *name, struct word *body);
/* Runs the body for VALUE; returns 0 when the loop is over, with b->answer. */
int bodies_run(struct bodies *b, char const *value);
/* Waits for those that are still running. */
void bodies_wait(struct bodies *b);

/* Lines for a body, from a descriptor. */
struct line_opts {
	int keep, crunch, nul;
	char const *delim;
};
#define LINE_OPTS(T, m) \
	SET('N', "no-chomp", T, m.keep, 1, "keep the delimiter, and a last line without one"), \
		SET('n', "chomp", T, m.keep, 0, "remove the delimiter (default)"), \
		SET('C', "crunch", T, m.crunch, 1, "skip empty lines"), \
		SET('c', "no-crunch", T, m.crunch, 0, "do not skip empty lines (default)"), \
		SET('0', "null", T, m.nul, 1, "lines end in null characters"), \
		STR('d', "delim", T, m.delim, "delim", \
			"the bytes that end a line (default: newline); empty for netstrings", \
			ALSO(T, m.nul, 0))
/* Runs the body for every line of FD, to the end of the loop. */
struct next bodies_of_lines(struct bodies *b, int fd, struct line_opts const *o);

#endif
