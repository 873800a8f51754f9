/* fifos_test.c - control fifos and fifodirs: locks, letters, listeners, and files that are neither. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../unit.h"
#include "control.h"
#include "fifodir.h"

struct place {
	char dir[64];
	int fd;
};

static int control_open(struct control *c, int dirfd, char const *name)
{
	if (!control_lock(c, dirfd, name) && !control_listen(c, dirfd, name))
		return 0;
	int err = errno;
	control_close(c);
	errno = err;
	return -1;
}

static int enter(void **state)
{
	static struct place p;
	strcpy(p.dir, "/tmp/windlass-unit.XXXXXX");
	*state = &p;
	signal(SIGPIPE, SIG_IGN);
	return !mkdtemp(p.dir) || (p.fd = open(p.dir, O_PATH | O_DIRECTORY)) < 0;
}

static void empty(int at, char const *name)
{
	int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
	DIR *d = fd < 0 ? 0 : fdopendir(fd);
	for (struct dirent *e; d && (e = readdir(d));)
		if (strcmp(e->d_name, ".") && strcmp(e->d_name, "..") &&
			unlinkat(fd, e->d_name, 0) < 0) {
			empty(fd, e->d_name);
			unlinkat(fd, e->d_name, AT_REMOVEDIR);
		}
	if (d)
		closedir(d);
}

static int clear(void **state)
{
	struct place *p = *state;
	empty(AT_FDCWD, p->dir);
	close(p->fd);
	return rmdir(p->dir);
}

static char const *under(struct place const *p, char const *name)
{
	static char b[4096];
	snprintf(b, sizeof b, "%s/%s", p->dir, name);
	return b;
}

static void carries_letters(void **state)
{
	struct place *p = *state;
	struct control c;
	char b[8];
	assert_int_equal(control_heard(under(p, "s")), 0);
	assert_int_equal(control_open(&c, p->fd, "s"), 0);
	assert_int_equal(control_heard(under(p, "s")), 1);
	assert_int_equal(control_send(under(p, "s"), "abc", 3), 0);
	assert_int_equal(read(c.fifo, b, sizeof b), 3);
	assert_memory_equal(b, "abc", 3);
	control_close(&c);
	assert_int_equal(control_send(under(p, "s"), "abc", 3), -1);
	assert_true(control_unheard(errno));
}

static void says_when_the_fifo_is_full(void **state)
{
	struct place *p = *state;
	struct control c;
	char letters[4096];
	int sent = 0;
	memset(letters, 'x', sizeof letters);
	assert_int_equal(control_open(&c, p->fd, "s"), 0);
	while (sent < 1000 && !control_send(under(p, "s"), letters, sizeof letters))
		sent++;
	assert_in_range(sent, 1, 999);
	assert_int_equal(errno, EAGAIN);
	control_close(&c);
}

static void takes_a_fifo_only(void **state)
{
	struct place *p = *state;
	struct control c;
	mkdirat(p->fd, "s", 0700);
	mkdirat(p->fd, "s/control", 0700);
	assert_int_equal(control_open(&c, p->fd, "s"), -1);
	assert_int_equal(c.fifo, -1);
	assert_int_equal(c.lock, -1);
	close(openat(p->fd, "file", O_WRONLY | O_CREAT, 0600));
	assert_int_equal(control_open(&c, p->fd, "file"), -1);
	assert_int_equal(errno, ENOTDIR);
}

static void follows_a_dangling_link(void **state)
{
	struct place *p = *state;
	struct control c;
	struct stat st;
	assert_int_equal(symlinkat("there", p->fd, "s"), 0);
	assert_int_equal(control_open(&c, p->fd, "s"), 0);
	control_close(&c);
	assert_int_equal(fstatat(p->fd, "there/control", &st, 0), 0);
	assert_int_equal(symlinkat("events", p->fd, "event"), 0);
	assert_int_equal(fifodir_make(p->fd, "event", (gid_t)-1), 0);
	assert_int_equal(fstatat(p->fd, "events", &st, 0), 0);
	assert_int_equal(st.st_mode & 07777, 01733);
}

static void reaches_every_listener(void **state)
{
	struct place *p = *state;
	struct listener l[3];
	char b[8];
	assert_int_equal(fifodir_make(p->fd, "event", getegid()), 0);
	for (size_t i = 0; i < COUNT(l); i++)
		assert_int_equal(fifodir_listen(l + i, under(p, "event")), 0);
	assert_int_equal(fifodir_notify(p->fd, "event", "dD", 2), 0);
	for (size_t i = 0; i < COUNT(l); i++) {
		assert_int_equal(read(l[i].fd, b, sizeof b), 2);
		assert_memory_equal(b, "dD", 2);
		fifodir_unlisten(l + i);
		assert_int_equal(access(l[i].path, F_OK), -1);
	}
}

/* What is not a listener stays; one that nobody reads goes; one that is full misses an event. */
static void passes_by_what_is_none(void **state)
{
	struct place *p = *state;
	struct listener l;
	static char const *const names[] = { "event/other", "event/ftrig1:short",
		"event/.ftrig1:@400000000000000000000000:abcdef",
		"event/ftrig1:@400000000000000000000000:longer-than" };
	char const *stale = "event/ftrig1:@400000000000000000000000:abcdef";
	fifodir_make(p->fd, "event", (gid_t)-1);
	for (size_t i = 0; i < COUNT(names); i++)
		assert_int_equal(mkfifoat(p->fd, names[i], 0600), 0);
	assert_int_equal(mkfifoat(p->fd, stale, 0600), 0);
	assert_int_equal(fifodir_listen(&l, under(p, "event")), 0);
	assert_int_equal(fifodir_clean(p->fd, "event"), 0);
	for (size_t i = 0; i < COUNT(names); i++)
		assert_int_equal(faccessat(p->fd, names[i], F_OK, 0), 0);
	assert_int_equal(faccessat(p->fd, stale, F_OK, 0), -1);
	for (int i = 0; i < 40000; i++)
		assert_int_equal(fifodir_notify(p->fd, "event", "ud", 2), 0);
	assert_int_equal(access(l.path, F_OK), 0);
	fifodir_unlisten(&l);
	assert_int_equal(fifodir_notify(p->fd, "nowhere", "u", 1), -1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter, clear)

int main(void)
{
	struct CMUnitTest const tests[] = {
		TEST(carries_letters),
		TEST(says_when_the_fifo_is_full),
		TEST(takes_a_fifo_only),
		TEST(follows_a_dangling_link),
		TEST(reaches_every_listener),
		TEST(passes_by_what_is_none),
	};
	return cmocka_run_group_tests(tests, 0, 0);
}
