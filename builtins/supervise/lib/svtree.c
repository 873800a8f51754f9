/* svtree.c - walking through scan directories. */
#include "svtree.h"

#include <dirent.h>
#include <errno.h>
#include <skalibs/djbunix.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "json.h"
#include "rundir.h"

enum { NESTED = 8 };

static struct svtree *read_tree(struct ctx *x, char const *dir, int deeper);

static int is_dir(char const *path)
{
	struct stat st;
	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

int svtree_is_scandir(struct ctx *x, char const *dir)
{
	if (is_dir(join(x, dir, "/.s6-svscan")))
		return 1;
	return is_dir(dir) && access(join(x, dir, "/run"), F_OK) < 0 &&
	       access(join(x, dir, "/supervise"), F_OK) < 0;
}

char const *svtree_find(struct ctx *x)
{
	char const *run = env_value(x, "WINDLASS_RUN"), *user = env_value(x, "XDG_RUNTIME_DIR");
	char const *const in[] = { run ? run : "/run", "/run", "", user ? user : "/run",
		RUNDIR_SPARES };
	for (size_t i = 0; i < sizeof in / sizeof *in; i++) {
		char const *dir = join(x, in[i], "/service");
		if (is_dir(join(x, dir, "/.s6-svscan")))
			return dir;
	}
	return 0;
}

/* Whether the process PID is a scan directory's supervisor. */
static int is_svscan(pid_t pid)
{
	char path[64], b[256];
	snprintf(path, sizeof path, "/proc/%ld/cmdline", (long)pid);
	ssize_t n = openreadnclose(path, b, sizeof b - 1);
	b[n < 0 ? 0 : n] = 0;
	char const *slash = strrchr(b, '/');
	return !strcmp(slash ? slash + 1 : b, "s6-svscan");
}

/* A supervisor works in its scan directory. */
static char const *nested_dir(struct ctx *x, struct svnode const *n)
{
	char path[64], b[4096];
	if (!n->view.up || !is_svscan(n->view.st.pid))
		return 0;
	snprintf(path, sizeof path, "/proc/%ld/cwd", (long)n->view.st.pid);
	ssize_t len = readlink(path, b, sizeof b - 1);
	if (len <= 0)
		return 0;
	b[len] = 0;
	return is_dir(join(x, b, "/.s6-svscan")) ? arena_text(x, b, (size_t)len) : 0;
}

static struct svnode *node(struct ctx *x, char const *name, char const *dir, int deeper)
{
	struct svnode *n = arena_get(x, sizeof *n);
	char const *log = join(x, dir, "/log");
	*n = (struct svnode){ .name = name, .dir = dir };
	svview_read(x, &n->view, dir);
	if (!strcmp(name, "log") || !deeper)
		return n;
	if (is_dir(log))
		n->logger = node(x, "log", log, deeper);
	char const *below = nested_dir(x, n);
	if (below)
		n->below = read_tree(x, below, deeper - 1);
	return n;
}

static int by_name(struct dirent const **a, struct dirent const **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int not_hidden(struct dirent const *f)
{
	return *f->d_name != '.';
}

static struct svtree *read_tree(struct ctx *x, char const *dir, int deeper)
{
	struct svtree *t = arena_get(x, sizeof *t);
	struct dirent **files = 0;
	*t = (struct svtree){ .dir = dir };
	struct svnode **last = &t->first;
	int n = scandir(dir, &files, not_hidden, by_name);
	if (n < 0)
		t->err = errno;
	for (int i = 0; i < n; i++) {
		char const *name = files[i]->d_name, *path = join(x, dir, "/", name);
		if (is_dir(path)) {
			*last = node(x, arena_text(x, name, strlen(name)), path, deeper);
			last = &(*last)->next;
		}
		free(files[i]);
	}
	free(files);
	return t;
}

struct svtree *svtree_read(struct ctx *x, char const *dir)
{
	return read_tree(x, dir, NESTED);
}

void svtree_add(struct ctx *x, struct svtree *t, char const *name, char const *dir)
{
	struct svnode **last = &t->first;
	while (*last)
		last = &(*last)->next;
	*last = node(x, name, dir, NESTED);
}

static void count_node(struct svcount *c, struct svnode const *n)
{
	c->services++;
	c->up += (unsigned long)n->view.up;
	c->missing += !svview_fine(&n->view);
	c->hidden += n->view.seen == SVVIEW_DENIED;
	if (n->logger)
		count_node(c, n->logger);
	if (n->below)
		svtree_count(c, n->below);
}

void svtree_count(struct svcount *c, struct svtree const *t)
{
	for (; t; t = t->next)
		for (struct svnode const *n = t->first; n; n = n->next)
			count_node(c, n);
}

static void json_node(stralloc *to, struct svnode const *n)
{
	json_open(to, '{');
	json_key(to, "service");
	json_text(to, n->name);
	json_key(to, "dir");
	json_text(to, n->dir);
	svview_json(to, &n->view);
	if (n->logger) {
		json_key(to, "logger");
		json_node(to, n->logger);
	}
	if (n->below)
		svtree_json(to, n->below);
	json_close(to, '}');
}

void svtree_json(stralloc *to, struct svtree const *t)
{
	json_key(to, "trees");
	json_open(to, '[');
	for (; t; t = t->next) {
		json_open(to, '{');
		json_key(to, "scandir");
		json_text(to, t->dir);
		json_key(to, "services");
		json_open(to, '[');
		for (struct svnode const *n = t->first; n; n = n->next)
			json_node(to, n);
		json_close(to, ']');
		json_close(to, '}');
	}
	json_close(to, ']');
}
