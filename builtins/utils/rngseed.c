/* rngseed.c - carry the kernel's randomness from one boot to the next. */
#include <fcntl.h>
#include <skalibs/allreadwrite.h>
#include <skalibs/djbunix.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "builtin.h"

enum { SEED = 512, CREDITABLE = 0400, UNCREDITABLE = 0600 };

/* The kernel's interface, as its headers have it: a C library need not come with them. */
#define ADD_TO_COUNT _IOW('R', 1, int)
#define ADD_ENTROPY  _IOW('R', 3, int[2])
struct pool {
	int entropy_count, buf_size;
	char buf[SEED];
};

enum { NO, CREDIT, PLAIN };

struct opts {
	int load, save, hurry;
	char const *dir;
	unsigned int verbosity;
};

static struct opt const opts[] = {
	SET('r', "read", struct opts, load, CREDIT,
		"remove the seed and give it to the kernel, which takes it for as good as it is marked"),
	SET('R', "read-nocredit", struct opts, load, PLAIN,
		"the same, but the kernel does not rely on it"),
	SET('N', "block", struct opts, hurry, 0, "wait until the kernel is ready (default)"),
	SET('n', "noblock", struct opts, hurry, 1, "do not wait"),
	SET('w', "write", struct opts, save, CREDIT,
		"write a new seed, marked as good when the kernel was ready"),
	SET('W', "write-nocredit", struct opts, save, PLAIN, "write a new seed, not marked"),
	STR('d', "dir", struct opts, dir, "dir",
		"where the file `seed` is (default: /var/lib/rngseed)"),
	NUM('v', "verbosity", struct opts, verbosity, UINT32_MAX, "n",
		"0 errors, 1 warnings (default), 2 what is done"),
	{ 0 },
};

struct work {
	struct ctx *x;
	struct opts const *o;
	char const *file;
};

/* The call, and what has to be known of one that is refused. */
#define DEVICE "/dev/urandom"
static struct next refused(struct ctx *x, char const *call, char const *kept)
{
	return failsys(x, "unable to make the kernel rely on the seed (", call, " on ",
		DEVICE " takes CAP_SYS_ADMIN, outside of user namespaces); ", kept);
}

static int sync_dir(struct work const *w)
{
	int fd = open(w->o->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	int r = fsync(fd);
	fd_close(fd);
	return r;
}

/* A seed is used once, whatever happens: it is gone from the disk before the kernel has it. */
static struct next give(struct work const *w, char const *seed, size_t n, int credit)
{
	struct ctx *x = w->x;
	struct pool pool = { .entropy_count = (int)n * 8, .buf_size = (int)n };
	memcpy(pool.buf, seed, n);
	int none = 0, fd = open(DEVICE, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return failsys(x, "unable to open ", DEVICE);
	struct next r = chain(0);
	if (credit && ioctl(fd, ADD_TO_COUNT, &none) < 0)
		r = refused(x, "RNDADDTOENTCNT", "it is still there");
	else if (unlink(w->file) < 0)
		r = failsys(x, "unable to remove ", w->file);
	else if (sync_dir(w) < 0)
		r = failsys(x, "unable to write ", w->o->dir, " to the disk");
	else if (credit && ioctl(fd, ADD_ENTROPY, &pool) < 0)
		r = refused(x, "RNDADDENTROPY", "it is gone");
	else if (!credit && allwrite(fd, seed, n) < n)
		r = failsys(x, "unable to write to ", DEVICE);
	fd_close(fd);
	return r;
}

static struct next load(struct work const *w)
{
	struct ctx *x = w->x;
	struct stat st;
	char seed[SEED];
	int fd = open(w->file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT) {
		if (w->o->verbosity)
			warn(x, "there is no seed: ", w->file);
		return chain(0);
	}
	if (fd < 0 || fstat(fd, &st) < 0)
		return failsys(x, "unable to open ", w->file);
	errno = 0;
	size_t n = allread(fd, seed, sizeof seed);
	if (!n && errno && errno != EPIPE)
		return failsys(x, "unable to read ", w->file);
	fd_close(fd);
	if (!n && w->o->verbosity)
		warn(x, "the seed is empty: ", w->file);
	int credit = n && w->o->load == CREDIT && (st.st_mode & 07777) == CREDITABLE;
	struct next r = give(w, seed, n, credit);
	if (r.how != NEXT_EXIT && n && w->o->verbosity > 1)
		info(x, "the kernel has got the seed ", w->file,
			credit ? "" : ", and does not rely on it");
	return r;
}

/* Whether the kernel is ready; waits for that unless told not to. -1 with errno. */
static int await(struct work const *w)
{
	char c;
	if (getrandom(&c, 1, GRND_NONBLOCK) == 1)
		return 1;
	if (errno != EAGAIN || w->o->hurry)
		return errno == EAGAIN ? 0 : -1;
	if (w->o->verbosity > 1)
		info(w->x, "waiting for the kernel's random numbers to be ready");
	return getrandom(&c, 1, 0) == 1 ? 1 : -1;
}

/* The mark comes last, when all is on the disk. 0, or -1 with errno. */
static int write_seed(struct work const *w, char const *new, char const *seed, int credit)
{
	int fd = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, UNCREDITABLE);
	if (fd < 0)
		return -1;
	int r = allwrite(fd, seed, SEED) < SEED || fsync(fd) < 0 ||
		fchmod(fd, credit ? CREDITABLE : UNCREDITABLE) < 0 || fsync(fd) < 0;
	int err = errno;
	fd_close(fd);
	errno = err;
	return r || rename(new, w->file) < 0 || sync_dir(w) < 0 ? -1 : 0;
}

static struct next save(struct work const *w, int ready)
{
	struct ctx *x = w->x;
	char seed[SEED];
	char const *new = join(x, w->file, ".new");
	int credit = ready && w->o->save == CREDIT, fd = open(DEVICE, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || allread(fd, seed, SEED) < SEED)
		return failsys(x, "unable to read ", DEVICE);
	fd_close(fd);
	if ((unlink(new) < 0 && errno != ENOENT) || write_seed(w, new, seed, credit) < 0)
		return failsys(x, "unable to write ", w->file);
	if (!ready && w->o->verbosity)
		warn(x, "the new seed is not marked as good, for the kernel was not ready: ",
			w->file);
	else if (w->o->verbosity > 1)
		info(x, "there is a new seed", credit ? ": " : ", not marked as good: ", w->file);
	return chain(0);
}

static struct next run_rngseed(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	struct work w = { .x = x, .o = o, .file = join(x, o->dir, "/seed") };
	struct next r = o->load ? load(&w) : chain(0);
	if (r.how == NEXT_EXIT)
		return r;
	int ready = await(&w);
	if (ready < 0)
		return failsys(x, "unable to wait for the kernel's random numbers");
	if (o->save)
		r = save(&w, ready);
	return r.how == NEXT_EXIT ? r : leave(0);
}

struct cmd const cmd_rngseed = {
	.name = "rngseed",
	.brief = "seed the kernel's random numbers, save a seed, or wait until they are ready",
	.form = "",
	OPTS(struct opts, opts, .dir = "/var/lib/rngseed", .verbosity = 1),
	.traits = LEAF,
	.run = run_rngseed,
	.help = "It reads the old seed, waits, and writes a new one, as far as it is told to, in this order; without "
		"options it only waits. The directory must be one that is still there at the next boot.\n\n"
		"A seed that only its owner may read (mode 0400) is marked as good: with -r the kernel counts it. One "
		"of another mode is mixed in, and not counted. A seed is removed before it is used, so that it is used "
		"once; one that is not there is no error, for at the first boot there is none.\n\n"
		"Only root may have a seed counted.",
	.example = "rngseed -rw\n\nrngseed -w -d /var/lib/seeds",
};
