/* fmt.h - the canonical layout of a script. */
#ifndef FMT_H
#define FMT_H

#include "lex.h"

/* Appends the script SRC to TO in its canonical layout: the same words and comments, as they were
   written. Returns 0, or what is wrong with the script, as lex does. */
char const *fmt(struct ctx *x, struct script const *src, stralloc *to);

/* What a token of a script is to its layout. */
enum fmt_place {
	PLACE_COMMAND,  /* begins a line: the first word of a command or of a directive */
	PLACE_OPERAND,  /* belongs to the words before it */
	PLACE_ARGUMENT, /* one of many: begins a line, further in, if the author had it begin one */
	PLACE_ITEM,     /* a word of a block that is a mere list: the same, but not further in */
	PLACE_FREE, /* behind a program nobody knows: the same, further in if the author had it so */
};

struct piece {
	enum fmt_place place;
	uint32_t before; /* newlines in front of it */
	uint32_t indent; /* of its line, as the author wrote it */
	uint32_t width;
	uint32_t other; /* of an open block, the token that closes it, and the other way round */
	uint32_t head;  /* the token that its command begins with */
	uint32_t many_lines; /* how many tokens up to here keep a block from standing on one line */
	uint64_t flat;       /* columns up to here, if all were on one line */
};

/* Columns that LEN bytes take; bytes that continue a character take none. */
uint32_t fmt_columns(char const *s, size_t len);

/* Fills in all of the pieces but the place and the head. */
void fmt_measure(char const *text, struct tokens const *t, struct piece *pieces);

/* Fills in the place and the head of every piece. The words are given away. */
void fmt_places(struct ctx *x, struct word *words, struct tokens const *t, struct piece *pieces);

#endif
