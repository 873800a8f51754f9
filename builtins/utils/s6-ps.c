/* s6-ps.c - say which processes there are. */
#include <skalibs/djbunix.h>

#include "builtin.h"
#include "nearest.h"
#include "ps.h"

#define LONG "user,pid,cpcpu,pmem,vsize,rss,tty,s,start,cttime,args"

struct opts {
	int tree, all;
	unsigned int spacing;
	char const *symbols, *fields;
};

static struct opt const opts[] = {
	SET('H', "tree", struct opts, tree, 1,
		"as a tree, the processes of the kernel first (default: by pid)"),
	NUM('w', "spacing", struct opts, spacing, 256, "n",
		"at least this many blanks between columns, 1 to 256 (default: 2)"),
	STR('W', "wchan-file", struct opts, symbols, "file",
		"look wchan up in this System.map (default: ask the kernel)"),
	SET('l', "long", struct opts, all, 1, "the columns " LONG),
	STR('o', "fields", struct opts, fields, "fields",
		"the columns, commas between (default: user,pid,tty,s,start,args)"),
	{ 0 },
};

enum { FIELDS = 64 };

struct table {
	struct ctx *x;
	struct opts const *o;
	struct ps ps;
	struct ps_field const *field[FIELDS];
	size_t columns, width[FIELDS];
	char const **cell; /* by lines */
};

static struct ps_field const *find_field(char const *name)
{
	for (struct ps_field const *f = ps_fields; f->name; f++)
		if (!strcmp(f->name, name))
			return f;
	return 0;
}

static struct next unknown(struct ctx *x, char const *name)
{
	struct nearest near = nearest_to(name);
	for (struct ps_field const *f = ps_fields; f->name; f++)
		nearest_offer(&near, f->name);
	return fail(x, "unknown field: ", name, did_you_mean(x, near.best));
}

static struct next take_fields(struct table *t, char const *list)
{
	for (char const *s = list;; s++) {
		size_t len = strcspn(s, ",");
		char const *name = arena_text(t->x, s, len);
		struct ps_field const *f = find_field(name);
		if (!f)
			return unknown(t->x, name);
		for (size_t i = 0; i < t->columns; i++)
			if (t->field[i] == f)
				return fail(t->x, "this field is there twice: ", name);
		t->field[t->columns++] = f;
		s += len;
		if (!*s)
			return chain(0);
	}
}

static char const *title(struct ctx *x, char const *name)
{
	char *s = arena_text(x, name, strlen(name)), *all = s;
	for (; *s; s++)
		if (*s >= 'a' && *s <= 'z')
			*s = (char)(*s - 'a' + 'A');
	return all;
}

/* The pid is known even of a process about which nothing else is. */
static char const *text_of(
	struct table const *t, struct ps_process const *p, struct ps_field const *f)
{
	stralloc text = STRALLOC_ZERO;
	if (!strcmp(f->name, "args") || !strcmp(f->name, "comm"))
		stralloc_cats(&text, p->branches);
	if (p->stat.name || !strcmp(f->name, "pid"))
		f->text(&t->ps, p, &text);
	else
		stralloc_cats(&text, "*");
	char const *s = arena_text(t->x, text.s, text.len);
	stralloc_free(&text);
	return s;
}

static void fill(struct table *t)
{
	size_t n = (t->ps.n + 1) * t->columns;
	t->cell = arena_get(t->x, n * sizeof *t->cell);
	for (size_t i = 0; i < n; i++) {
		size_t line = i / t->columns, column = i % t->columns, len;
		struct ps_field const *f = t->field[column];
		t->cell[i] = line ? text_of(t, t->ps.process + line - 1, f) : title(t->x, f->name);
		len = strlen(t->cell[i]);
		if (t->width[column] < len)
			t->width[column] = len;
	}
}

static void print(struct table const *t)
{
	for (size_t i = 0; i < (t->ps.n + 1) * t->columns; i++) {
		size_t column = i % t->columns;
		put_text(t->x, t->cell[i]);
		if (column == t->columns - 1) {
			put(t->x, "\n", 1);
			continue;
		}
		for (size_t n = strlen(t->cell[i]); n < t->width[column] + t->o->spacing; n++)
			put(t->x, " ", 1);
	}
}

static struct next run_ps(struct ctx *x, struct call const *c)
{
	struct table t = { .x = x, .o = c->opt, .ps = { .x = x } };
	stralloc symbols = STRALLOC_ZERO;
	if (!t.o->spacing)
		return fail(x, "there has to be a blank between columns: -w 0");
	struct next bad = take_fields(&t, t.o->all ? LONG : t.o->fields);
	if (bad.how == NEXT_EXIT)
		return bad;
	if (t.o->symbols) {
		if (!openslurpclose(&symbols, t.o->symbols) || !stralloc_0(&symbols))
			return failsys(x, "unable to read ", t.o->symbols);
		t.ps.symbols = symbols.s;
	}
	char const *blame = ps_read(&t.ps);
	if (blame)
		return failsys(x, "unable to read ", blame);
	if (t.o->tree)
		ps_tree(&t.ps);
	fill(&t);
	print(&t);
	stralloc_free(&symbols);
	return leave(0);
}

struct cmd const cmd_s6_ps = {
	.name = "s6-ps",
	.brief = "say which processes there are",
	.form = "",
	OPTS(struct opts, opts, .spacing = 2, .fields = "user,pid,tty,s,start,args"),
	.traits = PURE | LEAF,
	.run = run_ps,
	.help = "It reads /proc. A star stands for what this user may not know, a dash for what there is not.\n\n"
		"The fields are pid, ppid, pgrp, sess, tpgid; user and group; comm, the kernel's name for the process, "
		"args, its command line, and env, its environment; tty; s, the state (as in ps, with s for the leader "
		"of a session or + for that of the foreground group, and N or < for a nice value); start and tstart, "
		"when it was started, the latter as TAI64N; utime and stime, the time it took for itself and in the "
		"kernel, cutime and cstime, that and the time of its children that have ended, ttime and cttime, both "
		"together; pcpu and cpcpu, that by how long it has been there, in percent; pmem, its part of memory and "
		"swap, in percent; vsize, rss and rsslimit in kilobytes; prio, nice, rtprio, policy, psr, the processor, "
		"thcount, the number of threads, and wchan, the place in the kernel where it waits.",
	.example = "s6-ps -H\n\ns6-ps -o pid,rss,args",
};
