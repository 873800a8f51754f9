/* file.c - what eltest asks about files. */
#include <sys/stat.h>

#include "execline.h"

static int is_type(mode_t mode, char what)
{
	switch (what) {
	case 'b': return S_ISBLK(mode);
	case 'c': return S_ISCHR(mode);
	case 'd': return S_ISDIR(mode);
	case 'f': return S_ISREG(mode);
	case 'p': return S_ISFIFO(mode);
	case 'S': return S_ISSOCK(mode);
	case 'g': return (mode & S_ISGID) != 0;
	case 'k': return (mode & S_ISVTX) != 0;
	case 'u': return (mode & S_ISUID) != 0;
	default: return 1;
	}
}

static int later(struct timespec a, struct timespec b)
{
	return a.tv_sec > b.tv_sec || (a.tv_sec == b.tv_sec && a.tv_nsec > b.tv_nsec);
}

int file_is(char what, char const *file)
{
	struct stat st;
	if (what == 'h' || what == 'L')
		return !lstat(file, &st) && S_ISLNK(st.st_mode);
	if (stat(file, &st) < 0)
		return 0;
	switch (what) {
	case 's': return st.st_size > 0;
	case 'O':
	case 'U': return st.st_uid == geteuid();
	case 'G': return st.st_gid == getegid();
	case 'N': return later(st.st_mtim, st.st_atim);
	default: return is_type(st.st_mode, what);
	}
}

int files_compare(char what, char const *a, char const *b)
{
	struct stat sa, sb;
	int no_a = stat(a, &sa) < 0, no_b = stat(b, &sb) < 0;
	if (what == 'N')
		return !no_a && (no_b || later(sa.st_mtim, sb.st_mtim));
	if (what == 'O')
		return no_a || (!no_b && later(sb.st_mtim, sa.st_mtim));
	if (no_a || no_b)
		return !no_a;
	return sa.st_dev == sb.st_dev && sa.st_ino == sb.st_ino;
}
