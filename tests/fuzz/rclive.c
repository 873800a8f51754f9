/* rclive.c - any bytes may be in the live directory's file of states: it is refused, or s6-rc goes by it and, where nothing
   fails, does each service once, behind what it needs. And any bytes may be its record. Input: a byte that says what is to be
   done; one that chooses services; the file of states, up to as many bytes as that should have; and the record. */
#include "rc.h"

#include "boot.h"
#include "rcchange.h"
#include "rcset.h"

#define TREE \
	RC_LONGRUN("a") \
	RC_LONGRUN("b") \
	RC_NEEDS("b", "a") \
	RC_ONESHOT("c") \
	RC_NEEDS("c", "b") \
	RC_LONGRUN("d") \
	"d/wants.d/a=\nd/notification-fd=3\n" RC_ONESHOT("e") "e/after.d/c=\n" RC_NEEDS( \
		"e", "d") "b/flag-essential=\n"

static char live[64];
static struct rclive now;
static uint32_t services, said;

/* A service is said to change when all is right below it, or above it. */
static void dry(struct ctx *x, char const *text)
{
	(void)x;
	must_hold(strstr(text, "s6-svc") || strstr(text, "s6-sudo"));
	must_hold(++said <= services);
}

static void prepare(struct ctx *x)
{
	struct rcdb db;
	char const *path = rc_compile(x, "db", TREE, &db);
	services = db.services;
	stpcpy(stpcpy(live, rc_folder()), "/live");
	must_hold(!mkdir(live, 0755) && !symlink(path, join(x, live, "/compiled")));
	rc_file(join(x, live, "/lock"), "", 0);
}

/* Every service of SET ends as OP says, if it has to change, and no other is touched. */
static void change(struct ctx *x, enum rcop op, unsigned char const *set)
{
	struct rcchange *c = arena_get(x, sizeof *c);
	uint32_t wrong = 0;
	*c = (struct rcchange){ .x = x, .live = &now, .verbosity = 3, .dry = dry, .named = set };
	for (uint32_t i = 0; i < services; i++)
		wrong += set[i] && (now.state[i] & RCLIVE_UP) != (op == RCOP_UP ? RCLIVE_UP : 0);
	said = 0;
	must_hold(rcchange_open(c).how != NEXT_EXIT);
	must_hold(!rcchange_run(c, op, set) && said == wrong);
	rcchange_close(c, 0);
}

static void show_record(struct ctx *x, char const *s, size_t len)
{
	struct rcrecord const *r;
	struct boot b;
	size_t n;
	stralloc to = STRALLOC_ZERO;
	if (memchr(s, 'o', len))
		rc_file(join(x, live, "/" RCRECORD_OLD), s, len / 2);
	rc_file(join(x, live, "/" RCRECORD_FILE), s, len);
	if (!boot_records(x, live, &r, &n))
		for (int which = -1; which < 3; which++)
			if (which && !boot_read(x, &b, &now.db, r, n, which)) {
				boot_text(&to, x, &b, which > 1, which > 1);
				boot_json(&to, x, &b);
				boot_svg(&to, x, &b);
			}
	stralloc_free(&to);
	unlink(join(x, live, "/" RCRECORD_OLD));
	must_hold(!unlink(join(x, live, "/" RCRECORD_FILE)));
}

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	rc_once(prepare);
	if (len < 2)
		return;
	char const *states = s + 2;
	size_t left = len - 2, n = left < services ? left : services + (*s & 8 ? 1 : 0);
	if (n > left)
		return;
	rc_file(join(x, live, "/state"), states, n);
	struct next next = rclive_open(&now, x, live, RCLIVE_LOOK, 0);
	if (next.how == NEXT_EXIT) {
		must_hold(next.code == RC_BAD);
		return;
	}
	must_hold(n == services);
	unsigned char *set = rcset_none(x, &now.db);
	for (uint32_t i = 0; i < services; i++) {
		must_hold(now.state[i] <= (RCLIVE_UP | RCLIVE_WANTED));
		set[i] = s[1] >> i & 1;
	}
	int up = *s & 1;
	rcset_close(x, &now.db, set, up ? RCSET_NEEDS | RCSET_WANTS : RCSET_NEEDED_BY);
	if (!up && *s & 2)
		rcset_spare(&now, set, 1);
	change(x, up ? RCOP_UP : RCOP_DOWN, set);
	show_record(x, states + n, left - n);
	rclive_close(&now);
}
