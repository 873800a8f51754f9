/* s6-freeramdisk.c - give the memory of a ramdisk back. */
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <sys/ioctl.h>
#include <sys/mount.h>

#include "builtin.h"

static struct next run_freeramdisk(struct ctx *x, struct call const *c)
{
	int fd = open(c->arg[0], O_RDWR | O_CLOEXEC);
	x->at = c->arg_at[0];
	if (fd < 0)
		return failsys(x, "unable to open ", c->arg[0]);
	if (ioctl(fd, BLKFLSBUF) < 0) {
		int err = errno;
		fd_close(fd);
		errno = err;
		return failsys(x, "unable to free ", c->arg[0]);
	}
	fd_close(fd);
	return leave(0);
}

struct cmd const cmd_s6_freeramdisk = {
	.name = "s6-freeramdisk",
	.brief = "free the memory that a ramdisk takes",
	.form = "device",
	.traits = LEAF,
	.run = run_freeramdisk,
	.operands = "device: the ramdisk, which must not be mounted any more",
	.help = "Only root may do this.",
	.example = "s6-freeramdisk /dev/ram0",
};
