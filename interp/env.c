/* env.c - the environment as a table of its own. */
#include "env.h"

#include <skalibs/types.h>
#include <string.h>

#include "ctx.h"
#include "diag.h"

static void reserve(struct ctx *x, size_t n)
{
	struct env *e = &x->env;
	if (n < e->max)
		return;
	char const **v = arena_get(x, (2 * n + 16) * sizeof *v);
	if (e->n)
		memcpy(v, e->v, e->n * sizeof *v);
	e->v = v;
	e->max = 2 * n + 16;
}

void env_init(struct ctx *x, char const *const *from)
{
	size_t n = 0;
	while (from[n])
		n++;
	x->env = (struct env){ 0 };
	reserve(x, n);
	memcpy(x->env.v, from, (n + 1) * sizeof *from);
	x->env.n = n;
}

static size_t find(struct env const *e, char const *name, size_t len)
{
	size_t i = 0;
	while (i < e->n && (strncmp(e->v[i], name, len) || e->v[i][len] != '='))
		i++;
	return i;
}

static void remove_at(struct env *e, size_t i)
{
	memmove(e->v + i, e->v + i + 1, (e->n - i) * sizeof *e->v);
	e->n--;
}

char const *env_value(struct ctx const *x, char const *name)
{
	size_t len = strlen(name), i = find(&x->env, name, len);
	return i < x->env.n ? x->env.v[i] + len + 1 : 0;
}

unsigned int env_number(struct ctx const *x, char const *name, unsigned int fallback)
{
	char const *s = env_value(x, name);
	unsigned int n;
	return s && uint0_scan(s, &n) ? n : fallback;
}

void env_unset(struct ctx *x, char const *name)
{
	size_t i = find(&x->env, name, strlen(name));
	if (i < x->env.n)
		remove_at(&x->env, i);
}

static void append(struct ctx *x, char const *entry)
{
	reserve(x, x->env.n + 1);
	x->env.v[x->env.n++] = entry;
	x->env.v[x->env.n] = 0;
}

void env_set(struct ctx *x, char const *name, char const *value)
{
	char const *entry = join(x, name, "=", value);
	env_unset(x, name);
	append(x, entry);
}

void env_set_number(struct ctx *x, char const *name, unsigned long value)
{
	char b[DECIMAL];
	env_set(x, name, decimal(b, value));
}

void env_filter(struct ctx *x, int (*drop)(char const *entry))
{
	size_t kept = 0;
	for (size_t i = 0; i < x->env.n; i++)
		if (!drop(x->env.v[i]))
			x->env.v[kept++] = x->env.v[i];
	x->env.v[x->env.n = kept] = 0;
}

static int in_family(char const *entry, char const *family)
{
	if (family[0] == '#')
		return entry[0] == '#' || (entry[0] >= '0' && entry[0] <= '9');
	return !strncmp(entry, family, strlen(family));
}

/* Splits "NAME:LEVEL=VALUE": the length of NAME and the level, 0 if there is none. Returns 0 for
   an entry that is none of ours. */
static int entry_level(char const *entry, size_t *len, unsigned int *level)
{
	size_t eq = strcspn(entry, "=");
	size_t colon = strcspn(entry, ":");
	*level = 0;
	*len = eq < colon ? eq : colon;
	if (!entry[eq] || colon > eq)
		return entry[eq] != 0;
	return colon + 1 + uint_scan(entry + colon + 1, level) == eq && *level;
}

static char const *entry_at(struct ctx *x, char const *entry, size_t len, unsigned int level)
{
	char b[DECIMAL];
	char const *name = arena_text(x, entry, len);
	char const *value = strchr(entry, '=');
	return level ? join(x, name, ":", decimal(b, level), value) : join(x, name, value);
}

void env_push(struct ctx *x, char const *family)
{
	size_t len;
	unsigned int level;
	for (size_t i = 0; i < x->env.n; i++)
		if (in_family(x->env.v[i], family) && entry_level(x->env.v[i], &len, &level))
			x->env.v[i] = entry_at(x, x->env.v[i], len, level + 1);
}

void env_pop(struct ctx *x, char const *family)
{
	size_t kept = 0, len;
	unsigned int level;
	for (size_t i = 0; i < x->env.n; i++) {
		char const *entry = x->env.v[i];
		if (in_family(entry, family) && entry_level(entry, &len, &level)) {
			if (!level)
				continue;
			entry = entry_at(x, entry, len, level - 1);
		}
		x->env.v[kept++] = entry;
	}
	x->env.v[x->env.n = kept] = 0;
}

void env_positional(struct ctx *x, char const *zero, size_t argc, char const *const *argv)
{
	char b[DECIMAL];
	env_set_number(x, "#", argc);
	env_set(x, "0", zero);
	for (size_t i = 0; i < argc; i++)
		env_set(x, decimal(b, i + 1), argv[i]);
}

struct env env_fork(struct ctx *x)
{
	struct env before = x->env;
	env_init(x, before.v);
	return before;
}

void env_back(struct ctx *x, struct env saved)
{
	x->env = saved;
}
