/* s6-mkdir.c - make directories. */
#include <sys/stat.h>

#include "builtin.h"

struct opts {
	int parents, verbose, exact;
	unsigned int mode;
};

static struct opt const opts[] = {
	SET('p', "parents", struct opts, parents, 1,
		"make missing parents too; no error if it exists"),
	SET('v', "verbose", struct opts, verbose, 1, "say what was made, on stderr"),
	OCT('m', "mode", struct opts, mode, 07777, "mode",
		"the mode, whatever the umask (default: 0777 under the umask)",
		ALSO(struct opts, exact, 1)),
	{ 0 },
};

static int is_directory(char const *path)
{
	struct stat st;
	int err = errno, yes = !stat(path, &st) && S_ISDIR(st.st_mode);
	errno = err;
	return yes;
}

static int make(struct ctx *x, struct opts const *o, char const *path)
{
	if (mkdir(path, o->mode) < 0)
		return errno == EEXIST && o->parents && is_directory(path) ? 0 : -1;
	if (o->verbose)
		info(x, "made ", path);
	return o->exact ? chmod(path, o->mode) : 0;
}

/* Makes what is missing above PATH, for the owner to write and search, whatever the umask. */
static int make_parents(struct ctx *x, struct opts const *o, char const *path)
{
	struct opts above = { .parents = 1, .verbose = o->verbose, .mode = 0777 };
	mode_t mask = umask(0);
	int r = 0;
	umask(mask & ~0300U);
	for (char const *s = path + strspn(path, "/"); !r && s[strcspn(s, "/")];) {
		s += strcspn(s, "/");
		char const *parent = arena_text(x, path, (size_t)(s - path));
		s += strspn(s, "/");
		if (*s)
			r = make(x, &above, parent);
	}
	umask(mask);
	return r;
}

static struct next run_mkdir(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	int code = 0;
	for (struct word *w = c->rest; w->s; w++) {
		char const *path = word_wire(x, w);
		x->at = w->at;
		if ((o->parents && make_parents(x, o, path) < 0) || make(x, o, path) < 0) {
			warnsys(x, "unable to make ", path);
			code = 111;
		}
	}
	return leave(code);
}

struct cmd const cmd_s6_mkdir = {
	.name = "s6-mkdir",
	.brief = "make directories",
	.says = "make [--parents|sure that there is ]a directory[--mode| with mode <--mode>]: "
		"<paths>",
	.form = "paths...",
	OPTS(struct opts, opts, .mode = 0777),
	.traits = PURE | LEAF,
	.run = run_mkdir,
	.operands = "paths: the directories to make",
	.example = "s6-mkdir -p -m 0700 /run/web/private",
};
