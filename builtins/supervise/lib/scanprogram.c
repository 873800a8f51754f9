/* scanprogram.c - the programs that a scan directory has for signals and for its end. */
#include "scanprogram.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "launch.h"
#include "shortage.h"
#include "spawn.h"

struct child_setup {
	struct supervisor *v;
	int ours;
};

static int child_setup(void *arg)
{
	struct child_setup *u = arg;
	return supervisor_child(u->v, u->ours, -1);
}

int program_usable(struct ctx *x, char const *file)
{
	if (faccessat(AT_FDCWD, file, F_OK, 0)) {
		if (errno != ENOENT && errno != ENOTDIR)
			warnsys(x, "unable to look for ", file);
		return 0;
	}
	errno = 0;
	if (launch_is_program(AT_FDCWD, file) || shortage(errno)) /* running it will tell */
		return 1;
	warn(x, "unable to run ", file, ": it is not executable");
	return 0;
}

int program_start(struct supervisor *v, char const *file)
{
	struct ctx *x = v->x;
	static char const *const none[] = { 0 };
	if (!program_usable(x, file))
		return 0;
	struct arena mark = arena_mark(x);
	struct word *words = launch_words(x, AT_FDCWD, file, file, none);
	struct child_setup u = { v, !strchr(words->s, '/') };
	if (spawn(x, words,
		    &(struct plan){
			    .close = -1, .from = -1, .to = -1, .setup = child_setup, .arg = &u }) <
		0)
		spawn_warn(x);
	arena_release(x, mark);
	return 1;
}
