/* rcset.c - any bytes may be in the file of a set: it is refused, or gives every service something that is prescribed, and says
   the same when it is written and read again. Input: a byte that says how, and the file. */
#include "rc.h"

#include "rcrepo.h"
#include "rcset.h"

#define TREE \
	RC_LONGRUN("base") \
	RC_LONGRUN("web") \
	RC_NEEDS("web", "base") \
	"web/flag-recommended=\nbase/flag-essential=\n" RC_ONESHOT("setup") \
		RC_NEEDS("setup", "base") RC_NEEDS("web", "setup") RC_LONGRUN("in") RC_LONGRUN( \
			"out") "in/producer-for=out\nout/consumer-for=in\nout/pipeline-name=line\n"

static struct rcrepo repo;

static void prepare(struct ctx *x)
{
	char const *path = rc_compile(x, "db:a", TREE, &repo.db);
	repo.path = rc_folder();
	must_hold(!mkdir(
		rcrepo_path(&(struct rcrepo){ .x = x, .path = repo.path }, RCREPO_SETS, ""), 0755));
	must_hold(!mkdir(join(x, repo.path, "/" RCREPO_COMPILED), 0755));
	must_hold(!mkdir(join(x, repo.path, "/" RCREPO_COMPILED "/s:a"), 0755));
	must_hold(!symlink("s:a", join(x, repo.path, "/" RCREPO_COMPILED "/s")));
	must_hold(!symlink(path, join(x, repo.path, "/" RCREPO_REFERENCE)));
}

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	rc_once(prepare);
	if (!len)
		return;
	repo.x = x;
	unsigned char *rx = rcset_none(x, &repo.db), *again = rcset_none(x, &repo.db);
	char const *target;
	rc_file(rcrepo_path(&repo, RCREPO_SETS, "s"), s + 1, len - 1);
	rc_file(rcrepo_path(&repo, RCREPO_COMPILED, "s/" RCREPO_WAS), s + 1, len - 1);
	struct next n = rcrepo_read(&repo, "s", rx, *s & 1);
	if (n.how == NEXT_EXIT) {
		must_hold(n.code == RCREPO_BAD);
		return;
	}
	for (uint32_t i = 0; i < repo.db.services; i++)
		must_hold(rx[i] < RX_N);
	must_hold(rcrepo_write(&repo, "s", rx).how != NEXT_EXIT &&
		  rcrepo_read(&repo, "s", again, 0).how != NEXT_EXIT &&
		  !memcmp(rx + 2, again + 2, repo.db.services - 2));
	rcrepo_current(&repo, "s", rx, *s & 2 ? "default" : 0, &target);
	must_hold(target && !strcmp(target, "s:a"));
	struct rcrepo_gap gap;
	uint32_t at = 0;
	rcrepo_close_gaps(&repo, rx, *s & 4, 0);
	must_hold(!rcrepo_gap(&repo, rx, &at, &gap));
}
