/* rcsource.c - whatever definitions say, what is made of them is a database that makes sense. Input: a tree of
   files, as tests/builtins/rc/tree.h reads it. */
#include "fuzz.h"

#include "../builtins/rc/tree.h"
#include "../builtins/rc/walk.h"
#include "rcsource.h"

/* One for the whole run, emptied each time. */
static char const *directory(void)
{
	static char dir[32];
	if (!*dir)
		must_hold(mkdtemp(strcpy(dir, "/dev/shm/rcsource.XXXXXX")) ||
			  mkdtemp(strcpy(dir, "/tmp/rcsource.XXXXXX")));
	else
		must_hold(rm_rf(dir) == 0 && mkdir(dir, 0700) == 0);
	return dir;
}

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	struct rc_source source;
	struct rcdb db;
	char const *dir = directory();
	tree_make(dir, arena_text(x, s, len));
	rc_source_init(&source, x);
	source.keep_going = 1;
	rc_source_read(&source, dir);
	rc_resolve(&source);
	rc_build(&source, &db);
	must_hold(rcdb_check(&db) == 1 && !walk(x, &db));
	free((char *)(uintptr_t)db.texts);
}
