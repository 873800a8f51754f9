/* builtin.h - all that a command needs. */
#ifndef BUILTIN_H
#define BUILTIN_H

#include <errno.h>
#include <string.h>

#include "cmd.h"
#include "diag.h"
#include "put.h"
#include "spawn.h"
#include "subst.h"

#include "banned.h"

#endif
