/* s6-rc-set-change.c - change what a set prescribes for services. */
#include "builtin.h"
#include "rcrepo.h"
#include "rcset.h"

struct opts {
	struct rcrepo_opts repo;
	int force, dry, strict, pull;
};

static struct opt const opts[] = {
	RCREPO_OPTS(struct opts),
	SET('E', "no-force-essential", struct opts, force, 0,
		"services that are essential stay always, and no others become it (default)"),
	SET('e', "force-essential", struct opts, force, 1, "whatever their definitions say"),
	SET('n', "dry-run", struct opts, dry, 1, "say what is to be said, but change nothing"),
	SET('I', "ignore-dependencies", struct opts, strict, 0,
		"warn when the set is not consistent any more (default)"),
	SET('i', "fail-on-dependencies", struct opts, strict, 1, "fail then, and change nothing"),
	SET('P', "no-pull-dependencies", struct opts, pull, 0,
		"change only these services (default)"),
	SET('p', "pull-dependencies", struct opts, pull, 1,
		"also those that they need, or, for less than they had, those that need them"),
	{ 0 },
};

/* The first service whose prescription in NEW is another one than in OLD, and against its definition. */
static uint32_t first_against(
	struct rcrepo const *r, unsigned char const *old, unsigned char const *new)
{
	for (uint32_t i = 0; i < r->db.services; i++)
		if (rcrepo_counts(r, i) && old[i] != new[i] &&
			rcrepo_against(r, i, (enum rcrepo_rx) new[i]))
			return i;
	return RC_NONE;
}

/* Changes the services of WHICH from OLD to NEW, and with PULL what has to follow: what they need, and what needs
   those that have no more than before. */
static void change(struct rcrepo const *r, unsigned char const *old, unsigned char *new,
	unsigned char const *which, enum rcrepo_rx rx, int pull)
{
	unsigned char *by = rcset_none(r->x, &r->db), *on = rcset_none(r->x, &r->db);
	for (uint32_t i = 0; i < r->db.services; i++) {
		int chosen = which[i] && rcrepo_counts(r, i);
		new[i] = chosen ? (unsigned char)rx : old[i];
		by[i] = (unsigned char)chosen;
		on[i] = chosen && new[i] <= old[i];
	}
	if (!pull)
		return;
	rcrepo_close_gaps(r, new, 1, by);
	rcrepo_close_gaps(r, new, 0, on);
}

static void tell_pulled(struct rcrepo const *r, unsigned char const *old, unsigned char const *new,
	unsigned char const *which)
{
	for (uint32_t i = 0; i < r->db.services && r->verbosity; i++)
		if (old[i] != new[i] && !which[i])
			warn(r->x, rcdb_service_name(&r->db, i), " becomes ",
				rcrepo_rx_word((enum rcrepo_rx) new[i]), ", too");
}

static struct next apply(struct rcrepo *r, struct opts const *o, char const *set,
	unsigned char const *old, unsigned char const *new)
{
	struct ctx *x = r->x;
	uint32_t i = first_against(r, old, new);
	if (i != RC_NONE && !o->force)
		return failcode(x, RCREPO_REFUSED, "unable to make ", rcdb_service_name(&r->db, i),
			" ", rcrepo_rx_word((enum rcrepo_rx) new[i]),
			": its definition says that it is ", new[i] == RX_ALWAYS ? "not " : "",
			"essential (-e does it all the same)");
	if (rcrepo_warn(r, set, new) && o->strict)
		return failcode(x, RCREPO_REFUSED, "the set ", set,
			" would not be consistent (-p changes what has to follow, too)");
	struct next n = o->dry ? chain(0) : rcrepo_write(r, set, new);
	return n.how == NEXT_EXIT ? n : leave(0);
}

static struct next run_change(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct rcrepo r;
	enum rcrepo_rx rx = rcrepo_rx_of(c->arg[1]);
	if (rx == RX_N)
		return fail(x, "unable to prescribe ", c->arg[1],
			": it is none of mask, disable, enable and always, nor another word for one");
	struct next n = rcrepo_open(&r, x, &o->repo, RCLIVE_EXCLUSIVE, 1);
	if (n.how == NEXT_EXIT)
		return n;
	unsigned char *old = rcset_none(x, &r.db), *new = rcset_none(x, &r.db),
		      *which = rcset_none(x, &r.db);
	n = rcrepo_read(&r, c->arg[0], old, 0);
	if (n.how == NEXT_EXIT)
		return n;
	char const *unknown = rcset_add(&r.db, which, words_argv(x, c->rest));
	if (unknown)
		return rcset_unknown(x, &r.db, unknown);
	change(&r, old, new, which, rx, o->pull);
	tell_pulled(&r, old, new, which);
	return apply(&r, o, c->arg[0], old, new);
}

struct cmd const cmd_s6_rc_set_change = {
	.name = "s6-rc-set-change",
	.brief = "change what a set prescribes for services",
	.says = "make <services> <rx> in the set <set>",
	.form = "set rx services...",
	OPTS(struct opts, opts, RCREPO_INIT),
	.traits = LEAF,
	.run = run_change,
	.operands =
		"set: the set\n"
		"rx: mask (not there at all), disable (there, but not up after a boot), enable (up after a boot), or "
		"always (essential); other words for these are masked, suppress; usable, latent, disabled, deactivate, "
		"inactive, unmask, unmasked; active, enabled, activate, onboot; essential, make-essential\n"
		"services: the services, or bundles of them",
	.exits =
		"1 if that is refused; 3 if there is no such set or service; 4 if the reference is damaged; 102 if the set "
		"is not in line with the stores; 100, 111",
	.help = "Nothing becomes of it until the set is compiled with s6-rc-set-commit and installed with "
		"s6-rc-set-install.",
	.example = "s6-rc-set-change -p current enable nginx",
};
