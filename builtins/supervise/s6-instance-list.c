/* s6-instance-list.c - list the instances of a service. */
#include "builtin.h"

#include <dirent.h>

#include "instance.h"

static struct next run_instance_list(struct ctx *x, struct call const *c)
{
	struct next n = instance_check(x, c);
	if (n.how == NEXT_EXIT)
		return n;
	struct dirent const *f;
	char const *dir = join(x, c->arg[0], "/instance");
	DIR *d = opendir(dir);
	while (d && (errno = 0, f = readdir(d)))
		if (*f->d_name != '.') {
			put_text(x, f->d_name);
			put_text(x, "\n");
		}
	int err = errno;
	if (d)
		closedir(d);
	errno = err;
	return err ? failsys(x, "unable to list ", dir) : leave(0);
}

struct cmd const cmd_s6_instance_list = {
	.name = "s6-instance-list",
	.brief = "list the instances of a service",
	.says = "list the instances of <servicedir>",
	.form = "servicedir",
	.traits = PURE | LEAF,
	.run = run_instance_list,
	.operands = "servicedir: the service directory that s6-instance-maker has made",
	.exits = "100 when the service is not supervised",
	.help = "One name a line, up or down, in no order.",
	.example = "s6-instance-list /run/service/getty",
};
