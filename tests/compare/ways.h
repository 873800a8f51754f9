/* ways.h - running a script in one way, and what came of it. */
#ifndef WAYS_H
#define WAYS_H

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE_MS = 20000, LATE = 1000 };

/* Where scripts run, with the files that a script finds there; they must not change. */
static char folder[] = "/tmp/windlass-compare.XXXXXX";
static struct fixture {
	char const *name, *text;
	size_t len;
} const fixtures[] = {
#define FIXTURE(name, text) \
	{ \
		name, text, sizeof(text) - 1 \
	}
	FIXTURE("in", "line one\nline two\n\nlast"),
	FIXTURE("lines", "a\n\nb c\nx:y::z\n \nab\n"),
	FIXTURE("nul", "a\0b c\0\0d"),
	FIXTURE("nets", "1:a,3:b c,0:,"),
	FIXTURE("badnets", "1:a,2:b,"),
	FIXTURE("empty", ""),
};

struct way {
	char const *name, *execlineb, *path;
	int each;
};

struct result {
	char *said, *complained;
	int code;
};

static void must(int ok, char const *what)
{
	if (ok)
		return;
	fprintf(stderr, "compare: unable to %s: %s\n", what, strerror(errno));
	exit(111);
}

static void write_file(char const *name, char const *text, size_t len)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	must(fd >= 0 && write(fd, text, len) == (ssize_t)len, "write a file");
	close(fd);
}

static char *contents(int fd)
{
	off_t len = lseek(fd, 0, SEEK_END);
	char *s = calloc((size_t)len + 1, 1);
	must(s && pread(fd, s, (size_t)len, 0) == len, "read");
	for (off_t i = 0; i < len; i++)
		s[i] = s[i] ? s[i] : '~';
	close(fd);
	return s;
}

static pid_t start(struct way const *w, char **argv, int said, int complained)
{
	char path[3 * PATH_MAX];
	char *env[] = { path, "LC_ALL=C", "A=from outside", "1=one", "7Z=seven",
		w->each ? "WINDLASS_EXEC_EACH=1" : 0, 0 };
	posix_spawn_file_actions_t fds;
	posix_spawnattr_t attributes;
	pid_t pid;
	snprintf(path, sizeof path, "PATH=%s/bin:%s:/usr/bin:/bin", folder, w->path);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
	posix_spawn_file_actions_init(&fds);
	posix_spawn_file_actions_addopen(&fds, 0, "in", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&fds, said, 1);
	posix_spawn_file_actions_adddup2(&fds, complained, 2);
	posix_spawn_file_actions_addclosefrom_np(&fds, 3);
	errno = posix_spawn(&pid, w->execlineb, &fds, &attributes, argv, env);
	must(!errno, "run execlineb");
	posix_spawn_file_actions_destroy(&fds);
	posix_spawnattr_destroy(&attributes);
	return pid;
}

/* What the script has left behind may still be at work; we are its parent now. */
static void wait_for_others(pid_t session)
{
	for (int ms = 0; waitpid(-1, 0, WNOHANG) >= 0; ms++) {
		if (ms == PATIENCE_MS)
			kill(-session, SIGKILL);
		if (ms)
			poll(0, 0, 1);
	}
}

static int finish(pid_t pid)
{
	int wstat, fd = (int)syscall(SYS_pidfd_open, pid, 0);
	struct pollfd p = { .fd = fd, .events = POLLIN };
	int late = poll(&p, 1, PATIENCE_MS) == 0;
	if (late)
		kill(-pid, SIGKILL);
	waitpid(pid, &wstat, 0);
	wait_for_others(pid);
	close(fd);
	return late ? LATE : WIFSIGNALED(wstat) ? 256 + WTERMSIG(wstat) : WEXITSTATUS(wstat);
}

/* Whether a script has made NAME, or it was there before. */
static int is_new(char const *name)
{
	static char const *const others[] = { ".", "..", "script", "link", "dangling", "sub",
		"tool" };
	for (size_t i = 0; i < sizeof fixtures / sizeof *fixtures; i++)
		if (!strcmp(fixtures[i].name, name))
			return 0;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (!strcmp(others[i], name))
			return 0;
	return 1;
}

/* Writes what is in the file NAME to TO, and removes it. */
static void collect_file(int to, char const *where, char const *name)
{
	char path[NAME_MAX + 32], b[4096];
	struct stat st;
	snprintf(path, sizeof path, "%s/%s", where, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	must(fd >= 0 && !fstat(fd, &st), "open a script's file");
	dprintf(to, "%s %o:", path, st.st_mode);
	for (ssize_t n; (n = read(fd, b, sizeof b)) > 0;)
		must(write(to, b, (size_t)n) == n, "write");
	close(fd);
	unlink(path);
}

static int of_script(struct dirent const *d)
{
	return is_new(d->d_name);
}

static void collect(int to, char const *where)
{
	struct dirent **d;
	int n = scandir(where, &d, of_script, alphasort);
	must(n >= 0, "read the folder");
	for (int i = 0; i < n; i++) {
		collect_file(to, where, d[i]->d_name);
		free(d[i]);
	}
	free(d);
}

/* A script that was damaged may have written anywhere it can see. */
static void repair(void)
{
	struct stat st;
	for (size_t i = 0; i < sizeof fixtures / sizeof *fixtures; i++) {
		struct fixture const *f = fixtures + i;
		struct timespec const old[] = { { 2000000000, 0 }, { 1000000000 + (long)i, 0 } };
		if (!stat(f->name, &st) && st.st_mtime == old[1].tv_sec)
			continue;
		write_file(f->name, f->text, f->len);
		utimensat(AT_FDCWD, f->name, old, 0);
	}
}

static int by_byte(void const *a, void const *b)
{
	return *(char const *)a - *(char const *)b;
}

/* A file without a name, which takes what several write to it at once. */
static int scratch(void)
{
	int fd = memfd_create("compare", MFD_CLOEXEC);
	must(fd >= 0 && !fcntl(fd, F_SETFL, O_APPEND), "make a file");
	return fd;
}

static struct result run(struct way const *w, char **argv, int unordered)
{
	struct result r;
	int said = scratch(), complained = scratch();
	repair();
	r.code = finish(start(w, argv, said, complained));
	collect(said, ".");
	collect(said, "sub");
	r.said = contents(said);
	r.complained = contents(complained);
	if (unordered)
		qsort(r.said, strlen(r.said), 1, by_byte);
	return r;
}

static void release(struct result *r)
{
	free(r->said);
	free(r->complained);
}

static int same(struct result const *a, struct result const *b)
{
	if (a->code == LATE && b->code == LATE)
		return 1; /* what was said up to then is chance */
	return a->code == b->code && !*a->complained == !*b->complained &&
	       !strcmp(a->said, b->said);
}

static void make_folder(void)
{
	static char const *const names[] = { "bin/show", "bin/vars", "bin/copy", "bin/die",
		"bin/env", "bin/s6-echo", "work/tool", "work/sub/tool" };
	char self[PATH_MAX] = "", name[PATH_MAX];
	must(readlink("/proc/self/exe", self, sizeof self - 1) > 0 && mkdtemp(folder) &&
			!chdir(folder) && !mkdir("bin", 0755) && !mkdir("work", 0755) &&
			!mkdir("work/sub", 0755),
		"make a folder");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		must(!symlink(self, names[i]), "make a link");
	snprintf(name, sizeof name, "%s/work", folder);
	must(!chdir(name) && !symlink("in", "link") && !symlink("nope", "dangling"), "make a link");
}

static void remove_folder(void)
{
	char *argv[] = { "rm", "-rf", folder, 0 };
	pid_t pid;
	if (!posix_spawn(&pid, "/bin/rm", 0, 0, argv, environ))
		waitpid(pid, 0, 0);
}

#endif
