/* s6-rc-set-fix.c - make sets of services consistent. */
#include "builtin.h"
#include "rcrepo.h"
#include "rcset.h"

struct opts {
	struct rcrepo_opts repo;
	int up, force, dry;
};

static struct opt const opts[] = {
	RCREPO_OPTS(struct opts),
	SET('u', "fix-up", struct opts, up, 1, "give what is needed as much as what needs it has"),
	SET('d', "fix-down", struct opts, up, 0,
		"give what needs something no more than that has (default)"),
	SET('E', "no-force-essential", struct opts, force, 0,
		"services that are essential stay always, and no others become it (default)"),
	SET('e', "force-essential", struct opts, force, 1, "whatever their definitions say"),
	SET('n', "dry-run", struct opts, dry, 1, "say what is to be said, but change nothing"),
	{ 0 },
};

/* Says what becomes of service I; whether it may. */
static int tell(struct rcrepo const *r, struct opts const *o, char const *set, uint32_t i,
	enum rcrepo_rx rx)
{
	int refused = rcrepo_against(r, i, rx) && !o->force;
	if (refused)
		warn(r->x, "unable to make ", rcdb_service_name(&r->db, i), " ", rcrepo_rx_word(rx),
			" in the set ", set, ": its definition says that it is ",
			rx == RX_ALWAYS ? "not " : "", "essential (-e does it all the same)");
	else if (r->verbosity)
		warn(r->x, "in the set ", set, " ", rcdb_service_name(&r->db, i),
			o->dry ? " would become " : " becomes ", rcrepo_rx_word(rx));
	return !refused;
}

static struct next fix(struct rcrepo *r, char const *set, void *arg)
{
	struct opts const *o = arg;
	unsigned char *old = rcset_none(r->x, &r->db), *new = rcset_none(r->x, &r->db);
	struct next n = rcrepo_read(r, set, old, 0);
	int changed = 0, fine = 1;
	if (n.how == NEXT_EXIT)
		return n;
	rcrepo_warn(r, set, old);
	memcpy(new, old, r->db.services);
	rcrepo_close_gaps(r, new, o->up, 0);
	for (uint32_t i = 0; i < r->db.services; i++)
		if (new[i] != old[i]) {
			changed = 1;
			fine &= tell(r, o, set, i, (enum rcrepo_rx) new[i]);
		}
	if (!fine)
		return leave(RCREPO_REFUSED);
	return changed && !o->dry ? rcrepo_write(r, set, new) : chain(0);
}

static struct next run_fix(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	void *arg = (void *)(uintptr_t)o;
	struct rcrepo r;
	struct next n = rcrepo_open(&r, x, &o->repo, RCLIVE_EXCLUSIVE, 1);
	if (n.how != NEXT_EXIT && !c->rest->s)
		n = rcrepo_each(&r, fix, arg);
	for (struct word const *w = c->rest; w->s && n.how != NEXT_EXIT; w++)
		n = fix(&r, w->s, arg);
	return n.how == NEXT_EXIT ? n : leave(0);
}

struct cmd const cmd_s6_rc_set_fix = {
	.name = "s6-rc-set-fix",
	.brief = "make sets of services consistent",
	.says = "make the sets <sets> consistent",
	.form = "[sets...]",
	OPTS(struct opts, opts, RCREPO_INIT),
	.traits = LEAF,
	.run = run_fix,
	.operands = "sets: the sets; all of them if there is none",
	.exits =
		"1 if that is refused; 3 if there is no such set; 102 if a set is not in line with the stores; 100, 111",
	.help = "A set is consistent if no service has more in it than one that it needs (always is more than active, that more than "
		"usable, that more than masked), and if of a pipeline all or nothing is masked.",
};
