/* fdrights.c - what access rules give to a client. */
#include <errno.h>
#include <string.h>

#include "ctx.h"
#include "fdholder.h"

/* The value of NAME in R's variables, or 0. Of several the last holds. */
static char const *value(struct rule const *r, char const *name)
{
	size_t len = strlen(name);
	char const *found = 0, *end = r->env + r->env_len;
	for (char const *s = r->env; s < end; s += strlen(s) + 1)
		if (!strncmp(s, name, len) && (!s[len] || s[len] == '='))
			found = s[len] ? s + len + 1 : 0;
	return found;
}

/* Compiles the variable NAME, if there is one, and makes THERE 1. 0 if it is no expression. */
static int compile(struct rule const *r, char const *name, regex_t *regex, int *there)
{
	char const *text = value(r, name);
	*there = text && !regcomp(regex, text, REG_EXTENDED | REG_NOSUB);
	return !text || *there;
}

static int take_from(struct fdrights *f, struct rule const *r)
{
	f->list = !!value(r, "S6_FDHOLDER_LIST");
	f->getdump = !!value(r, "S6_FDHOLDER_GETDUMP");
	f->setdump = !!value(r, "S6_FDHOLDER_SETDUMP");
	if (compile(r, "S6_FDHOLDER_STORE_REGEX", &f->store_regex, &f->store) &&
		compile(r, "S6_FDHOLDER_RETRIEVE_REGEX", &f->retrieve_regex, &f->retrieve))
		return 1;
	fdrights_free(f);
	errno = EINVAL;
	return -1;
}

int fdrights_read(
	struct ctx *x, struct fdrights *f, struct rules const *rules, uid_t uid, gid_t gid)
{
	struct arena mark = arena_mark(x);
	struct rule r;
	memset(f, 0, sizeof *f);
	int found = rules_find(x, rules, uid, gid, &r);
	if (!found && r.verdict == RULE_ALLOW)
		found = take_from(f, &r);
	arena_release(x, mark);
	return found;
}

void fdrights_free(struct fdrights *f)
{
	if (f->store)
		regfree(&f->store_regex);
	if (f->retrieve)
		regfree(&f->retrieve_regex);
	f->store = f->retrieve = 0;
}

int fdrights_may_store(struct fdrights const *f, char const *id)
{
	return f->store && !regexec(&f->store_regex, id, 0, 0, 0);
}

int fdrights_may_retrieve(struct fdrights const *f, char const *id)
{
	return f->retrieve && !regexec(&f->retrieve_regex, id, 0, 0, 0);
}

int fdrights_rules(struct rules *r, char const *path, int compiled)
{
	cdb new = CDB_ZERO;
	if (!compiled) {
		r->dir = path;
		return 0;
	}
	if (cdb_init(&new, path) <= 0)
		return -1;
	cdb_free(&r->cdb);
	r->cdb = new;
	return 0;
}
