/* unread.c - what a logger has not read. */
#include "unread.h"

#include <poll.h>
#include <sys/ioctl.h>

int unread_may_come(struct service const *s)
{
	struct pollfd p = { .fd = s->in, .events = POLLIN };
	return s->in >= 0 && (poll(&p, 1, 0) <= 0 || p.revents != POLLHUP);
}

void unread_tell(struct service *s)
{
	char b[DECIMAL];
	int n = 0;
	if (s->in >= 0 && !ioctl(s->in, FIONREAD, &n) && n)
		SAY(s, 0, decimal(b, (unsigned long)n), " bytes that it has not read are lost");
}
