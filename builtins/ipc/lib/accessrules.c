/* accessrules.c - rules in directories and in cdbs. */
#include "accessrules.h"

#include <errno.h>
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <skalibs/uint16.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "envdir.h"

static int is_there(struct ctx *x, char const *dir, char const *name)
{
	if (!faccessat(AT_FDCWD, join(x, dir, "/", name), F_OK, 0))
		return 1;
	return errno == ENOENT ? 0 : -1;
}

static int read_env(struct ctx *x, char const *dir, struct rule *r)
{
	stralloc text = STRALLOC_ZERO;
	int bad =
		envdir_read(x, &ENVDIR_DEFAULT, join(x, dir, "/env"), &text) < 0 && errno != ENOENT;
	if (!bad && text.len > RULE_LIMIT) {
		errno = EMSGSIZE;
		bad = 1;
	}
	if (!bad) {
		r->env = arena_text(x, text.s ? text.s : "", text.len);
		r->env_len = text.len;
	}
	stralloc_free(&text);
	return bad ? -1 : 0;
}

static int read_exec(struct ctx *x, char const *dir, struct rule *r)
{
	char text[RULE_LIMIT];
	ssize_t n = openreadnclose(join(x, dir, "/exec"), text, sizeof text);
	if (n < 0)
		return errno == ENOENT ? 0 : -1;
	r->exec = arena_text(x, text, (size_t)n);
	r->exec_len = (size_t)n;
	return 0;
}

int rule_read(struct ctx *x, char const *dir, struct rule *r)
{
	*r = (struct rule){ .verdict = RULE_NONE, .env = "", .exec = "" };
	int allow = is_there(x, dir, "allow");
	if (!allow) {
		int deny = is_there(x, dir, "deny");
		r->verdict = deny > 0 ? RULE_DENY : RULE_NONE;
		return deny < 0 ? -1 : 0;
	}
	r->verdict = RULE_ALLOW;
	return allow < 0 || read_env(x, dir, r) < 0 || read_exec(x, dir, r) < 0 ? -1 : 0;
}

struct next rule_failed(struct ctx *x, char const *rules)
{
	if (errno == EMSGSIZE)
		return fail(x, "the variables of a rule are longer than 4096 bytes: ", rules);
	return failsys(x, "unable to read the rules in ", rules);
}

static int pack_text(stralloc *to, char const *s, size_t len)
{
	char size[2];
	uint16_pack_big(size, (uint16_t)len);
	return stralloc_catb(to, size, sizeof size) && stralloc_catb(to, s, len);
}

int rule_pack(struct rule const *r, stralloc *to)
{
	if (r->verdict == RULE_DENY)
		return stralloc_append(to, 'D') ? 0 : -1;
	int ok = stralloc_append(to, 'A') && pack_text(to, r->env, r->env_len) &&
		 pack_text(to, r->exec, r->exec_len);
	return ok ? 0 : -1;
}

/* Reads one text of the LEFT bytes at S; returns what is behind it, or 0. */
static char const *unpack_text(char const *s, size_t *left, char const **text, size_t *len)
{
	uint16_t n;
	if (*left < 2)
		return 0;
	uint16_unpack_big(s, &n);
	if (*left < 2u + n || n > RULE_LIMIT)
		return 0;
	*text = s + 2;
	*len = n;
	*left -= 2u + n;
	return s + 2 + n;
}

int rule_unpack(struct rule *r, char const *s, size_t len)
{
	size_t left = len ? len - 1 : 0;
	*r = (struct rule){ .verdict = RULE_NONE, .env = "", .exec = "" };
	errno = EPROTO;
	if (len == 1 && *s == 'D')
		r->verdict = RULE_DENY;
	if (len < 2 || *s != 'A')
		return r->verdict == RULE_DENY ? 0 : -1;
	s = unpack_text(s + 1, &left, &r->env, &r->env_len);
	if (!s || !unpack_text(s, &left, &r->exec, &r->exec_len) || left)
		return -1;
	if (r->env_len && r->env[r->env_len - 1])
		return -1;
	r->verdict = RULE_ALLOW;
	return 0;
}

int rule_is_inside(cdb const *c, cdb_data const *d)
{
	size_t at = (size_t)(d->s - c->map);
	return at <= c->size && d->len <= c->size - at;
}

static int find_in_cdb(cdb const *c, char const *key, struct rule *r)
{
	cdb_data data;
	int found = cdb_find(c, &data, key, (uint32_t)strlen(key));
	errno = EPROTO;
	if (found <= 0)
		return found;
	return rule_is_inside(c, &data) ? rule_unpack(r, data.s, data.len) : -1;
}

static int find(struct ctx *x, struct rules const *from, char const *key, struct rule *r)
{
	*r = (struct rule){ .verdict = RULE_NONE };
	return from->dir ? rule_read(x, join(x, from->dir, "/", key), r)
			 : find_in_cdb(&from->cdb, key, r);
}

/* The rule for "self", if that is who it is, and else the one for the number N. */
static int find_id(struct ctx *x, struct rules const *from, char const *kind, unsigned int n,
	int self, struct rule *r)
{
	char b[DECIMAL];
	if (self && find(x, from, join(x, kind, "/self"), r) < 0)
		return -1;
	if (self && r->verdict != RULE_NONE)
		return 0;
	return find(x, from, join(x, kind, "/", decimal(b, n)), r);
}

int rules_find(struct ctx *x, struct rules const *from, uid_t uid, gid_t gid, struct rule *r)
{
	if (find_id(x, from, "uid", uid, uid == geteuid(), r) < 0)
		return -1;
	if (r->verdict == RULE_NONE && find_id(x, from, "gid", gid, gid == getegid(), r) < 0)
		return -1;
	return r->verdict == RULE_NONE ? find(x, from, "uid/default", r) : 0;
}
