/* s6-rc-db.c - ask a compiled database. */
#include "builtin.h"
#include "nearest.h"
#include "rcopen.h"
#include "rcqueries.h"
#include "rcset.h"

struct opts {
	struct rcopen_opts open;
	int down, bare;
};

static struct opt const opts[] = {
	RCOPEN_OPTS(struct opts),
	SET('u', "up", struct opts, down, 0, "about bringing up (default)"),
	SET('d', "down", struct opts, down, 1, "about bringing down"),
	SET('E', "with-essentials", struct opts, bare, 0, "print essential services too (default)"),
	SET('e', "without-essentials", struct opts, bare, 1, "do not print essential services"),
	{ 0 },
};

struct query {
	struct ctx *x;
	struct opts const *o;
	struct rcdb db;
	char const *const *names;
};

static void print(struct query *q, char const *text)
{
	put_text(q->x, text);
	put(q->x, "\n", 1);
}

static void print_service(struct query *q, uint32_t i)
{
	if (!q->o->bare || !(q->db.service[i].flags & RC_ESSENTIAL))
		print(q, rcdb_service_name(&q->db, i));
}

static struct next print_set(struct query *q, unsigned char const *set)
{
	for (uint32_t i = 0; i < q->db.services; i++)
		if (set[i])
			print_service(q, i);
	return leave(0);
}

static struct next wrong_type(struct query *q, char const *name, char const *must)
{
	return failcode(q->x, RC_WRONG_TYPE, name, " is no ", must);
}

/* The name that the query is about, or 0 and *N the answer to give. */
static struct rcdb_name const *one_name(struct query *q, struct next *n)
{
	struct rcdb_name const *name = rcdb_find(&q->db, q->names[0]);
	if (!name)
		*n = rcset_unknown(q->x, &q->db, q->names[0]);
	return name;
}

/* The same for a service; its number is in *I. */
static int one_service(struct query *q, uint32_t *i, struct next *n)
{
	struct rcdb_name const *name = one_name(q, n);
	if (name && name->bundle)
		*n = wrong_type(q, q->names[0], "service: it is a bundle");
	else if (name)
		*i = *rcdb_numbers(&q->db, &name->atomics);
	return name && !name->bundle;
}

static struct next run_help(struct query *q);

static struct next run_check(struct query *q)
{
	return leave(q->db.map ? 0 : RC_BAD);
}

static struct next run_list(struct query *q)
{
	static char const *const kinds[] = { "all", "bundles", "services", "longruns", "oneshots" };
	size_t kind = 0;
	while (kind < 5 && strcmp(q->names[0], kinds[kind]) != 0)
		kind++;
	if (kind == 5)
		return fail(q->x, "unable to list ", q->names[0],
			": it has to be all, services, oneshots, longruns or bundles");
	for (uint32_t i = 0; kind < 2 && i < q->db.names_n; i++) {
		struct rcdb_name const *name = q->db.names + i;
		if (name->bundle)
			print(q, q->db.texts + name->name);
		else if (!kind)
			print_service(q, *rcdb_numbers(&q->db, &name->atomics));
	}
	for (uint32_t i = 0; kind >= 2 && i < q->db.services; i++)
		if (kind == 2 || (kind == 3) == rcdb_is_longrun(&q->db, i))
			print_service(q, i);
	return leave(0);
}

static struct next run_type(struct query *q)
{
	struct next n = leave(0);
	struct rcdb_name const *name = one_name(q, &n);
	if (name)
		print(q, name->bundle ? "bundle"
			 : rcdb_is_longrun(&q->db, *rcdb_numbers(&q->db, &name->atomics))
				 ? "longrun"
				 : "oneshot");
	return n;
}

static struct next run_timeout(struct query *q)
{
	struct next n = leave(0);
	char b[DECIMAL];
	uint32_t i;
	if (one_service(q, &i, &n))
		print(q, decimal(b, q->o->down ? q->db.service[i].timeout_down
					       : q->db.service[i].timeout_up));
	return n;
}

static struct next run_contents(struct query *q)
{
	struct next n = leave(0);
	struct rcdb_name const *name = one_name(q, &n);
	if (name && !name->bundle)
		return wrong_type(q, q->names[0], "bundle");
	for (uint32_t i = 0; name && i < name->atomics.n; i++)
		print_service(q, rcdb_numbers(&q->db, &name->atomics)[i]);
	return n;
}

/* The services that the names stand for, or 0 and *N the answer to give. */
static unsigned char *named(struct query *q, struct next *n)
{
	unsigned char *set = rcset_none(q->x, &q->db);
	char const *unknown = rcset_add(&q->db, set, q->names);
	if (!unknown)
		return set;
	*n = rcset_unknown(q->x, &q->db, unknown);
	return 0;
}

static struct next run_atomics(struct query *q)
{
	struct next n;
	unsigned char const *set = named(q, &n);
	return set ? print_set(q, set) : n;
}

static struct next run_dependencies(struct query *q)
{
	struct next n;
	unsigned char const *set = named(q, &n);
	if (!set)
		return n;
	unsigned char *all = rcset_none(q->x, &q->db);
	for (uint32_t i = 0; i < q->db.services; i++) {
		struct rcdb_service const *s = q->db.service + i;
		struct rcdb_list const *l = q->o->down ? &s->needed_by : &s->needs;
		for (uint32_t k = 0; set[i] && k < l->n; k++)
			all[rcdb_numbers(&q->db, l)[k]] = 1;
	}
	return print_set(q, all);
}

static struct next run_all_dependencies(struct query *q)
{
	struct next n;
	unsigned char *set = named(q, &n);
	if (!set)
		return n;
	rcset_close(q->x, &q->db, set, q->o->down ? RCSET_NEEDED_BY : RCSET_NEEDS);
	for (uint32_t i = q->db.services; i-- > 0;)
		if (set[i])
			print_service(q, i);
	return leave(0);
}

static struct next run_pipeline(struct query *q)
{
	struct next n = leave(0);
	struct rcdb const *db = &q->db;
	uint32_t i, count;
	if (!one_service(q, &i, &n))
		return n;
	if (!rcdb_is_longrun(db, i))
		return wrong_type(q, q->names[0], "longrun");
	for (uint32_t const *all = rcset_pipeline(q->x, db, i, &count); --count;)
		print(q, join(q->x, rcdb_service_name(db, all[count]), "/",
				 rcdb_service_name(db, db->service[all[count]].consumer)));
	return n;
}

static struct next run_query_script(struct query *q)
{
	struct next n = leave(0);
	uint32_t i;
	if (!one_service(q, &i, &n))
		return n;
	if (rcdb_is_longrun(&q->db, i))
		return wrong_type(q, q->names[0], "oneshot");
	struct word const *w = rcdb_script(q->x, &q->db, i, q->o->down ? RC_DOWN : RC_UP);
	for (; w->s; w++) {
		char const *text = word_wire(q->x, w);
		put(q->x, text, strlen(text) + 1);
	}
	return n;
}

static struct next run_flags(struct query *q)
{
	struct next n = leave(0);
	struct rcdb_name const *name = one_name(q, &n);
	char text[] = "00000000";
	uint32_t flags = RC_ESSENTIAL | RC_RECOMMENDED;
	for (uint32_t i = 0; name && i < name->atomics.n; i++)
		flags &= q->db.service[rcdb_numbers(&q->db, &name->atomics)[i]].flags;
	text[7] += (char)(name && name->atomics.n ? flags : 0);
	if (name)
		print(q, text);
	return n;
}

struct row {
	char const *name;
	struct next (*run)(struct query *q);
	size_t names;
	int more;
	char const *prints;
};

#define run_script                          run_query_script /* the interpreter has one */
#define ROW(name, run, names, more, prints) { name, run_##run, names, more, prints },
static struct row const rows[] = { RCQUERIES(ROW) };
#undef run_script

enum { ROWS = sizeof rows / sizeof *rows };

static struct next run_help(struct query *q)
{
	for (size_t i = 0; i < ROWS; i++)
		print(q, join(q->x, rows[i].name,
				 rows[i].more    ? " services...: "
				 : rows[i].names ? " name: "
						 : ": ",
				 rows[i].prints));
	return leave(0);
}

/* The row of query NAME, or 0, and which is near. */
static struct row const *find(char const *name, struct nearest *near)
{
	*near = nearest_to(name);
	for (size_t i = 0; i < ROWS; i++) {
		if (!strcmp(name, rows[i].name))
			return rows + i;
		nearest_offer(near, rows[i].name);
	}
	return 0;
}

static struct next run_db(struct ctx *x, struct call const *c)
{
	struct query q = { .x = x, .o = c->opt, .names = words_argv(x, c->rest) };
	struct nearest near;
	struct row const *row = find(c->arg[0], &near);
	size_t n = words_len(c->rest);
	if (!row)
		return fail(x, "unknown query: ", c->arg[0], did_you_mean(x, near.best));
	if (n < row->names || (n > row->names && !row->more))
		return fail(x, row->name, " needs ", row->names ? "one name" : "no name",
			row->more ? " or more" : "");
	if (!row->names && !strcmp(row->name, "help"))
		return run_help(&q);
	struct next opened = rcopen(x, &q.o->open, RCLIVE_SHARED, &q.db);
	return opened.how == NEXT_EXIT ? opened : row->run(&q);
}

struct cmd const cmd_s6_rc_db = {
	.name = "s6-rc-db",
	.brief = "ask a compiled database of services",
	.says = "ask the database for <subcommand>",
	.form = "subcommand [services...]",
	OPTS(struct opts, opts),
	.traits = LEAF,
	.run = run_db,
	.operands = "subcommand: what to ask for; help prints the list\n"
		    "services: names of services and bundles",
	.exits =
		"3 for a name that is unknown, 4 for a damaged database, 5 for a name of the wrong type",
	.help = "`all` and `bundles` are printed by name, everything else in the order of the numbers that services have "
		"in the database: longruns first. all-dependencies goes from the last to the first. A bundle has the flags "
		"that all in it have.",
	.example = "s6-rc-db -c /run/s6/db all-dependencies nginx",
};
