/* rcconversion.c - any conversion file is refused, or leads to an update that makes sense, whose journal says the same when it
   is read again. Input: a byte for each service of the old database, of which two bits say whether it is up and
   pending; then the file. */
#include "rc.h"

#include "rcset.h"
#include "rcupdate.h"

#define OLD \
	RC_LONGRUN("base") \
	RC_LONGRUN("web") \
	RC_NEEDS("web", "base") \
	RC_LONGRUN("other") \
	RC_ONESHOT("setup") \
	RC_NEEDS("setup", "base") \
	RC_LONGRUN("gone") \
	RC_NEEDS("gone", "other") \
	RC_ONESHOT("late") RC_NEEDS("late", "setup") "all/type=bundle\nall/contents=web|late|\n"
#define NEW \
	RC_LONGRUN("base") \
	RC_LONGRUN("web") \
	RC_NEEDS("web", "base") \
	RC_LONGRUN("another") \
	RC_NEEDS("another", "added") \
	RC_LONGRUN("added") \
	RC_LONGRUN("setup") \
	RC_ONESHOT("late") \
	RC_NEEDS("late", "setup") "other/type=bundle\nother/contents=web|late|\n"

static struct rclive old;
static struct rcdb new;
static char from[64], to[64], live[64];

/* One for the whole run. */
static void prepare(struct ctx *x)
{
	rc_compile(x, "old", OLD, &old.db);
	rc_compile(x, "new", NEW, &new);
	stpcpy(stpcpy(live, rc_folder()), "/live");
	stpcpy(stpcpy(from, live), ":s6-rc-init:a");
	stpcpy(stpcpy(to, live), ":s6-rc-update:b");
	must_hold(!mkdir(from, 0755) && !mkdir(to, 0755) && !symlink(from, live));
}

static int stays(struct rcupdate const *u, uint32_t j)
{
	uint32_t i = u->from[j];
	return i != RC_NONE && old.state[i] & RCLIVE_UP && !u->stop[i];
}

static void check_match(struct rcupdate const *u)
{
	for (uint32_t i = 0; i < old.db.services; i++)
		must_hold(
			u->to[i] == RC_NONE || (u->to[i] < new.services && u->from[u->to[i]] == i));
	for (uint32_t j = 0; j < new.services; j++)
		must_hold(u->from[j] == RC_NONE ||
			  (u->from[j] < old.db.services && u->to[u->from[j]] == j));
}

/* What stays is what it was, and has all that it needs. */
static void check_plan(struct rcupdate const *u)
{
	for (uint32_t i = 0; i < old.db.services; i++)
		must_hold(!u->stop[i] || old.state[i] & RCLIVE_UP);
	for (uint32_t j = 0; j < new.services; j++) {
		struct rcdb_list const *needs = &new.service[j].needs;
		must_hold(!stays(u, j) ||
			  rcdb_is_longrun(&new, j) == rcdb_is_longrun(&old.db, u->from[j]));
		for (uint32_t k = 0; stays(u, j) && k < needs->n; k++)
			must_hold(stays(u, rcdb_numbers(&new, needs)[k]));
	}
}

static void check_journal(struct ctx *x, struct rcupdate const *u)
{
	struct rcjournal j = { .x = x, .from = from, .to = to }, read;
	rcupdate_journal(u, &j);
	must_hold(!rcjournal_begin(&j) && rcjournal_read(&read, x, live, RCJOURNAL) == 1);
	must_hold(
		read.n == j.n && !read.is_over && !strcmp(read.from, from) && !strcmp(read.to, to));
	for (size_t i = 0; i < j.n; i++)
		must_hold(!strcmp(read.line[i].old, j.line[i].old) &&
			  !strcmp(read.line[i].new, j.line[i].new));
}

static int is_refusal(int code)
{
	return code == RC_UNKNOWN || code == RC_BAD || code == RCUPDATE_NOT_ATOMIC ||
	       code == RCUPDATE_TWICE || code == 100;
}

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	rc_once(prepare);
	uint32_t n = old.db.services;
	if (len < n)
		return;
	struct rcupdate u = { .x = x, .old = &old, .new = &new };
	old.x = x;
	old.state = rcset_none(x, &old.db);
	old.pending = rcset_none(x, &old.db);
	for (uint32_t i = 0; i < n; i++) {
		old.state[i] = s[i] & RCLIVE_UP;
		old.pending[i] = !(s[i] & RCLIVE_UP) && s[i] & 2;
	}
	fuzz_stdin(s + n, len - n);
	struct next next = rcupdate_match(&u, "/dev/stdin");
	if (next.how == NEXT_EXIT) {
		must_hold(is_refusal(next.code));
		return;
	}
	check_match(&u);
	rcupdate_plan(&u);
	check_plan(&u);
	check_journal(x, &u);
}
