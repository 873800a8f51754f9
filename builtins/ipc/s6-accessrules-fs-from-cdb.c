/* s6-accessrules-fs-from-cdb.c - make a tree of compiled access rules. */
#include <skalibs/djbunix.h>
#include <sys/stat.h>

#include "accessrules.h"
#include "builtin.h"

/* Whether the LEN bytes at S can be the name of a file that is no hidden one. */
static int is_name(char const *s, size_t len)
{
	return len && *s != '.' && !memchr(s, '/', len) && !memchr(s, 0, len);
}

static int make_dir(char const *path)
{
	return mkdir(path, 0777) < 0 && errno != EEXIST ? -1 : 0;
}

static int make_file(char const *path, char const *s, size_t len)
{
	return openwritenclose_unsafe(path, s, len) ? 0 : -1;
}

/* Makes the file of one change: what s6-envdir takes for the same. */
static int make_variable(struct ctx *x, char const *dir, char const *change)
{
	size_t len = strlen(change), name = strcspn(change, "=");
	char *text = arena_text(x, change, len), *value = text + name + 1;
	char const *path = join(x, dir, "/", arena_text(x, change, name));
	if (!is_name(change, name)) {
		errno = EPROTO;
		return -1;
	}
	if (name == len)
		return make_file(path, "", 0);
	for (char *newline = value; (newline = strchr(newline, '\n'));)
		*newline = 0;
	text[len] = '\n';
	return make_file(path, value, len - name);
}

static int make_env(struct ctx *x, char const *dir, struct rule const *r)
{
	if (!r->env_len)
		return 0;
	if (make_dir(dir) < 0)
		return -1;
	for (char const *s = r->env; s < r->env + r->env_len; s += strlen(s) + 1)
		if (make_variable(x, dir, s) < 0)
			return -1;
	return 0;
}

static int make_rule(struct ctx *x, char const *dir, struct rule const *r)
{
	if (make_dir(dir) < 0)
		return -1;
	if (r->verdict == RULE_DENY)
		return make_file(join(x, dir, "/deny"), "", 0);
	if (make_env(x, join(x, dir, "/env"), r) < 0)
		return -1;
	if (r->exec_len && make_file(join(x, dir, "/exec"), r->exec, r->exec_len) < 0)
		return -1;
	return make_file(join(x, dir, "/allow"), "", 0);
}

static int make_entry(struct ctx *x, char const *dir, cdb_data const *key, cdb_data const *data)
{
	char const *slash = memchr(key->s, '/', key->len);
	size_t kind = slash ? (size_t)(slash - key->s) : 0;
	struct rule r;
	if (!slash || !is_name(key->s, kind) || !is_name(slash + 1, key->len - kind - 1))
		return -1;
	if (rule_unpack(&r, data->s, data->len) < 0 ||
		make_dir(join(x, dir, "/", arena_text(x, key->s, kind))) < 0)
		return -1;
	return make_rule(x, join(x, dir, "/", arena_text(x, key->s, key->len)), &r);
}

/* 0, or -1 with errno. */
static int make_all(struct ctx *x, char const *dir, cdb const *from)
{
	cdb_data key, data;
	uint32_t pos = CDB_TRAVERSE_INIT();
	int more;
	while ((more = cdb_traverse_next(from, &key, &data, &pos)) > 0) {
		struct arena mark = arena_mark(x);
		int whole = rule_is_inside(from, &key) && rule_is_inside(from, &data);
		errno = EPROTO;
		int r = whole ? make_entry(x, dir, &key, &data) : -1;
		arena_release(x, mark);
		if (r < 0)
			return -1;
	}
	if (more < 0)
		errno = EPROTO;
	return more;
}

static void remove_all(char const *dir)
{
	stralloc room = STRALLOC_ZERO;
	int err = errno;
	rm_rf_tmp(dir, &room);
	stralloc_free(&room);
	errno = err;
}

static struct next run_decompile(struct ctx *x, struct call const *c)
{
	char const *dir = c->arg[0], *file = c->arg[1];
	cdb from = CDB_ZERO;
	if (cdb_init(&from, file) <= 0)
		return failsys(x, "unable to open ", file);
	if (mkdir(dir, 0777) < 0)
		return failsys(x, "unable to make ", dir);
	int r = make_all(x, dir, &from), err = errno;
	cdb_free(&from);
	if (!r)
		return leave(0);
	errno = err;
	remove_all(dir);
	if (errno == EPROTO)
		return failcode(x, 111, file, " is no file of access rules");
	return failsys(x, "unable to make the rules in ", dir);
}

struct cmd const cmd_s6_accessrules_fs_from_cdb = {
	.name = "s6-accessrules-fs-from-cdb",
	.brief = "make a tree of access rules of a cdb file",
	.says = "make a directory <dir> of the access rules in the file <cdb>",
	.form = "dir cdb",
	.traits = LEAF,
	.run = run_decompile,
	.operands = "dir: the directory to make",
	.help = "The inverse of s6-accessrules-cdb-from-fs. What has been made so far is removed again when "
		"something goes wrong.",
	.example = "s6-accessrules-fs-from-cdb rules rules.cdb",
};
