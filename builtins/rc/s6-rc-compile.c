/* s6-rc-compile.c - make a database of services from their definitions. */
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <sys/stat.h>

#include "builtin.h"
#include "rcservicedir.h"

struct opts {
	unsigned int verbosity;
	int block, keep_going, merge;
	char const *user, *ignored;
};

static struct opt const opts[] = {
	NUM('v', "verbosity", struct opts, verbosity, 9, "n",
		"0: no warnings; 1: warnings (default); 2: files that mean nothing, names that are twice in a list, and what windlass check says of scripts, too"),
	SET('b', "block", struct opts, block, 1, "oneshots wait for the lock on the database"),
	STR('h', "fdholder-user", struct opts, user, "user",
		"run the holder of pipes as this user"),
	SET('k', "keep-going", struct opts, keep_going, 1,
		"leave out the services that are wrong and those that need them"),
	SET('m', "merge", struct opts, merge, 1,
		"a bundle that several sources define is all of them together; a directory with contents.d is a "
		"bundle, and needs no file type"),
	STR('u', 0, struct opts, ignored, "ignored", "does nothing (for old scripts)"),
	STR('g', 0, struct opts, ignored, "ignored", "does nothing (for old scripts)"),
	{ 0 },
};

/* What is left out, said and written. */
static int write_left_out(struct rc_writing const *w)
{
	struct ctx *x = w->s->x;
	stralloc text = STRALLOC_ZERO;
	for (struct rc_def const *d = w->s->first; d; d = d->next) {
		char const *why = d->broken ? d->broken : d->lacks;
		if (!why || d->is_template)
			continue;
		if (d->broken)
			warn(x, "left out: ", d->name, ": ", why);
		else
			warn(x, "only a part of ", d->name, " is there: ", why);
		if (!d->broken)
			continue;
		stralloc_cats(&text, d->name);
		stralloc_cats(&text, "\t");
		stralloc_cats(&text, why);
		stralloc_cats(&text, "\n");
	}
	int r = text.len ? rc_write_file(w, RCDB_LEFT_OUT, text.s, text.len, 0644) : 0;
	stralloc_free(&text);
	return r;
}

static int write_servicedirs(struct rc_writing const *w)
{
	struct ctx *x = w->s->x;
	if (rc_own_servicedirs(w) < 0)
		return -1;
	for (uint32_t i = 0; i < w->s->longruns; i++) {
		struct rc_def const *d = w->s->service[i];
		struct arena mark = arena_mark(x);
		if (!d->broken && *d->dir && rc_servicedir(w, d) < 0)
			return -1;
		arena_release(x, mark);
	}
	return 0;
}

/* The file db is last: without it a directory is no database. */
static int write_all(struct rc_writing *w)
{
	struct ctx *x = w->s->x;
	struct rc_writing in = *w;
	if (write_left_out(w) < 0 || rc_write_file(w, RCDB_LOCK, "", 0, 0644) < 0)
		return -1;
	in.path = join(x, w->path, "/", RCDB_SERVICEDIRS);
	in.fd = mkdirat(w->fd, RCDB_SERVICEDIRS, 0755) < 0
			? -1
			: openat(w->fd, RCDB_SERVICEDIRS, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (in.fd < 0) {
		failsys(x, "unable to make ", in.path);
		return -1;
	}
	int r = write_servicedirs(&in);
	fd_close(in.fd);
	if (!r && rcdb_write(w->db, w->fd) < 0) {
		failsys(x, "unable to write ", w->path, "/", RCDB_FILE);
		r = -1;
	}
	return r;
}

/* Fills the directory DEST, which is new. */
static int fill(struct rc_source *s, struct opts const *o, char const *dest)
{
	struct rcdb db;
	struct rc_writing w = {
		.s = s, .db = &db, .path = dest, .block = o->block, .user = o->user
	};
	rc_build(s, &db);
	w.fd = open(dest, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (w.fd < 0) {
		failsys(s->x, "unable to open ", dest);
		return -1;
	}
	mode_t mask = umask(0);
	int r = write_all(&w);
	umask(mask);
	fd_close(w.fd);
	return r;
}

/* Reads all sources. chain(0), or the answer for what is wrong with them. */
static struct next read_sources(struct rc_source *s, struct word const *sources)
{
	char n[DECIMAL];
	for (; sources->s; sources++)
		rc_source_read(s, word_wire(s->x, sources));
	if (!s->lost)
		rc_resolve(s);
	if (s->lost || (s->errors && !s->keep_going)) {
		warn(s->x, "nothing is made: ", decimal(n, s->errors),
			s->errors == 1 ? " error" : " errors");
		return leave(s->unread ? 111 : 1);
	}
	return chain(0);
}

static struct next run_compile(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct rc_source *s = arena_get(x, sizeof *s);
	char const *dest = c->arg[0];
	rc_source_init(s, x);
	s->verbosity = o->verbosity;
	s->keep_going = o->keep_going;
	s->merge = o->merge;
	if (mkdir(dest, 0755) < 0)
		return failsys(x, "unable to make ", dest);
	struct next n = read_sources(s, c->rest);
	if (n.how == NEXT_CHAIN)
		n = leave(fill(s, o, dest) < 0 ? 111 : 0);
	if (n.code)
		rm_rf(dest);
	return n;
}

struct cmd const cmd_s6_rc_compile = {
	.name = "s6-rc-compile",
	.brief = "make a database of services from their definitions",
	.says = "compile the definitions of services in <sources> into the database <compiled>",
	.form = "compiled sources...",
	OPTS(struct opts, opts, .verbosity = 1),
	.traits = LEAF,
	.run = run_compile,
	.operands =
		"compiled: the directory to make; it must not exist\n"
		"sources: directories that have one directory for each service, or bundle of services",
	.exits =
		"1 if something is wrong in a definition, 111 if something cannot be read or written",
	.help = "All that is wrong is told, each with its place, and what is made is made whole or not at all. "
		"With --keep-going services that are wrong are left out, and what needs them; they are told, and "
		"listed in the file left-out of the database, and that is no failure. doc/services.md says what a "
		"definition is.",
	.example = "s6-rc-compile /run/s6/db /etc/s6-overlay/s6-rc.d",
};
