/* svstatus_test.c - the status file, and bytes that are none. */
#include "svstatus.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../unit.h"

static void survives_a_round(void **state)
{
	(void)state;
	char b[SVSTATUS_SIZE], again[SVSTATUS_SIZE];
	for (unsigned int flags = 0; flags < 16; flags++) {
		struct svstatus s = { .pid = 1234567,
			.wstat = 0x0b00,
			.paused = flags & 1,
			.finishing = !!(flags & 2),
			.want_up = !!(flags & 4),
			.ready = !!(flags & 8) };
		struct svstatus t;
		tain_now(&s.stamp);
		s.ready_at = s.stamp;
		svstatus_pack(b, &s);
		assert_int_equal(b[34], flags);
		assert_int_equal(svstatus_unpack(&t, b, sizeof b), 0);
		assert_int_equal(t.pid, s.pid);
		assert_int_equal(t.pgid, s.pid);
		svstatus_pack(again, &t);
		assert_memory_equal(b, again, sizeof b);
	}
}

static void reads_the_longer_layout(void **state)
{
	(void)state;
	char b[SVSTATUS_SIZE_PGID] = { [31] = 7, [39] = 9, [40] = 3, [41] = 4, [42] = 4 };
	struct svstatus s;
	assert_int_equal(svstatus_unpack(&s, b, sizeof b), 0);
	assert_int_equal(s.pid, 7);
	assert_int_equal(s.pgid, 9);
	assert_int_equal(s.wstat, 0x304);
	assert_true(s.want_up && !s.ready);
}

static void takes_no_other_length(void **state)
{
	(void)state;
	char b[100] = { 0 };
	struct svstatus s;
	for (size_t len = 0; len < sizeof b; len++)
		assert_int_equal(svstatus_unpack(&s, b, len),
			len == SVSTATUS_SIZE || len == SVSTATUS_SIZE_PGID ? 0 : -1);
}

/* Any bytes of the right length are a status: nothing may be read or written beyond them. */
static void takes_any_bytes(void **state)
{
	(void)state;
	unsigned int seed = 1;
	for (int i = 0; i < 20000; i++) {
		size_t len = i % 2 ? SVSTATUS_SIZE : SVSTATUS_SIZE_PGID;
		char *b = malloc(len);
		struct svstatus s;
		for (size_t j = 0; j < len; j++)
			b[j] = (char)((seed = seed * 1103515245 + 12345) >> 16);
		assert_int_equal(svstatus_unpack(&s, b, len), 0);
		free(b);
	}
}

static void is_replaced_in_one_piece(void **state)
{
	(void)state;
	char dir[] = "/tmp/windlass-unit.XXXXXX", path[64];
	struct svstatus s = { .pid = 5 }, t;
	assert_non_null(mkdtemp(dir));
	int fd = open(dir, O_PATH | O_DIRECTORY);
	assert_int_equal(svstatus_write(fd, &s), -1);
	assert_int_equal(mkdirat(fd, "supervise", 0700), 0);
	assert_int_equal(svstatus_write(fd, &s), 0);
	assert_int_equal(svstatus_read(&t, dir), 0);
	assert_int_equal(t.pid, 5);
	assert_int_equal(faccessat(fd, "supervise/status.new", F_OK, 0), -1);
	snprintf(path, sizeof path, "%s/supervise/status", dir);
	assert_int_equal(truncate(path, 34), 0);
	assert_int_equal(svstatus_read(&t, dir), -1);
	unlink(path);
	unlinkat(fd, "supervise", AT_REMOVEDIR);
	close(fd);
	rmdir(dir);
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(survives_a_round),
		cmocka_unit_test(reads_the_longer_layout),
		cmocka_unit_test(takes_no_other_length),
		cmocka_unit_test(takes_any_bytes),
		cmocka_unit_test(is_replaced_in_one_piece),
	};
	return cmocka_run_group_tests(tests, 0, 0);
}
