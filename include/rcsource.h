/* rcsource.h - sources of services as s6-rc-compile reads them. */
#ifndef RCSOURCE_H
#define RCSOURCE_H

#include "ctx.h"
#include "rcdb.h"

/* What a list of names in a definition is for. */
enum rc_list {
	RC_NEEDS,    /* dependencies */
	RC_WANTS,    /* wants.d */
	RC_AFTER,    /* after.d */
	RC_CONTENTS, /* of a bundle */
	RC_READS,    /* consumer-for */
	RC_WRITES,   /* producer-for */
	RC_PIPELINE, /* pipeline-name */
	RC_LISTS
};

enum rc_type { RC_NO_TYPE, RC_ONESHOT, RC_LONGRUN, RC_BUNDLE };
enum {
	RC_IS_ONESHOT = 1 << RC_ONESHOT,
	RC_IS_LONGRUN = 1 << RC_LONGRUN,
	RC_IS_BUNDLE = 1 << RC_BUNDLE
};

/* A file of a definition. */
struct rc_file {
	char const *name; /* below the definition's directory */
	char const *text; /* 0: it is not there */
	size_t len;
	char const *dir; /* a definition's that was added to this one; 0: its own */
};

/* A name in a list. */
struct rc_ref {
	char const *name;
	struct rc_file const
		*file;      /* where it stands; its text is 0 when that is a directory of names */
	uint32_t at;        /* the place in the file */
	struct rc_def *def; /* what it is, once that is known */
};

struct rc_refs {
	struct rc_ref *v;
	size_t n;
	int given; /* there is such a file */
};

/* A file of a service directory to be written. */
struct rc_put {
	char const *name, *text;
	size_t len;
	unsigned int mode;
	struct rc_put *next;
};

struct rc_graph;

enum rc_tree { RC_DATA, RC_ENV, RC_TEMPLATE, RC_TREES };

struct rc_def {
	char const *name;
	char const *dir; /* SOURCE/NAME */
	struct rc_def *next;
	enum rc_type type;
	uint32_t flags;
	unsigned int timeout_up, timeout_down, tries, backoff, backoff_most;
	struct rc_refs list[RC_LISTS];
	struct rc_file script[RC_SCRIPTS];
	struct word *words[RC_SCRIPTS];
	struct rc_file run, finish;
	struct rc_put *put;
	unsigned int fd[2];    /* notification-fd and lock-fd, each plus 1 */
	int tree[RC_TREES];    /* which of them are there */
	char const *parameter; /* of an instance; 0 for what is none */
	int is_template;       /* it is called NAME@: only its instances are services */
	char const *broken;    /* why it is left out, or 0 */
	char const *lacks;     /* bundles: why not all of it is there, or 0 */
	/* From here on for rc_resolve and rc_build. */
	int linked, piped;
	struct rc_def *consumer;
	uint32_t id;             /* among all services, or all bundles, that are defined */
	uint32_t number;         /* the service's in the database */
	uint32_t rank;           /* in the table of names */
	uint32_t const *atomics; /* the ids it stands for, rising */
	uint32_t atomics_n;
};

enum { RC_DONE = 100 };

/* What is wrong: something odd, which is no error; a definition that is; a name that nobody defines; services in a
   circle; what cannot be read. */
enum rc_fault { RC_FAULT_ODD, RC_FAULT_BAD, RC_FAULT_UNDEFINED, RC_FAULT_CIRCLE, RC_FAULT_UNREAD };

struct rc_said {
	enum rc_fault fault;
	char const *text;
	struct script src; /* the file it is about: only its name, 0 for none, where AT is 0 */
	uint32_t at;
};

/* All definitions, as they are found. */
struct rc_source {
	struct ctx *x;
	unsigned int verbosity;
	int keep_going;
	int merge;       /* bundles may be defined more than once */
	int no_programs; /* somebody else looks at programs */
	/* Is told what is wrong. 0: it is printed. */
	void (*tell)(void *arg, struct rc_said const *said);
	void *tell_arg;
	unsigned int errors;
	int unread; /* of the errors, there are some that are the system's fault */
	int lost;   /* a whole source could not be read */
	struct rc_def *first, **last;
	struct rc_def **table; /* by name, hashed */
	size_t defs, room;
	/* All that have a type and are no templates, broken or not. */
	struct rc_def **service, **bundle;
	uint32_t services, longruns, bundles;
	struct rc_graph *edges; /* of services: needs, wants, after, by id */
	int done[RC_DONE];      /* descriptors that are to be closed */
	int done_n;
	char *buffer; /* what files are read into */
	size_t buffer_size;
};

void rc_source_init(struct rc_source *s, struct ctx *x);

/* Reads the definitions in the directory PATH. What is wrong is said and counted. */
void rc_source_read(struct rc_source *s, char const *path);

/* Reads the definition in the directory NAME of DIRFD; D->dir is what that is called. */
void rc_define(struct rc_source *s, struct rc_def *d, int dirfd, char const *name);

/* Adds the definitions that ROWS would be as files: types, contents.d, dependencies.d, up and down. A bundle that is
   there already becomes both together. */
struct layout_row;
void rc_source_rows(struct rc_source *s, struct layout_row const *rows);

/* The same where there is D by that name already: a bundle becomes both together, where s->merge allows that. */
void rc_merge(struct rc_source *s, struct rc_def *d, int dirfd, char const *name, char const *dir);

/* Says that D is defined in DIR too. */
void rc_twice(struct rc_source *s, struct rc_def *d, char const *dir);

/* The definition of NAME, or 0. Adding one that is there is an error. */
struct rc_def *rc_find(struct rc_source const *s, char const *name);
struct rc_def *rc_add(struct rc_source *s, char const *name, char const *dir);

/* Makes definitions known to each other: names become definitions, instances are made, pipelines are checked, bundles
   become services, cycles are found; what needs something that is broken is broken too. */
void rc_resolve(struct rc_source *s);

/* Its parts. */
void rc_link(struct rc_source *s);
void rc_pipe(struct rc_source *s, struct rc_def *d);
void rc_check_pipes(struct rc_source *s);
void rc_connect(struct rc_source *s);
void rc_find_cycles(struct rc_source *s);
void rc_leave_out(struct rc_source *s);

/* What stands for the way from A to B in A's list LIST, or 0. */
struct rc_ref const *rc_ref_to(struct rc_def const *a, enum rc_list list, struct rc_def const *b);

static inline int rc_is_atomic(struct rc_def const *d)
{
	return (d->type == RC_ONESHOT || d->type == RC_LONGRUN) && !d->is_template;
}

/* Says what is wrong with D, at the place AT of FILE (0: D's directory itself; FILE->text 0: the file as a whole),
   counts it, and makes D broken. warning: as warn. */
#define rc_wrong(s, d, file, at, ...) rc_wrong_as((s), RC_FAULT_BAD, (d), (file), (at), __VA_ARGS__)
#define rc_warn(s, d, file, at, ...)  rc_wrong_as((s), RC_FAULT_ODD, (d), (file), (at), __VA_ARGS__)
#define rc_wrong_as(s, fault, d, file, at, ...) \
	rc_say((s), (fault), (d), (file), (at), (char const *const[]){ __VA_ARGS__, 0 })
void rc_say(struct rc_source *s, enum rc_fault fault, struct rc_def *d, struct rc_file const *file,
	uint32_t at, char const *const *parts);

/* D, or if that is 0 anything, could not be read; says so, with errno. */
void rc_unable(struct rc_source *s, struct rc_def *d, char const *path);

/* The definitions as a database; all from the arena. */
void rc_build(struct rc_source *s, struct rcdb *db);

#endif
