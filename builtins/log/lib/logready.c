/* logready.c - telling that a logger is ready. */
#include "logready.h"

#include <fcntl.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>

struct next logready_check(struct ctx *x, unsigned int fd)
{
	enum { FD_MIN = 3 };
	if (fd != 0 && fd < FD_MIN)
		return fail(x, "the descriptor to notify must be 3 or more");
	if (fd && fcntl((int)fd, F_GETFD) < 0)
		return failcodesys(x, 100, "unable to use the descriptor to notify");
	return chain(0);
}

void logready_tell(unsigned int fd)
{
	if (!fd)
		return;
	fd_write((int)fd, "\n", 1);
	fd_close((int)fd);
}
