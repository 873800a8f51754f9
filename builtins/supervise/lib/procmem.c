/* procmem.c - memory of a tree of processes, from /proc. */
#include "procmem.h"

#include <skalibs/djbunix.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DEPTH = 16, MOST = 4096, TEXT = 4096 };

/* The text of /proc/PID/NAME in B of TEXT bytes, or -1. */
static ssize_t text_of(char *b, pid_t pid, char const *name)
{
	char path[96];
	snprintf(path, sizeof path, "/proc/%ld/%s", (long)pid, name);
	ssize_t n = openreadnclose(path, b, TEXT - 1);
	b[n < 0 ? 0 : n] = 0;
	return n;
}

static long long of_one(pid_t pid)
{
	char b[TEXT], *at;
	if (text_of(b, pid, "smaps_rollup") > 0 && (at = strstr(b, "\nPss:")))
		return strtoll(at + 5, 0, 10) * 1024;
	if (text_of(b, pid, "statm") <= 0 || !(at = strchr(b, ' ')))
		return -1;
	return strtoll(at, 0, 10) * sysconf(_SC_PAGESIZE);
}

/* *LEFT: how many processes are looked at still. */
static long long of_tree(pid_t pid, int depth, int *left)
{
	char b[TEXT], path[48];
	long long sum = *left > 0 ? of_one(pid) : -1;
	if (sum < 0 || --*left < 0 || !depth)
		return sum;
	snprintf(path, sizeof path, "task/%ld/children", (long)pid);
	if (text_of(b, pid, path) <= 0)
		return sum;
	for (char *at = b, *end; *at; at = end + strspn(end, " ")) {
		pid_t child = (pid_t)strtol(at, &end, 10);
		if (end == at)
			break;
		long long more = of_tree(child, depth - 1, left);
		sum += more > 0 ? more : 0;
	}
	return sum;
}

long long procmem_tree(pid_t pid)
{
	int left = MOST;
	return pid > 0 ? of_tree(pid, DEPTH, &left) : -1;
}
