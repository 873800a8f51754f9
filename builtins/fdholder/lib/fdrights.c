/* fdrights.c - what access rules give to a client. */
#include <errno.h>
#include <string.h>

#include "fdholder.h"

/* The value of NAME in ENV, or 0. Of several the last holds. */
static char const *value(stralloc const *env, char const *name)
{
	size_t len = strlen(name);
	char const *found = 0;
	for (size_t i = 0; i < env->len; i += strlen(env->s + i) + 1)
		if (!strncmp(env->s + i, name, len) && (!env->s[i + len] || env->s[i + len] == '='))
			found = env->s[i + len] ? env->s + i + len + 1 : 0;
	return found;
}

/* Compiles the variable NAME, if there is one, and makes THERE 1. 0 if it is no expression. */
static int compile(stralloc const *env, char const *name, regex_t *regex, int *there)
{
	char const *text = value(env, name);
	*there = text && !regcomp(regex, text, REG_EXTENDED | REG_NOSUB);
	return !text || *there;
}

static int read_env(struct fdrights *f, stralloc *env)
{
	if (env->len && !stralloc_0(env))
		return -1;
	f->list = !!value(env, "S6_FDHOLDER_LIST");
	f->getdump = !!value(env, "S6_FDHOLDER_GETDUMP");
	f->setdump = !!value(env, "S6_FDHOLDER_SETDUMP");
	if (compile(env, "S6_FDHOLDER_STORE_REGEX", &f->store_regex, &f->store) &&
		compile(env, "S6_FDHOLDER_RETRIEVE_REGEX", &f->retrieve_regex, &f->retrieve))
		return 1;
	fdrights_free(f);
	errno = EINVAL;
	return -1;
}

int fdrights_read(struct fdrights *f, struct access_rules const *rules, uid_t uid, gid_t gid)
{
	stralloc env = STRALLOC_ZERO;
	memset(f, 0, sizeof *f);
	int r = access_account(rules, uid, gid, &env);
	if (r > 0)
		r = read_env(f, &env);
	stralloc_free(&env);
	return r;
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
