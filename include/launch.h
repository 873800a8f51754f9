/* launch.h - starting a script file the way the kernel would, or without it. */
#ifndef LAUNCH_H
#define LAUNCH_H

#include "ctx.h"

/* Whether the file NAME below DIRFD is there for being run: it may lie on a noexec mount. */
int launch_is_program(int dirfd, char const *name);

/* The words that run the file NAME below the directory DIRFD (called FILE by messages and argv[0])
   with ARGS, a 0-ended array. Where the file is a script whose interpreter is this very program, or is
   a command of ours that does not exist on this system, they are that command's: no exec is needed.
   Where the file lies on a noexec mount, they are its interpreter's. Else they are the file itself.
   From the arena of X. Sets errno: to 0, or to why the file could not be looked at. */
struct word *launch_words(
	struct ctx *x, int dirfd, char const *name, char const *file, char const *const *args);

/* The words that run FILE because somebody says it is a script of ours: it need not be executable, and what
   its first line calls by the name of a command of ours is that command. Without a first line it is
   execlineb's, unless it is executable. */
struct word *launch_script(struct ctx *x, char const *file, char const *const *args);

#endif
