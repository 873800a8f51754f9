/* shebang.h - the first line of a script: #! PROGRAM ARGUMENT. */
#ifndef SHEBANG_H
#define SHEBANG_H

#include "ctx.h"

struct shebang {
	char const *program, *argument; /* the argument is 0 when there is none */
	uint32_t program_at, argument_at;
	size_t len; /* of the line */
	int carriage_return;
};

/* Reads the first line of SRC into L, from the arena. Returns 0 if it is none of this kind. */
int shebang_read(struct ctx *x, struct script const *src, struct shebang *l);

#endif
