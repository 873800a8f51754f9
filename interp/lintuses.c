/* lintuses.c - $names: which are substituted, which are not, and which are substituted for nothing. */
#include <string.h>

#include "lintrules.h"

/* A reference that nothing substitutes where it stands. */
struct lint_loose {
	struct reference r;
	struct word const *word;
	int excused; /* it may be meant as it is */
	struct lint_loose *next;
};

/* A word being looked at, and what it is for. */
struct use {
	struct lint *l;
	struct step const *s;
	int excused;
};

static int is_name(char const *s, size_t len)
{
	static char const name[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz0123456789";
	return (len == 1 && strchr("@#?!", *s)) || strspn(s, name) >= len;
}

/* How much of a key is a name; a letter less than all of it, what runs on is no part. */
static size_t name_length(char const *s, size_t len)
{
	size_t n = 0;
	while (n < len && is_name(s + n, 1) && !strchr("@#?!", s[n]))
		n++;
	return n ? n : (size_t)is_name(s, 1);
}

/* $dir/file, where dir is what was meant. Returns whether it is that. */
static int runs_on(struct use const *u, struct word const *w, struct reference const *r)
{
	struct reference shorter = *r;
	shorter.len = name_length(r->key, r->len);
	if (r->braced || !shorter.len || shorter.len == r->len)
		return 0;
	struct scope *found = scope_find(u->s->scope, &shorter);
	if (!found || found->kind == SCOPE_ANY || u->excused)
		return 0;
	struct lint *l = u->l;
	char const *name = arena_text(l->x, r->key, shorter.len);
	found->used = 1;
	lint_say(l, LINT_UNBRACED, w->at, join(l->x, "write ${", name, "}"), "$",
		arena_text(l->x, r->key, r->len), " is one name, and not $", name,
		" with something behind");
	return 1;
}

static void add_loose(struct use const *u, struct word const *w, struct reference const *r)
{
	struct lint_loose *loose = arena_get(u->l->x, sizeof *loose);
	*loose = (struct lint_loose){
		.r = *r, .word = w, .excused = u->excused, .next = u->l->loose
	};
	u->l->loose = loose;
}

/* Marks all that R may mean. */
static int mark(struct scope *scope, struct reference const *r)
{
	struct scope *found = scope_find(scope, r);
	int any = found != 0;
	for (; found; found = scope_find(found->outer, r)) {
		found->used = 1;
		if (found->kind != SCOPE_ANY)
			break;
	}
	return any;
}

static void look(struct use const *u, struct word const *w)
{
	struct reference r;
	if (!w->s || !w->dollar)
		return;
	for (char const *s = w->s; reference_next(&s, &r);)
		if (!mark(u->s->scope, &r) && !r.escaped && !runs_on(u, w, &r))
			add_loose(u, w, &r);
}

static void look_all(struct use const *u, struct word const *w)
{
	for (; w && w->s; w++)
		look(u, w);
}

/* Programs that have a use for a $, and those that may be commands of another execline. */
static int has_use(char const *program)
{
	static char const *const programs[] = { "sh", "bash", "dash", "ash", "zsh", "ksh", "mksh",
		"fish", "busybox", "awk", "gawk", "mawk", "sed", "perl", "python", "python3",
		"ruby", "php", "node", "lua", "tclsh", "expect", "make", "envsubst", "jq", "grep",
		"egrep", "find", "xargs", "ssh", "su", "sudo", "runuser", "psql", "mysql",
		"gnuplot", "nft", "docker", "podman", "chroot", "gosu", "su-exec" };
	char const *slash = strrchr(program, '/');
	char const *base = slash ? slash + 1 : program;
	for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
		if (!strcmp(programs[i], base))
			return 1;
	return slash && cmd_find(base);
}

/* Words of a foreign program among which may be commands that substitute. */
static int may_substitute(struct word const *w)
{
	for (; w->s; w++) {
		struct cmd const *cmd = cmd_by_path(w->s);
		if (w->depth || has_use(w->s) || (cmd && (cmd->subst || cmd->traits & FORKS)))
			return 1;
	}
	return 0;
}

/* A value may be made to be substituted later; names and scripts are looked at elsewhere. */
static int is_excused(char const *name)
{
	enum operand_kind kind = operand_kind(name, strlen(name));
	return kind == OPERAND_KEY || kind == OPERAND_VARIABLE || kind == OPERAND_SCRIPT_TEXT ||
	       !strcmp(name, "value") || !strcmp(name, "default") || !strcmp(name, "text");
}

static void look_blocks(struct use const *u)
{
	for (unsigned int i = 0; i < u->s->blocks; i++) {
		struct outline_part const *p = u->s->block + i;
		if (p->steps)
			lint_uses(u->l, p->steps);
		else
			look_all(u, p->words);
	}
}

void lint_uses(struct lint *l, struct step const *s)
{
	for (; s; s = s->next) {
		struct use plain = { .l = l, .s = s }, value = plain;
		value.excused = 1;
		if (s->kind == STEP_FOREIGN)
			plain.excused = has_use(s->words->s) || may_substitute(s->words + 1);
		look(&plain, s->words);
		for (struct given const *g = s->options; g; g = g->next) {
			int may = g->opt && g->opt->arg && is_excused(g->opt->arg);
			look(may ? &value : &plain, &g->word);
			look(may ? &value : &plain, &g->value);
		}
		for (unsigned int i = 0; i < s->operands; i++)
			look(is_excused(s->operand[i].name) ? &value : &plain, &s->operand[i].word);
		look_blocks(&plain);
		if (s->rest.kind != OPERAND_CHAIN)
			look_all(&plain, s->rest.words);
	}
}

static char const *hint_for(struct lint *l, char const *name)
{
	if (strchr("?!", *name))
		return join(l->x, "importas -u ", name, " ", name, " in front");
	if (strchr("@#0123456789", *name))
		return "#!/command/execlineb -S1 (or as many as needed), or elgetpositionals";
	return join(l->x, "importas -i ", name, " ", name, " in front, for a variable");
}

static void say_loose(struct lint *l, struct lint_loose const *loose)
{
	struct reference const *r = &loose->r;
	char const *name = arena_text(l->x, r->key, r->len);
	uint32_t at = loose->word->at;
	if (loose->excused || strpbrk(loose->word->s, " \t\n'"))
		return;
	if (is_name(r->key, r->len))
		lint_say(l, LINT_NEVER_SUBSTITUTED, at, hint_for(l, name), "nothing substitutes $",
			name, " here");
	else if (r->braced && strstr(name, ":-"))
		lint_say(l, LINT_SHELL_SYNTAX, at, "importas -D default name NAME", "${", name,
			"} is one name, no expansion");
}

static int is_loose(struct lint const *l, char const *name)
{
	size_t len = strlen(name);
	for (struct lint_loose const *p = l->loose; p; p = p->next)
		if (p->r.len == len && !memcmp(p->r.key, name, len))
			return 1;
	return 0;
}

/* Some are not there for their value. */
static int has_effect(struct scope const *k)
{
	struct step const *s = k->by;
	return outline_option(s, "unexport") || (k->name && *k->name == '_') ||
	       (s->rest.name && !strcmp(s->rest.name, "body"));
}

static void check_scope(struct lint *l, struct scope const *k)
{
	if (k->used || k->kind == SCOPE_ANY || has_effect(k))
		return;
	if (k->kind == SCOPE_POSITIONAL)
		lint_say(l, LINT_NEVER_USED, k->at, 0, "no word behind uses an argument");
	else if (!is_loose(l, k->name) && !strpbrk(k->name, "${}\\"))
		lint_maybe(l, LINT_NEVER_USED, 1, k->at, "use it, or take the command away",
			"no word behind uses $", k->name);
}

/* Whether a later directive of the same step has the key of K too, which is an error of its own. */
static int is_there_twice(struct step const *s, struct scope const *k)
{
	struct scope const *other = s->defines;
	while (other != k && (other->kind != k->kind || !k->name || strcmp(other->name, k->name)))
		other = other->outer;
	return other != k;
}

static void check_scopes(struct lint *l, struct step const *s)
{
	for (; s; s = s->next) {
		for (struct scope const *k = s->defines; k && k != s->scope; k = k->outer)
			if (!is_there_twice(s, k))
				check_scope(l, k);
		for (unsigned int i = 0; i < s->blocks; i++)
			check_scopes(l, s->block[i].steps);
	}
}

void lint_unused(struct lint *l, struct step const *s)
{
	for (struct lint_loose const *p = l->loose; p; p = p->next)
		say_loose(l, p);
	check_scopes(l, s);
}
