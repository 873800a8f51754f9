/* rcjournal.c - whatever the journal of an update says, s6-rc changes nothing outside of the two live directories that are
   its, and one that is damaged changes nothing at all. Input: a byte that says in which of them it is found, and under
   which name; the journal. */
#include "rc.h"

#include "rcjournal.h"

#define TREE RC_LONGRUN("a") RC_LONGRUN("b") RC_NEEDS("b", "a") RC_ONESHOT("c")

static char const *const mine[] = { "/live:s6-rc-init:a", "/live:s6-rc-update:b" };
static char const *const foreign[] = { "/other:s6-rc-init:a", "/live:c", "/scan", "/db" };
static char const *db_path;
static uint32_t services;

static void make_live(struct ctx *x, char const *dir)
{
	static char const *const files[] = { "/lock", "/prefix", "/state", "/servicedirs/a/down",
		"/servicedirs/b/down", "/aside:a/run", "/aside:b/data/run" };
	static char const *const dirs[] = { "", "/servicedirs", "/servicedirs/a", "/servicedirs/b",
		"/aside:a", "/aside:b", "/aside:b/data" };
	static char const zeros[16];
	for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++)
		mkdir(join(x, dir, dirs[i]), 0755);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		rc_file(join(x, dir, files[i]), zeros, strcmp(files[i], "/state") ? 0 : services);
	must_hold(!symlink(db_path, join(x, dir, "/compiled")) &&
		  !symlink(join(x, rc_folder(), "/scan"), join(x, dir, "/scandir")));
}

static void prepare(struct ctx *x)
{
	struct rcdb db;
	db_path = rc_compile(x, "db", TREE, &db);
	services = db.services;
	must_hold(!mkdir(join(x, rc_folder(), "/scan"), 0755));
	for (size_t i = 0; i < 2; i++)
		must_hold(!mkdir(join(x, rc_folder(), foreign[i]), 0755));
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
		rc_file(join(x, rc_folder(), foreign[i], "/keep"), "", 0);
}

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	rc_once(prepare);
	if (!len)
		return;
	int over = *s & 1, starting = *s & 2;
	char const *live = join(x, rc_folder(), "/live"), *dir[2];
	for (int i = 0; i < 2; i++)
		make_live(x, dir[i] = join(x, rc_folder(), mine[i]));
	must_hold(!symlink(mine[over] + 1, live));
	rc_file(join(x, live, starting ? "/" RCJOURNAL_STARTING : "/" RCJOURNAL), s + 1, len - 1);

	struct rclive l;
	struct next n = rclive_open(&l, x, live, RCLIVE_EXCLUSIVE, 0);
	int refused = n.how == NEXT_EXIT, both = 1;
	must_hold(!refused || n.code == RC_BAD || n.code == 111);
	rclive_close(&l);
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
		must_hold(!access(join(x, rc_folder(), foreign[i], "/keep"), F_OK));
	must_hold(!access(join(x, live, "/state"), F_OK));
	for (int i = 0; i < 2; i++)
		both = both && !access(join(x, dir[i], "/state"), F_OK) &&
		       !access(join(x, dir[i], "/aside:a"), F_OK);
	must_hold(both || (!starting && !(refused && n.code == RC_BAD)));

	must_hold(!unlink(live));
	for (int i = 0; i < 2; i++)
		must_hold(!rm_rf(dir[i]) || errno == ENOENT);
}
