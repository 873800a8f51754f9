/* checks_test.c - what servers may answer to a check. */
#include "checks.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../unit.h"
#include "loop.h"

enum { PATIENCE_MS = 9000, SHORT_MS = 100 };

/* A server that answers one request with ANSWER, in pieces of one byte; with 0 it is silent. */
static pid_t serve(char const *answer, char *where, size_t room)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof a;
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	char request[1024];
	assert_int_equal(bind(fd, (struct sockaddr *)&a, len), 0);
	assert_int_equal(listen(fd, 1), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &len), 0);
	snprintf(where, room, "127.0.0.1:%u", ntohs(a.sin_port));
	pid_t pid = fork();
	if (!pid) {
		int c = accept(fd, 0, 0);
		ssize_t n = c < 0 ? -1 : read(c, request, sizeof request);
		while (n > 0 && answer && *answer && write(c, answer, 1) == 1)
			answer++;
		if (n > 0 && !answer)
			pause();
		_exit(0);
	}
	close(fd);
	return pid;
}

static char const *ask(struct ctx *x, char const *answer, unsigned int ms)
{
	char where[64];
	pid_t pid = serve(answer, where, sizeof where);
	char const *why = check_http(x, where, loop_clock() + ms * LOOP_MS);
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, 0, 0), pid);
	return why;
}

static void judges_answers(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	static struct {
		char const *answer, *why;
	} const cases[] = {
		{ "HTTP/1.1 200 OK\r\n\r\n", 0 },
		{ "HTTP/1.0 204\n", 0 },
		{ "HTTP/1.1 302 Found\r\n", 0 },
		{ "HTTP/1.1 404 Not Found\r\n", "the answer is 404 Not Found" },
		{ "HTTP/1.1 503\r\n", "the answer is 503" },
		{ "HTTP/1.1 200", "the connection was closed without an answer" },
		{ "", "the connection was closed without an answer" },
		{ "220 mail\r\n", "the answer is no HTTP: 220 mail" },
		{ "HTTP/\r\n", "the answer is " },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		char const *why = ask(&x, cases[i].answer, PATIENCE_MS);
		if (cases[i].why)
			assert_string_equal(why, cases[i].why);
		else
			assert_null(why);
	}
	unit_done(&x);
}

static void waits_no_longer_than_it_may(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	assert_string_equal(ask(&x, 0, SHORT_MS), "no answer in time");
	unit_done(&x);
}

static void connects(void **state)
{
	(void)state;
	struct ctx x = UNIT_CTX(0);
	char where[64];
	pid_t pid = serve("", where, sizeof where);
	assert_null(check_tcp(&x, where, loop_clock() + PATIENCE_MS * LOOP_MS));
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, 0, 0), pid);
	assert_string_equal(
		check_tcp(&x, where, loop_clock() + PATIENCE_MS * LOOP_MS), "Connection refused");
	unit_done(&x);
}

int main(void)
{
	struct CMUnitTest const tests[] = {
		cmocka_unit_test(judges_answers),
		cmocka_unit_test(waits_no_longer_than_it_may),
		cmocka_unit_test(connects),
	};
	return cmocka_run_group_tests(tests, 0, 0);
}
