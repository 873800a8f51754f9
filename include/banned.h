/* banned.h - what only the interpreter may do: commands that try do not compile. */
#ifndef BANNED_H
#define BANNED_H

#include <stdlib.h>
#include <unistd.h>

#define BANNED(what) this_is_the_interpreters_work_##what

#undef fork
#undef vfork
#undef execve
#undef execv
#undef execvp
#undef exit
#undef _exit
#define fork   BANNED(fork)
#define vfork  BANNED(vfork)
#define execve BANNED(execve)
#define execv  BANNED(execv)
#define execvp BANNED(execvp)
#define exit   BANNED(exit)
#define _exit  BANNED(_exit)

#endif
