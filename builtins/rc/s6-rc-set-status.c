/* s6-rc-set-status.c - show what a set prescribes. */
#include "builtin.h"
#include "rcrepo.h"
#include "rcset.h"

struct opts {
	struct rcrepo_opts repo;
	int without, list;
};

static struct opt const opts[] = {
	RCREPO_OPTS(struct opts),
	SET('E', "with-essentials", struct opts, without, 0,
		"services that are always, too (default)"),
	SET('e', "without-essentials", struct opts, without, 1, "not those that are always"),
	SET('L', "list", struct opts, list, 1, "only names"),
	{ 0 },
};

/* Services in the order of their names. */
static void show(struct rcrepo const *r, struct opts const *o, unsigned char const *rx,
	unsigned char const *wanted)
{
	for (uint32_t k = 0; k < r->db.names_n; k++) {
		struct rcdb_name const *name = r->db.names + k;
		uint32_t i = *rcdb_numbers(&r->db, &name->atomics);
		if (name->bundle || !rcrepo_counts(r, i) || (wanted && !wanted[i]) ||
			(o->without && rx[i] == RX_ALWAYS))
			continue;
		put_text(r->x, r->db.texts + name->name);
		if (!o->list) {
			put_text(r->x, "/");
			put_text(r->x, rcrepo_rx_word((enum rcrepo_rx)rx[i]));
		}
		put_text(r->x, "\n");
	}
}

static struct next run_status(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct rcrepo r;
	struct next n = rcrepo_open(&r, x, &o->repo, RCLIVE_SHARED, 1);
	if (n.how == NEXT_EXIT)
		return n;
	unsigned char *rx = rcset_none(x, &r.db), *wanted = rcset_none(x, &r.db);
	n = rcrepo_read(&r, c->arg[0], rx, 0);
	if (n.how == NEXT_EXIT)
		return n;
	char const *unknown = rcset_add(&r.db, wanted, words_argv(x, c->rest));
	if (unknown)
		return rcset_unknown(x, &r.db, unknown);
	show(&r, o, rx, c->rest->s ? wanted : 0);
	return leave(0);
}

struct cmd const cmd_s6_rc_set_status = {
	.name = "s6-rc-set-status",
	.brief = "show what a set prescribes for services",
	.says = "show what the set <set> prescribes",
	.form = "set [services...]",
	OPTS(struct opts, opts, RCREPO_INIT),
	.traits = LEAF,
	.run = run_status,
	.operands = "set: the set\nservices: only these services, and those in these bundles",
	.exits =
		"3 if there is no such set or service; 102 if the set is not in line with the stores; 100, 111",
	.help = "A line for each service: its name, a slash, and masked, usable, active or always.",
};
