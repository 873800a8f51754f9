/* sudo_test.c - requests to s6-sudod, and what is none. */
#include "sudo.h"

#include <errno.h>
#include <fcntl.h>
#include <skalibs/unixmessage.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../../unit.h"

enum { HEAD = SUDO_GREETING + 16 };

static void pair(int *fd)
{
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fd), 0);
}

static void close_both(int const *fd)
{
	close(fd[0]);
	close(fd[1]);
}

static void survives_the_way(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	int fd[2];
	struct sudo_request r = { .args = { .n = 2, .len = 6, .s = "a\0b c" },
		.env = { .n = 1, .len = 4, .s = "V=1" },
		.fd = { 0, 1, 2 } };
	struct sudo_request got;
	pair(fd);
	assert_int_equal(sudo_send(fd[0], &r, INT64_MAX), 0);
	assert_int_equal(sudo_receive(&x, fd[1], &got, sudo_deadline(5000)), 0);
	assert_int_equal(got.args.n, 2);
	assert_memory_equal(got.args.s, r.args.s, 6);
	assert_int_equal(got.env.n, 1);
	assert_string_equal(got.env.s, "V=1");
	for (int i = 0; i < SUDO_FDS; i++) {
		assert_int_equal(fcntl(got.fd[i], F_GETFD), FD_CLOEXEC);
		close(got.fd[i]);
	}
	close_both(fd);
	unit_done(&x);
}

/* Sends the LEN bytes at S with N descriptors; what the receiver makes of it. */
static int receive(char const *s, size_t len, unsigned int n)
{
	struct ctx x = UNIT_CTX(0);
	int fd[2], fds[] = { 0, 1, 2, 2 };
	unixmessage m = { .s = (char *)s, .len = len, .fds = fds, .nfds = n };
	struct sudo_request got;
	pair(fd);
	unixmessage_sender to = UNIXMESSAGE_SENDER_INIT(fd[0]);
	assert_true(unixmessage_put(&to, &m));
	assert_true(unixmessage_sender_flush(&to) >= 0);
	int r = sudo_receive(&x, fd[1], &got, sudo_deadline(5000)), err = errno;
	for (int i = 0; !r && i < SUDO_FDS; i++)
		close(got.fd[i]);
	unixmessage_sender_free(&to);
	close_both(fd);
	unit_done(&x);
	errno = err;
	return r;
}

static void refuses_what_is_none(void **state)
{
	(void)state;
	static char const good[] = SUDO_CLIENT "\0\0\0\1\0\0\0\1\0\0\0\2\0\0\0\3a\0V=";
	enum { LEN = HEAD + 5 };
	char bad[LEN];
	assert_int_equal(receive(good, LEN, 3), 0);
	assert_int_equal(receive(good, LEN, 2), -1);
	assert_int_equal(errno, EPROTO);
	assert_int_equal(receive(good, LEN, 4), -1);
	assert_int_equal(receive(good, LEN - 1, 3), -1);
	assert_int_equal(receive(good, HEAD - 1, 3), -1);
	for (size_t i = 0; i < HEAD; i++) { /* every byte of the head counts */
		memcpy(bad, good, LEN);
		bad[i] ^= 0x40;
		assert_int_equal(receive(bad, LEN, 3), -1);
	}
	memcpy(bad, good, LEN);
	bad[LEN - 1] = 'x'; /* no end */
	assert_int_equal(receive(bad, LEN, 3), -1);
}

static void gives_up(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	struct sudo_request got;
	int fd[2];
	char b;
	pair(fd);
	assert_int_equal(sudo_read(fd[0], &b, 1, sudo_deadline(1)), -1);
	assert_int_equal(errno, ETIMEDOUT);
	assert_int_equal(sudo_receive(&x, fd[0], &got, sudo_deadline(1)), -1);
	assert_int_equal(errno, ETIMEDOUT);
	close(fd[1]);
	assert_int_equal(sudo_read(fd[0], &b, 1, INT64_MAX), -1);
	assert_int_equal(errno, EPIPE);
	assert_int_equal(sudo_receive(&x, fd[0], &got, INT64_MAX), -1);
	assert_int_equal(sudo_write(fd[0], "x", 1, INT64_MAX), -1);
	assert_int_equal(errno, EPIPE);
	close(fd[0]);
	unit_done(&x);
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(survives_the_way),
		cmocka_unit_test(refuses_what_is_none),
		cmocka_unit_test(gives_up),
	};
	return cmocka_run_group_tests(tests, 0, 0);
}
