/* shortage.h - errors that may soon be over. */
#ifndef SHORTAGE_H
#define SHORTAGE_H

#include <errno.h>

/* Whether ERR is no fault of what it was met with: trying the same again later makes sense. */
static inline int shortage(int err)
{
	switch (err) {
	case EAGAIN:
	case EINTR:
	case EIO:
	case EMFILE:
	case ENFILE:
	case ENOLCK:
	case ENOMEM:
	case ENOSPC:
	case EDQUOT: return 1;
	default: return 0;
	}
}

#endif
