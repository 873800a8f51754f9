/* closerange.h - close_range() and its flag, which musl does not have. */
#ifndef CLOSERANGE_H
#define CLOSERANGE_H

#include <sys/syscall.h>
#include <unistd.h>

/* Of a table that is shared, a copy of the process's own is what is closed in. */
enum { CLOSE_UNSHARE = 1 << 1 };

/* Closes the descriptors FIRST to LAST. Returns 0, or -1 with errno: ENOSYS before Linux 5.9. */
static inline int close_between(unsigned int first, unsigned int last, unsigned int flags)
{
	return (int)syscall(SYS_close_range, first, last, flags);
}

#endif
