/* rcdb_test.c - databases are written and read; what is damaged is refused, never trusted. */
#include "rcdb.h"

#include <errno.h>
#include <skalibs/djbunix.h>

#include "../../unit.h"
#include "rcbundle.h"
#include "rcdbfile.h"
#include "rcsource.h"
#include "tree.h"
#include "walk.h"

/* A tree that has everything once. */
#define TREE \
	"net/type=oneshot\nnet/up=foreground { s6-echo $a } s6-true\nnet/down=s6-false\nnet/tries=3\nnet/backoff=10 40\n" \
	"disk/type=oneshot\ndisk/up=\nweb/type=longrun\nweb/run=#!/bin/sh|\nweb/dependencies=net\nweb/wants.d/disk=\n" \
	"web/producer-for=log\nlog/type=longrun\nlog/run=#!/bin/sh|\nlog/consumer-for=web\nlog/pipeline-name=weblog\n" \
	"log/notification-fd=3\nlog/condition=eltest -e /x\nall/type=bundle\nall/contents.d/weblog=\nall/contents.d/some=\n" \
	"some/type=bundle\nsome/contents=tty@1|\nsome/flag-essential=\ntty@/type=longrun\ntty@/run=#!/bin/sh|\n" \
	"tty@/after.d/web=\n"

struct made {
	struct ctx x;
	char dir[64];
	struct rcdb db; /* as rc_build has made it */
	char *file;     /* the bytes of the file */
	size_t len;
};

static void build(struct made *m)
{
	struct rc_source s;
	char tree[] = TREE;
	tree_make(m->dir, tree);
	rc_source_init(&s, &m->x);
	rc_source_read(&s, m->dir);
	rc_resolve(&s);
	assert_int_equal(s.errors, 0);
	rc_build(&s, &m->db);
}

static int make(void **state)
{
	struct made *m = calloc(1, sizeof *m);
	stralloc text = STRALLOC_ZERO;
	m->x = UNIT_CTX(0);
	strcpy(m->dir, "/tmp/rcdb_test.XXXXXX");
	assert_non_null(mkdtemp(m->dir));
	build(m);
	int fd = open(m->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_int_equal(rcdb_write(&m->db, fd), 0);
	fd_close(fd);
	assert_true(openslurpclose(&text, join(&m->x, m->dir, "/" RCDB_FILE)));
	m->file = text.s;
	m->len = text.len;
	*state = m;
	return 0;
}

static int clean(void **state)
{
	struct made *m = *state;
	rm_rf(m->dir);
	free((char *)(uintptr_t)m->db.texts);
	free(m->file);
	unit_done(&m->x);
	free(m);
	return 0;
}

static void is_read(void **state)
{
	struct made *m = *state;
	struct rcdb db;
	assert_int_equal(rcdb_open(&db, m->dir), 0);
	assert_int_equal(db.services, 7);
	assert_int_equal(db.longruns, 5);
	assert_int_equal(walk(&m->x, &db), 0);
	uint32_t web = *rcdb_numbers(&db, &rcdb_find(&db, "web")->atomics);
	assert_string_equal(rcdb_service_name(&db, db.service[web].consumer), "log");
	assert_int_equal(db.service[web].needs.n, 3); /* net, log, the fd-holder */
	assert_int_equal(rcdb_find(&db, "all")->atomics.n, 3);
	assert_null(rcdb_find(&db, "tty@"));
	rcdb_close(&db);
}

static void of_an_instance(void **state)
{
	struct made *m = *state;
	uint32_t tty = *rcdb_numbers(&m->db, &rcdb_find(&m->db, "tty@1")->atomics);
	struct rcdb_service const *s = m->db.service + tty;
	assert_string_equal(m->db.texts + s->parameter, "1");
	assert_int_equal(s->flags, RC_ESSENTIAL);
	assert_int_equal(s->after.n, 1);
}

static void has_scripts(void **state)
{
	struct made *m = *state;
	uint32_t net = *rcdb_numbers(&m->db, &rcdb_find(&m->db, "net")->atomics);
	struct word *w = rcdb_script(&m->x, &m->db, net, RC_UP);
	assert_words(&m->x, w, "foreground", " s6-echo", " $a", "", "s6-true");
	assert_true(w[2].dollar);
	assert_int_equal(w[2].at, 22);
	assert_string_equal(m->x.src.name, join(&m->x, m->dir, "/net/up"));
	assert_true(rcdb_has_script(&m->db, net, RC_DOWN));
	assert_false(rcdb_has_script(&m->db, net, RC_RELOAD));
	assert_int_equal(m->db.service[net].tries, 3);
	assert_int_equal(m->db.service[net].backoff_most, 40);
}

/* Whether the LEN bytes at FILE are taken, and nothing is wrong then. */
static int taken(struct made *m, char const *file, size_t len)
{
	struct rcdb db;
	errno = 0;
	if (rcdb_take(&db, file, len) < 0) {
		assert_int_equal(errno, EPROTO);
		return 0;
	}
	struct arena mark = arena_mark(&m->x);
	assert_int_equal(walk(&m->x, &db), 0);
	arena_release(&m->x, mark);
	return 1;
}

static void is_whole(void **state)
{
	struct made *m = *state;
	assert_true(taken(m, m->file, m->len));
	for (size_t len = 0; len < m->len; len++) {
		char *part = malloc(len + 1); /* behind which there is nothing */
		memcpy(part, m->file, len);
		assert_false(taken(m, part, len));
		free(part);
	}
}

static void has_a_checksum(void **state)
{
	struct made *m = *state;
	for (size_t i = 0; i < m->len; i++) {
		m->file[i] ^= 1;
		assert_false(taken(m, m->file, m->len));
		m->file[i] ^= 1;
	}
}

static void sum_up(struct made *m)
{
	uint32_t sum = rcdb_sum_fold(rcdb_sum(0, m->file + RCDB_SUMMED, m->len - RCDB_SUMMED));
	memcpy(m->file + offsetof(struct rcdb_header, sum), &sum, sizeof sum);
}

/* Any number of it as another number, and the checksum right: what is taken nevertheless leads nowhere. */
static void numbers_are_checked(void **state)
{
	struct made *m = *state;
	size_t refused = 0, all = 0, texts = m->len - m->db.texts_len;
	for (size_t i = RCDB_SUMMED; i < texts; i += 4) {
		uint32_t was, is[] = { 0, 1, 2, 6, 7, 8, 0x7fffffff, 0x80000000, UINT32_MAX, 0, 0 };
		memcpy(&was, m->file + i, sizeof was);
		is[COUNT(is) - 2] = was + 1;
		is[COUNT(is) - 1] = was - 1;
		for (size_t k = 0; k < COUNT(is); k++) {
			memcpy(m->file + i, is + k, sizeof was);
			sum_up(m);
			refused += !taken(m, m->file, m->len);
			all++;
		}
		memcpy(m->file + i, &was, sizeof was);
	}
	sum_up(m);
	assert_true(taken(m, m->file, m->len));
	assert_true(refused > all / 2); /* timeouts may be anything */
}

static void texts_are_checked(void **state)
{
	struct made *m = *state;
	for (size_t i = m->len - m->db.texts_len; i < m->len; i++) {
		static char const bytes[] = { 0, '/', '\n', '.', 'a' };
		char was = m->file[i];
		for (size_t k = 0; k < sizeof bytes; k++) {
			m->file[i] = bytes[k];
			sum_up(m);
			taken(m, m->file, m->len);
		}
		m->file[i] = was;
	}
}

/* Builds other bundles; returns what is wrong. */
static char const *rebuilt(struct rc_bundles *b, struct rcdb *new)
{
	char const *wrong = rc_bundles_build(b, new);
	assert_int_equal(wrong ? 1 : rcdb_check(new), 1);
	return wrong;
}

static void bundles_change(void **state)
{
	struct made *m = *state;
	struct rc_bundles b;
	struct rcdb new;
	rc_bundles_read(&b, &m->x, &m->db, 4);
	rc_bundles_remove(&b, rc_bundles_find(&b, "some"));
	rc_bundles_set(&b, "more", (char const *[]){ "all", "net", "net" }, 3);
	assert_null(rebuilt(&b, &new));
	assert_null(rcdb_find(&new, "some"));
	assert_int_equal(rcdb_find(&new, "all")->atomics.n, 3);
	assert_int_equal(rcdb_find(&new, "more")->atomics.n, 4);
	assert_int_equal(rcdb_find(&new, "more")->members.n, 2);
	assert_int_equal(walk(&m->x, &new), 0);
	free((char *)(uintptr_t) new.texts);
	rc_bundles_set(&b, "all", (char const *[]){ "more" }, 1);
	assert_non_null(rebuilt(&b, &new));
	free((char *)(uintptr_t) new.texts);
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(is_read),
		cmocka_unit_test(of_an_instance),
		cmocka_unit_test(has_scripts),
		cmocka_unit_test(is_whole),
		cmocka_unit_test(has_a_checksum),
		cmocka_unit_test(numbers_are_checked),
		cmocka_unit_test(texts_are_checked),
		cmocka_unit_test(bundles_change),
	};
	return cmocka_run_group_tests(tests, make, clean);
}
