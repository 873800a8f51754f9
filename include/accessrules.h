/* accessrules.h - who may connect: a tree of rules, or the same compiled into a cdb. */
#ifndef ACCESSRULES_H
#define ACCESSRULES_H

#include <skalibs/cdb.h>
#include <skalibs/stralloc.h>
#include <sys/types.h>

#include "next.h"

struct ctx;

/* Changes of the environment, and programs, are no longer than this. */
enum { RULE_LIMIT = 4096 };

enum rule_verdict { RULE_NONE, RULE_DENY, RULE_ALLOW };

struct rule {
	enum rule_verdict verdict;
	char const *env; /* changes, as envdir_apply takes them */
	size_t env_len;
	char const *exec; /* a script to run instead; none if it is empty */
	size_t exec_len;
};

/* Reads the rule in the directory DIR; its texts are from the arena. 0, or -1 with errno: EMSGSIZE for an
   environment that is too long. */
int rule_read(struct ctx *x, char const *dir, struct rule *r);

/* The answer of a command that could not read a rule of RULES. */
struct next rule_failed(struct ctx *x, char const *rules);

/* Appends R as a cdb has it. 0, or -1 with errno. */
int rule_pack(struct rule const *r, stralloc *to);

/* Reads one of a cdb; its texts stay there. 0, or -1 with errno EPROTO if it is malformed. */
int rule_unpack(struct rule *r, char const *s, size_t len);

/* Whether all of D, which was found in C, is there: a malformed file may say anything. */
int rule_is_inside(cdb const *c, cdb_data const *d);

/* Where rules are looked up: in the tree DIR, or if that is 0 in the open CDB. */
struct rules {
	char const *dir;
	cdb cdb;
};

/* Finds the first rule for a client of these ids. 0, or -1 with errno. */
int rules_find(struct ctx *x, struct rules const *from, uid_t uid, gid_t gid, struct rule *r);

#endif
