/* shutdown.c - asking for a shutdown. */
#include "shutdown.h"

#include <errno.h>
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <skalibs/tai.h>
#include <skalibs/uint32.h>
#include <string.h>
#include <unistd.h>

#include "control.h"
#include "diag.h"

enum { TIME = 1, GRACE = 13, SECOND_MS = 1000, MS_NANO = 1000000 };

int shutdown_is_timed(char c)
{
	return c && strchr("Shpr", c);
}

void shutdown_pack(char *b, struct shutdown const *s)
{
	tain delay;
	tai_u64(tain_secp(&delay), s->delay / SECOND_MS);
	delay.nano = (uint32_t)(s->delay % SECOND_MS) * MS_NANO;
	b[0] = s->what;
	tain_pack(b + TIME, &delay);
	uint32_pack_big(b + GRACE, s->grace);
}

void shutdown_unpack(struct shutdown *s, char const *b)
{
	tain delay;
	uint32_t grace;
	tain_unpack(b + TIME, &delay);
	uint32_unpack_big(b + GRACE, &grace);
	uint64_t seconds = tain_secp(&delay)->x;
	s->what = b[0];
	s->delay = seconds > INT32_MAX ? (uint64_t)INT32_MAX * SECOND_MS
				       : seconds * SECOND_MS + delay.nano / MS_NANO;
	s->grace = grace > SHUTDOWN_GRACE_MAX ? 0 : grace;
}

struct next shutdown_ask(struct ctx *x, struct shutdown const *s)
{
	static char const fifo[] = SHUTDOWN_SCANDIR "/" SHUTDOWN_SERVICE "/" SHUTDOWN_FIFO;
	char b[SHUTDOWN_RECORD];
	size_t len = s->what == SHUTDOWN_CANCEL ? 1 : SHUTDOWN_RECORD;
	shutdown_pack(b, s);
	int fd = open(fifo, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0 && control_unheard(errno))
		return fail(x,
			"unable to ask for a shutdown: no s6-linux-init-shutdownd listens to ",
			fifo);
	ssize_t n = fd < 0 ? -1 : write(fd, b, len);
	int err = errno;
	if (fd >= 0)
		fd_close(fd);
	errno = err;
	return n == (ssize_t)len ? chain(0) : failsys(x, "unable to ask for a shutdown at ", fifo);
}

/* Reads a line from the terminal into B, byte by byte, since what is behind it is for others. */
static void read_line(char *b, size_t max)
{
	size_t n = 0;
	while (n + 1 < max && read(0, b + n, 1) == 1 && b[n] != '\n')
		n++;
	b[n] = 0;
}

struct next shutdown_confirm(struct ctx *x)
{
	char name[256] = "", answer[256];
	if (!isatty(0) || !isatty(1))
		return fail(
			x, "unable to ask for a confirmation: stdin and stdout are no terminal");
	if (gethostname(name, sizeof name - 1) < 0)
		return failsys(x, "unable to get the name of this machine");
	name[strcspn(name, ".")] = 0;
	char const *question = "Type the name of the machine that is to go down: ";
	if (write(1, question, strlen(question)) < 0)
		return failsys(x, "unable to ask for a confirmation");
	read_line(answer, sizeof answer);
	if (!strcmp(answer, name))
		return chain(0);
	return failcode(x, 1, "this machine is ", name, ": nothing is done");
}
