/* files.c - the limit on descriptors. */
#include "files.h"

int files_raise(struct rlimit *before)
{
	if (getrlimit(RLIMIT_NOFILE, before) < 0)
		return -1;
	struct rlimit most = *before;
	most.rlim_cur = most.rlim_max;
	return setrlimit(RLIMIT_NOFILE, &most);
}
