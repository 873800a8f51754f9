/* scanprogram.h - the programs that a scan directory has for signals and for its end. */
#ifndef SCANPROGRAM_H
#define SCANPROGRAM_H

#include "service.h"

/* Whether the program FILE is there; what is there and cannot be run is warned of. */
int program_usable(struct ctx *x, char const *file);

/* Starts FILE as a child of V's process. Returns 0 if it is not usable. */
int program_start(struct supervisor *v, char const *file);

#endif
