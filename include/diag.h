/* diag.h - trouble. One sentence form: "prog: level: unable to X: why (file:line:col)". */
#ifndef DIAG_H
#define DIAG_H

#include "ctx.h"
#include "next.h"

/* Each takes the texts that make up the sentence and writes it to stderr in one write. The place
   is the one X stands at. */
#define info(x, ...)    diag((x), "info", DIAG_PARTS(__VA_ARGS__))
#define warn(x, ...)    diag((x), "warning", DIAG_PARTS(__VA_ARGS__))
#define warnsys(x, ...) diag_sys((x), "warning", DIAG_PARTS(__VA_ARGS__))
/* The caller's fault: leaves with 100. */
#define fail(x, ...) diag_leave((x), 100, DIAG_PARTS(__VA_ARGS__))
/* The system's fault: adds what errno says, leaves with 111. */
#define failsys(x, ...) diag_leavesys((x), 111, DIAG_PARTS(__VA_ARGS__))
/* As fail and failsys, with another code. */
#define failcode(x, code, ...)    diag_leave((x), (code), DIAG_PARTS(__VA_ARGS__))
#define failcodesys(x, code, ...) diag_leavesys((x), (code), DIAG_PARTS(__VA_ARGS__))

#define DIAG_PARTS(...) ((char const *const[]){ __VA_ARGS__, 0 })

void diag(struct ctx const *x, char const *level, char const *const *parts);
void diag_sys(struct ctx const *x, char const *level, char const *const *parts);
struct next diag_leave(struct ctx const *x, int code, char const *const *parts);
struct next diag_leavesys(struct ctx const *x, int code, char const *const *parts);

/* N in decimal, in the buffer B of at least DECIMAL bytes; returns B. */
#define DECIMAL 24
char const *decimal(char *b, unsigned long n);

#endif
