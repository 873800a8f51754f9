/* s6-rc-db.c - ask a compiled database. */
#include "builtin.h"
#include "nearest.h"
#include "rcopen.h"
#include "rcset.h"

enum { WRONG_TYPE = 5 };

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

/* name, function, how many names it takes at least, and whether more, what it prints */
#define QUERIES(X) \
	X("help", help, 0, 0, "this list") \
	X("check", check, 0, 0, "nothing; leaves with 4 if the database is damaged") \
	X("list", list, 1, 0, "the names of all, services, oneshots, longruns or bundles") \
	X("type", type, 1, 0, "whether a name is a oneshot, a longrun or a bundle") \
	X("timeout", timeout, 1, 0, \
		"how many milliseconds a service may take to be up, or with -d down") \
	X("contents", contents, 1, 0, "the services in a bundle") \
	X("dependencies", dependencies, 1, 1, \
		"what the services need, or with -d what needs them") \
	X("all-dependencies", all_dependencies, 1, 1, \
		"the same, and so on, and the services themselves") \
	X("atomics", atomics, 1, 1, "the services that the names stand for") \
	X("pipeline", pipeline, 1, 0, \
		"PRODUCER/CONSUMER for each pipe of the pipeline that a longrun is in") \
	X("script", script, 1, 0, \
		"the words of a oneshot's up, or with -d down, a NUL behind each") \
	X("flags", flags, 1, 0, "the flags of a name, in hexadecimal: 1 essential, 2 recommended")

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
	return failcode(q->x, WRONG_TYPE, name, " is no ", must);
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
	if (!name || name->bundle)
		return 0;
	*i = *rcdb_numbers(&q->db, &name->atomics);
	return 1;
}

static struct next run_help(struct query *q);

static struct next run_check(struct query *q)
{
	(void)q; /* it could be opened */
	return leave(0);
}

static struct next run_list(struct query *q)
{
	static char const *const kinds[] = { "all", "bundles", "services", "longruns", "oneshots" };
	size_t kind = 0, n = sizeof kinds / sizeof *kinds;
	while (kind < n && strcmp(q->names[0], kinds[kind]) != 0)
		kind++;
	if (kind == n)
		return fail(q->x, "unable to list ", q->names[0],
			": it has to be all, services, oneshots, longruns or bundles");
	for (uint32_t i = 0; kind < 2 && i < q->db.names_n; i++) {
		struct rcdb_name const *name = q->db.names + i;
		if (name->bundle)
			print(q, q->db.texts + name->name);
		else if (!kind)
			print_service(q, *rcdb_numbers(&q->db, &name->atomics));
	}
	for (uint32_t i = kind == 4 ? q->db.longruns : 0;
		kind >= 2 && i < (kind == 3 ? q->db.longruns : q->db.services); i++)
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

/* From the last consumer on; who is deepest is told first. */
static struct next run_pipeline(struct query *q)
{
	struct next n = leave(0);
	struct rcdb const *db = &q->db;
	uint32_t *all = arena_get(q->x, db->services * sizeof *all), count = 1, i;
	if (!one_service(q, &i, &n))
		return n;
	if (!rcdb_is_longrun(db, i))
		return wrong_type(q, q->names[0], "longrun");
	while (db->service[i].consumer != RC_NONE)
		i = db->service[i].consumer;
	all[0] = i;
	for (i = 0; i < count; i++) {
		struct rcdb_list const *l = &db->service[all[i]].producers;
		for (uint32_t k = 0; k < l->n; k++)
			all[count++] = rcdb_numbers(db, l)[k];
	}
	while (--count)
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
	static char const hex[] = "0123456789abcdef";
	struct next n = leave(0);
	struct rcdb_name const *name = one_name(q, &n);
	char text[] = "00000000";
	uint32_t flags = RC_ESSENTIAL | RC_RECOMMENDED;
	for (uint32_t i = 0; name && i < name->atomics.n; i++)
		flags &= q->db.service[rcdb_numbers(&q->db, &name->atomics)[i]].flags;
	text[7] = hex[name && name->atomics.n ? flags : 0];
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
static struct row const rows[] = { QUERIES(ROW) };
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

static struct row const *find(char const *name)
{
	for (size_t i = 0; i < ROWS; i++)
		if (!strcmp(name, rows[i].name))
			return rows + i;
	return 0;
}

static struct next unknown(struct ctx *x, char const *name)
{
	struct nearest near = nearest_to(name);
	for (size_t i = 0; i < ROWS; i++)
		nearest_offer(&near, rows[i].name);
	return fail(x, "unknown query: ", name, did_you_mean(x, near.best));
}

static struct next run_db(struct ctx *x, struct call const *c)
{
	struct query q = { .x = x, .o = c->opt, .names = words_argv(x, c->rest) };
	struct row const *row = find(c->arg[0]);
	size_t n = words_len(c->rest);
	if (!row)
		return unknown(x, c->arg[0]);
	if (n < row->names || (n > row->names && !row->more))
		return fail(x, row->name,
			row->more    ? " needs one name or more"
			: row->names ? " needs one name"
				     : " needs no name");
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
	OPTS(struct opts, opts, RCOPEN_DEFAULTS),
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
