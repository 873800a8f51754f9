/* rc.h - what targets of the service manager share: a folder of their own in memory, and databases that are made once, of
   texts as tests/builtins/rc/tree.h reads them. Files are made as small files are: any bytes. */
#ifndef FUZZ_RC_H
#define FUZZ_RC_H

#include "fuzz.h"

#include "../builtins/rc/tree.h"
#include "rclive.h"
#include "rcsource.h"

static char rc_dir[32];

static void rc_leave(void)
{
	rm_rf(rc_dir);
}

/* The folder; everything in it is called by its whole path. */
static inline char const *rc_folder(void)
{
	if (*rc_dir)
		return rc_dir;
	must_hold(mkdtemp(strcpy(rc_dir, "/dev/shm/rcfuzz.XXXXXX")) ||
		  mkdtemp(strcpy(rc_dir, "/tmp/rcfuzz.XXXXXX")));
	atexit(rc_leave);
	return rc_dir;
}

static inline void rc_file(char const *path, char const *s, size_t len)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	must_hold(fd >= 0 && write(fd, s, len) == (ssize_t)len && !close(fd));
}

/* Compiles TREE, as far as s6-rc needs it, to the directory NAME of the folder, whose path it returns, and opens that. */
static inline char const *rc_compile(
	struct ctx *x, char const *name, char const *tree, struct rcdb *db)
{
	struct rc_source s;
	struct rcdb built;
	char const *path = join(x, rc_folder(), "/", name), *src = join(x, path, ".src");
	must_hold(!mkdir(path, 0755) && !mkdir(src, 0755));
	tree_make(src, arena_text(x, tree, strlen(tree)));
	rc_source_init(&s, x);
	rc_source_read(&s, src);
	rc_resolve(&s);
	rc_build(&s, &built);
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	must_hold(!s.errors && fd >= 0 && !rcdb_write(&built, fd) && !close(fd));
	free((char *)(uintptr_t)built.texts);
	rc_file(join(x, path, "/" RCDB_LOCK), "", 0);
	must_hold(!rm_rf(src) && !rcdb_open(db, path));
	return path;
}

/* Has PREPARE called once, with an interpreter whose arena stays: what it makes is there for every input. */
static inline void rc_once(void (*prepare)(struct ctx *x))
{
	static struct ctx own;
	if (own.prog)
		return;
	own = (struct ctx){ .prog = "fuzz" };
	prepare(&own);
}

#define RC_LONGRUN(name) name "/type=longrun\n" name "/run=#!/bin/sh|\n"
#define RC_ONESHOT(name) name "/type=oneshot\n" name "/up=\n"
#define RC_NEEDS(a, b)   a "/dependencies.d/" b "=\n"

#endif
