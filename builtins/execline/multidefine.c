/* multidefine.c - split a value and substitute its parts for several keys. */
#include "builtin.h"

struct opts {
	struct transform t;
	int vanish, rest;
};

static struct opt const opts[] = {
	SET('0', "null", struct opts, vanish, 1,
		"make the words that use a key without a part vanish"),
	SET('r', "read", struct opts, rest, 1, "give the last key all the parts that are left"),
	SET('C', "crunch", struct opts, t.crunch, 1, "merge runs of delimiters into one"),
	SET('c', "no-crunch", struct opts, t.crunch, 0, "do not merge delimiters (default)"),
	SET('n', "chomp", struct opts, t.chomp, 1, "remove one delimiter at the end"),
	SET('N', "no-chomp", struct opts, t.chomp, 0, "keep the end as it is (default)"),
	STR('d', "delim", struct opts, t.delim, "delim",
		"the bytes that delimit (default: blanks and newlines); empty for netstrings"),
	{ 0 },
};

static struct next subst_multidefine(struct ctx *x, struct call const *c, struct vars *vars)
{
	static char const *const nothing[] = { "" };
	struct opts const *o = c->opt;
	size_t n, i = 0;
	char const *const *parts = transform(x, c->arg[0], strlen(c->arg[0]), &o->t, &n);
	if (!parts)
		return failcode(x, 111, "unable to split the value: malformed netstring");
	for (struct word const *key = c->block[0]; key->s; key++, i++) {
		size_t left = i < n ? n - i : 0;
		size_t have = left > 1 && !(o->rest && !key[1].s) ? 1 : left;
		char const *const *vals = left ? parts + i : nothing;
		x->at = key->at;
		struct next answer = chain(0);
		char const *name = word_wire(x, key);
		if (*name)
			answer = vars_add(x, vars, name, vals, left || o->vanish ? have : 1);
		if (answer.how == NEXT_EXIT)
			return answer;
	}
	return chain(0);
}

struct cmd const cmd_multidefine = {
	.name = "multidefine",
	.brief = "split a value and substitute its parts for several keys",
	.says = "split <value> into parts and replace the keys <keys> by one part each in what "
		"follows[--read|; the last gets all parts that are left]",
	.form = "value { keys... } [prog...]",
	OPTS(struct opts, opts, .t = { .split = 1, .delim = " \n\r\t" }),
	.traits = PURE,
	.run = run_subst,
	.subst = subst_multidefine,
	.exits = "111 for a key that is there twice or a malformed netstring",
	.help = "The first key gets the first part and so on; an empty key skips a part. A key "
		"without a part is substituted by an empty word.",
	.example = "multidefine -d : root:x:0 { name \"\" uid } echo \"${name} is ${uid}\"\n"
		   "> root is 0",
};
