/* seen.h - what tests see of a scan directory "scan" in the working directory, and how they talk to it. */
#ifndef SEEN_H
#define SEEN_H

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PAUSED = 1, FINISHING = 2, WANT_UP = 4, READY = 8 };
enum { SEEN_PATH = 256 };

/* What the supervisor says of a service. */
struct seen {
	pid_t pid;
	int flags, there;
};

static inline struct seen see(char const *name)
{
	char path[2 * SEEN_PATH];
	unsigned char b[64];
	struct seen s = { 0 };
	snprintf(path, sizeof path, "scan/%s/supervise/status", name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, b, sizeof b);
	if (fd >= 0)
		close(fd);
	s.there = n == 35;
	for (int i = 24; s.there && i < 32; i++)
		s.pid = s.pid << 8 | b[i];
	s.flags = s.there ? b[34] : 0;
	return s;
}

/* Writes LETTERS to the fifo scan/WHERE/control. Whether somebody was there. */
static inline int send_to(char const *where, char const *letters)
{
	char path[2 * SEEN_PATH];
	snprintf(path, sizeof path, "scan/%s/control", where);
	int fd = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
	ssize_t w = fd < 0 ? -1 : write(fd, letters, strlen(letters));
	if (fd >= 0)
		close(fd);
	return w == (ssize_t)strlen(letters);
}

static inline long now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static inline void nap_ms(long ms)
{
	nanosleep(&(struct timespec){ .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 }, 0);
}

/* The file NAME below scan/, whose directory is made. 0, or -1 with errno. */
__attribute__((format(printf, 3, 4))) static inline int put_file(
	char const *name, mode_t mode, char const *form, ...)
{
	char path[2 * SEEN_PATH];
	va_list args;
	int n = snprintf(path, sizeof path, "scan/%s", name);
	for (int i = 1; i < n; i++)
		if (path[i] == '/') {
			path[i] = 0;
			mkdir(path, 0755);
			path[i] = '/';
		}
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
	if (fd < 0)
		return -1;
	va_start(args, form);
	vdprintf(fd, form, args);
	va_end(args);
	return close(fd);
}

/* How many descriptors the process PID has. */
static inline int fds_of(pid_t pid)
{
	char path[64];
	int n = 0;
	snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
	DIR *d = opendir(path);
	while (d && readdir(d))
		n++;
	if (d)
		closedir(d);
	return n - 2;
}

/* The state of the process PID, as in /proc, or 0. */
static inline char state_of(pid_t pid)
{
	char path[64], state = 0;
	snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
	FILE *f = fopen(path, "re");
	if (f && fscanf(f, "%*d (%*[^)]) %c", &state) != 1)
		state = 0;
	if (f)
		fclose(f);
	return state;
}

/* How many children of PID are zombies. */
static inline int zombies_of(pid_t pid)
{
	char path[64];
	int child, n = 0;
	snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pid, (int)pid);
	FILE *f = fopen(path, "re");
	while (f && fscanf(f, "%d", &child) == 1)
		n += state_of(child) == 'Z';
	if (f)
		fclose(f);
	return n;
}

#endif
