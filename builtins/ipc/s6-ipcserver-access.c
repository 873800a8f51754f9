/* s6-ipcserver-access.c - go on only if a client of a local socket may connect. */
#include "accessrules.h"

#include <fcntl.h>

#include "builtin.h"
#include "envdir.h"
#include "ipc.h"

struct opts {
	unsigned int verbosity;
	int no_env, source;
	char const *name, *rules;
};

enum { NOWHERE, TREE, CDB };

static struct opt const opts[] = {
	NUM('v', "verbosity", struct opts, verbosity, UINT32_MAX, "n",
		"say more: 0 nothing, 1 who is let in (default), 2 who is not, too"),
	SET('E', "no-env", struct opts, no_env, 1,
		"remove the variables about the connection instead of adding to them"),
	SET('e', "env", struct opts, no_env, 0, "add to the variables (default)"),
	STR('l', "localname", struct opts, name, "name",
		"what IPCLOCALPATH becomes (default: the path of the socket)"),
	STR('i', "rulesdir", struct opts, rules, "dir", "the rules, as a tree of directories",
		ALSO(struct opts, source, TREE)),
	STR('x', "rulesfile", struct opts, rules, "cdb", "the rules, compiled",
		ALSO(struct opts, source, CDB)),
	{ 0 },
};

struct client {
	unsigned int uid, gid;
};

static void tell(struct ctx *x, char const *verdict, struct client const *who)
{
	char pid[DECIMAL], uid[DECIMAL], gid[DECIMAL];
	info(x, verdict, " pid ", decimal(pid, (unsigned long)getpid()), " uid ",
		decimal(uid, who->uid), " gid ", decimal(gid, who->gid));
}

/* Finds what the rules say. chain(0), or how to leave. */
static struct next find_rule(
	struct ctx *x, struct opts const *o, struct client const *who, struct rule *r)
{
	struct rules from = { .dir = o->source == TREE ? o->rules : 0, .cdb = CDB_ZERO };
	*r = (struct rule){ .verdict = RULE_ALLOW };
	if (o->source == NOWHERE) {
		if (o->verbosity > 1)
			warn(x, "there are no rules: everybody is let in");
		return chain(0);
	}
	if (o->source == CDB && cdb_init(&from.cdb, o->rules) <= 0)
		return failsys(x, "unable to open ", o->rules);
	struct next n = rules_find(x, &from, who->uid, who->gid, r) < 0 ? rule_failed(x, o->rules)
									: chain(0);
	r->env = arena_text(x, r->env_len ? r->env : "", r->env_len);
	r->exec = arena_text(x, r->exec_len ? r->exec : "", r->exec_len);
	cdb_free(&from.cdb);
	return n;
}

static void remove_variables(struct ctx *x)
{
	static char const *const suffixes[] = { "REMOTEEUID", "REMOTEEGID", "REMOTEPATH", "CONNNUM",
		"LOCALPATH" };
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		env_unset(x, proto_name(x, suffixes[i]));
	env_unset(x, "PROTO");
}

/* 0, or -1 with errno. */
static int change_variables(struct ctx *x, struct opts const *o, struct rule const *r)
{
	char path[IPCPATH_MAX + 1] = "";
	int cut;
	if (!o->no_env && !o->name && ipc_local(0, path, sizeof path, &cut) < 0)
		return -1;
	char const *variable = proto_name(x, "LOCALPATH");
	if (o->no_env)
		remove_variables(x);
	envdir_apply(x, r->env, r->env_len);
	if (!o->no_env)
		env_set(x, variable, o->name ? o->name : path);
	return 0;
}

static struct next script(struct ctx *x, char const *text)
{
	struct word words[] = { word_make("execlineb", x->at), word_make("-c", x->at),
		word_make(text, x->at), { 0 } };
	return chain(words_copy(x, words));
}

static struct next run_access(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct client who;
	struct rule r;
	struct next n = proto_check(x);
	if (n.how == NEXT_CHAIN)
		n = proto_number(x, "REMOTEEUID", &who.uid);
	if (n.how == NEXT_CHAIN)
		n = proto_number(x, "REMOTEEGID", &who.gid);
	if (n.how == NEXT_CHAIN)
		n = find_rule(x, o, &who, &r);
	if (n.how == NEXT_EXIT)
		return n;
	int allowed = r.verdict == RULE_ALLOW;
	if (o->verbosity > (allowed ? 0 : 1))
		tell(x, allowed ? "allow" : "deny", &who);
	if (!allowed)
		return leave(1);
	if (change_variables(x, o, &r) < 0)
		return failsys(x, "unable to get the path of the socket");
	return r.exec_len ? script(x, r.exec) : chain(c->rest);
}

struct cmd const cmd_s6_ipcserver_access = {
	.name = "s6-ipcserver-access",
	.brief = "go on only if a client of a local socket may connect",
	.says = "go on only if the client may connect by the rules[--rulesdir| in "
		"<--rulesdir>][--rulesfile| in <--rulesfile>], else leave with 1",
	.form = "prog...",
	OPTS(struct opts, opts, .verbosity = 1),
	.run = run_access,
	.exits = "1 when the client may not connect",
	.help = "For the program of s6-ipcserverd, which has put the client's ids into IPCREMOTEEUID and "
		"IPCREMOTEEGID. The first rule that is there counts: uid/self (the client is who we are), "
		"uid/NUMBER, gid/self, gid/NUMBER, uid/default. Without one, nobody may connect.\n"
		"\n"
		"A rule is a directory. With a file allow in it the client may connect, with a file deny it "
		"may not. Besides allow there may be a directory env, of variables as s6-envdir takes "
		"them, and a file exec, a script that runs instead of what follows.",
	.example = "s6-ipcserver /run/my.sock s6-ipcserver-access -i /etc/my/rules my-program",
};
