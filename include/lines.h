/* lines.h - reading stdin line by line. */
#ifndef LINES_H
#define LINES_H

#include <skalibs/buffer.h>
#include <skalibs/stralloc.h>

enum { LINES_BUFFER = 8192 };

struct lines {
	buffer in;
	stralloc line; /* the line, without its end, a NUL behind */
	char end;
	char space[LINES_BUFFER];
};

/* Lines end with END. */
void lines_open(struct lines *l, char end);

/* Reads a line, of which the last may lack its end. 1, 0 when there is no more, -1 with errno. */
int lines_next(struct lines *l);

void lines_close(struct lines *l);

#endif
