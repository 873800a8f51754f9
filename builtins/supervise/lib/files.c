/* files.c - the limit on descriptors. */
#include "files.h"

void files_raise(struct rlimit *before)
{
	getrlimit(RLIMIT_NOFILE, before);
	struct rlimit most = *before;
	most.rlim_cur = most.rlim_max;
	setrlimit(RLIMIT_NOFILE, &most);
}
