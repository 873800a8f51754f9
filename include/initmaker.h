/* initmaker.h - what s6-linux-init-maker writes. */
#ifndef INITMAKER_H
#define INITMAKER_H

#include <skalibs/stralloc.h>

#include "ctx.h"
#include "next.h"
#include "opt.h"

struct initmaker_opts {
	unsigned int verbosity, mask, stamp, grace, wait_for;
	int console, logouthook, slashrun, container, no_logger, sync, waits;
	char const *base, *log_user, *getty, *path, *dev, *dump, *level, *skel, *limits;
	struct letters variables;
};

struct initmaker {
	struct ctx *x;
	struct initmaker_opts const *o;
	char const *dir;
	unsigned int log_uid, log_gid;
};

/* Finds the logger's account, and makes the directory. chain(0), or what went wrong. */
struct next initmaker_begin(struct initmaker *m);

/* Each writes a part: bin and env, scripts, run-image. 0, or -1 after a message. */
int initmaker_programs(struct initmaker const *m);
int initmaker_scripts(struct initmaker const *m);
int initmaker_image(struct initmaker const *m);

/* Makes the directory NAME below that of M. 0, or -1 after a message. */
int initmaker_dir(struct initmaker const *m, char const *name, unsigned int mode);

/* Writes the file NAME below it: the script TEXT, which is freed; WORDS are what its first line has for options. */
int initmaker_script(
	struct initmaker const *m, char const *name, char const *options, stralloc *text);

#endif
