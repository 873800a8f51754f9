/* rootfs.h - what /init would come to grief about in the root of an image, found without running anything
   (builtins/windlass/lib/root*.c). */
#ifndef ROOTFS_H
#define ROOTFS_H

#include "opt.h"
#include "report.h"

struct stat;

struct rootfs {
	struct ctx *x;
	struct lint const *options; /* for scripts; which rules are off */
	char const *root;           /* as it was called */
	struct letters const *env;  /* variables, as NAME=VALUE */
	char const *env_file;       /* a file of them, or 0 */
	/* From here on its own. */
	char const **set; /* all variables that are set, 0-ended, the last of a name first */
	size_t sets;
	char const *etc;      /* where the folders of the image are */
	int generation;       /* 2 or 3: whose manners hold */
	int layer;            /* it is no whole root */
	int waits;            /* there is something that base is about */
	unsigned int machine; /* what its programs are for: EM_..., or 0 */
	struct report_file *first, **last;
	int code; /* not 0: something could not be read */
};

/* Finds what there is to find; it is in R->first then. */
void rootfs_check(struct rootfs *r);

/* The file called NAME, and SRC if places are told of it; and one that may be called as another is. */
struct report_file *rootfs_file(struct rootfs *r, char const *name, struct script src);
struct report_file *rootfs_file_new(struct rootfs *r, char const *name, struct script src);

/* Adds a finding about what stands at AT of FILE, of another level than its rule's, or of that. */
#define rootfs_say_as(r, file, id, level, at, hint, ...) \
	rootfs_add((r), (file), (id), (level), (at), (hint), join((r)->x, __VA_ARGS__))
#define rootfs_say(r, file, id, at, hint, ...) \
	rootfs_say_as((r), (file), (id), lint_rules[id].level, (at), (hint), __VA_ARGS__)
void rootfs_add(struct rootfs *r, struct report_file *file, enum lint_id id, enum lint_level level,
	uint32_t at, char const *hint, char const *message);

/* What PATH, with R->root as /, leads to: a path for this system in which no link is left; 0 with errno. */
char const *rootfs_resolve(struct rootfs *r, char const *path);

/* Whether PATH leads to something; *ST becomes what. */
int rootfs_stat(struct rootfs *r, char const *path, struct stat *st);

/* What PATH is called by findings. */
char const *rootfs_name(struct rootfs *r, char const *path);

/* The text of PATH, or 0 after saying that it cannot be read. */
struct report_file *rootfs_text(struct rootfs *r, char const *path);

/* Calls EACH with the path of all in the directory PATH whose names do not begin with a dot, in order. Returns how
   many there are. */
size_t rootfs_each(
	struct rootfs *r, char const *path, void (*each)(struct rootfs *r, char const *path));

/* Why PROGRAM, a path or a name that is looked for in PATH, cannot be run; 0 when it can, or when that is not
   certain. RULE becomes what it comes under. */
char const *rootfs_missing(struct rootfs *r, char const *program, enum lint_id *rule);

/* Why the program of which the N bytes at HEAD are the beginning, and FD the rest, cannot run; or 0. */
char const *rootfs_elf(struct rootfs *r, int fd, char const *head, size_t n, enum lint_id *rule);

/* What the programs of the root are for. */
unsigned int rootfs_machine(struct rootfs *r);

/* Looks at the program or script PATH. MADE: /init makes it executable; else it need not be so. */
enum rootfs_mode { ROOTFS_MADE, ROOTFS_COPIED };
void rootfs_program(struct rootfs *r, char const *path, enum rootfs_mode mode);

/* Looks at a script in the language that FILE is; ARGS: as struct lint has it. */
void rootfs_lint(struct rootfs *r, struct report_file *file, char const *args);

/* The variable NAME, or 0. */
char const *rootfs_env(struct rootfs *r, char const *name);

/* Looks at the variables that are set, and that FILE, a script, names. */
void rootfs_variables(struct rootfs *r);
void rootfs_names(struct rootfs *r, struct report_file *file);

/* Looks at the file PATH of fix-attrs.d; at the service PATH of services.d; at what it declares
   to be checked; at the services of s6-rc. */
void rootfs_attrs(struct rootfs *r, char const *path);
void rootfs_service(struct rootfs *r, char const *path);
void rootfs_check_exec(struct rootfs *r, char const *path);
void rootfs_rc(struct rootfs *r);

#endif
