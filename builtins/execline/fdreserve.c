/* fdreserve.c - tell the numbers of descriptors that are free, then go on. */
#include <fcntl.h>
#include <sys/resource.h>

#include "execline.h"

static int is_free(rlim_t fd)
{
	return fcntl((int)fd, F_GETFD) < 0;
}

/* The first free descriptor from FD on; LIMIT if there is none. */
static rlim_t free_from(rlim_t fd, rlim_t limit)
{
	while (fd < limit && !is_free(fd))
		fd++;
	return fd;
}

static struct next run_fdreserve(struct ctx *x, struct call const *c)
{
	struct rlimit r;
	unsigned int n;
	char b[DECIMAL];
	struct next answer = operand_number(x, c, 0, "number of descriptors", &n);
	if (answer.how == NEXT_EXIT)
		return answer;
	if (getrlimit(RLIMIT_NOFILE, &r) < 0)
		return failsys(x, "unable to get the limit of descriptors");
	if (n > r.rlim_cur)
		return fail(x, "too many descriptors: there can be ",
			decimal(b, (unsigned long)r.rlim_cur));
	rlim_t fd = 0;
	for (unsigned int i = 0; i < n; i++, fd++) {
		fd = free_from(fd, r.rlim_cur);
		errno = EMFILE;
		if (fd == r.rlim_cur)
			return failsys(x, "unable to reserve descriptors");
		env_set_number(x, join(x, "FD", decimal(b, i)), fd);
	}
	return chain(c->rest);
}

struct cmd const cmd_fdreserve = {
	.name = "fdreserve",
	.brief = "tell the numbers of descriptors that are free, then go on",
	.says = "put the numbers of <n> free descriptors into the variables FD0, FD1 and so on",
	.form = "n prog...",
	.traits = PURE,
	.run = run_fdreserve,
	.help = "The variables FD0, FD1 and so on become the numbers. Nothing is opened: use them "
		"before fdreserve is called again.",
};
