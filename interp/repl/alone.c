/* alone.c - commands that stand on a line with nothing behind them: what they change stays. */
#include <string.h>

#include "diag.h"
#include "put.h"
#include "repl.h"

/* Whether FORM ends in the chain that its command goes on with, and has no block. */
static int ends_in_chain(char const *form)
{
	char const *last = form ? strrchr(form, ' ') : 0;
	last = last ? last + 1 : form;
	return form && !strchr(form, '{') &&
	       (!strcmp(last, "prog...") || !strcmp(last, "[prog...]"));
}

static int works_here(struct cmd const *cmd)
{
	if (cmd->traits & HERE || cmd->subst)
		return 1;
	return cmd->traits & PURE && ends_in_chain(cmd->form);
}

/* V becomes one of the session's, in place of one with the same key. */
static void remember(struct session *s, struct var const *v)
{
	size_t i = 0;
	while (i < s->vars.n && strcmp(s->vars.v[i].key, v->key))
		i++;
	if (i < s->vars.n)
		s->vars.v[i] = *v;
	else
		vars_add(s->x, &s->vars, v->key, v->vals, v->n);
}

static struct next substitute_here(struct session *s, struct call const *c)
{
	struct vars vars = { 0 };
	struct next n = c->cmd->subst(s->x, c, &vars);
	for (size_t i = 0; n.how != NEXT_EXIT && i < vars.n; i++)
		remember(s, vars.v + i);
	return n;
}

static struct next run_here(struct session *s, struct call const *c)
{
	struct next n = c->cmd->subst ? substitute_here(s, c) : c->cmd->run(s->x, c);
	s->x->argv0 = 0;
	s->x->login = 0;
	s->leaving = n.how == NEXT_EXIT && c->cmd->traits & LEAF;
	return n;
}

int alone(struct session *s, struct word const *words)
{
	struct call c;
	struct ctx *x = s->x;
	struct cmd const *cmd = words->depth ? 0 : cmd_find(words->s);
	char const *prog = x->prog;
	if (!cmd || !works_here(cmd) || (words[1].s && !strcmp(words[1].s, "--help")))
		return 0;
	struct env env = env_fork(x);
	x->prog = cmd->name;
	struct next n = call_read(x, cmd, words_copy(x, words), 1, &c);
	int is = n.how == NEXT_EXIT || !c.rest->s;
	if (is && n.how != NEXT_EXIT)
		n = run_here(s, &c);
	if (!is)
		env_back(x, env);
	else
		s->code = n.how == NEXT_EXIT ? (unsigned int)n.code : 0;
	put_flush(x);
	x->prog = prog;
	return is;
}
