/* mounts.c - tables of file systems, and mounting what they say. */
#include "mounts.h"

#include <skalibs/bytestr.h>
#include <skalibs/djbunix.h>
#include <skalibs/stralloc.h>
#include <string.h>
#include <sys/mount.h>

#include "ctx.h"

/* Options that are flags; without CLEAR they set them. The rest is the file system's. */
static struct {
	char const *name;
	unsigned long flag;
	int clear;
} const flags_of[] = {
	{ "defaults", 0, 0 },
	{ "auto", 0, 0 },
	{ "noauto", 0, 0 },
	{ "nofail", 0, 0 },
	{ "_netdev", 0, 0 },
	{ "user", 0, 0 },
	{ "nouser", 0, 0 },
	{ "rw", MS_RDONLY, 1 },
	{ "ro", MS_RDONLY, 0 },
	{ "suid", MS_NOSUID, 1 },
	{ "nosuid", MS_NOSUID, 0 },
	{ "dev", MS_NODEV, 1 },
	{ "nodev", MS_NODEV, 0 },
	{ "exec", MS_NOEXEC, 1 },
	{ "noexec", MS_NOEXEC, 0 },
	{ "async", MS_SYNCHRONOUS, 1 },
	{ "sync", MS_SYNCHRONOUS, 0 },
	{ "dirsync", MS_DIRSYNC, 0 },
	{ "remount", MS_REMOUNT, 0 },
	{ "mand", MS_MANDLOCK, 0 },
	{ "nomand", MS_MANDLOCK, 1 },
	{ "atime", MS_NOATIME, 1 },
	{ "noatime", MS_NOATIME, 0 },
	{ "diratime", MS_NODIRATIME, 1 },
	{ "nodiratime", MS_NODIRATIME, 0 },
	{ "relatime", MS_RELATIME, 0 },
	{ "norelatime", MS_RELATIME, 1 },
	{ "strictatime", MS_STRICTATIME, 0 },
	{ "bind", MS_BIND, 0 },
	{ "rbind", MS_BIND | MS_REC, 0 },
	{ "move", MS_MOVE, 0 },
	{ "shared", MS_SHARED, 0 },
	{ "rshared", MS_SHARED | MS_REC, 0 },
	{ "private", MS_PRIVATE, 0 },
	{ "rprivate", MS_PRIVATE | MS_REC, 0 },
	{ "slave", MS_SLAVE, 0 },
	{ "rslave", MS_SLAVE | MS_REC, 0 },
	{ "unbindable", MS_UNBINDABLE, 0 },
	{ "runbindable", MS_UNBINDABLE | MS_REC, 0 },
};

/* The next field of *LINE, where it stands: in it, \NNN is a character, as of blanks in names. */
static char const *field(char **line)
{
	char *s = *line + strspn(*line, " \t"), *from = s, *to = s;
	for (; *from && !strchr(" \t", *from); to++) {
		char c = *from++;
		if (c == '\\' && strspn(from, "01234567") >= 3) {
			c = (char)((from[0] & 7) << 6 | (from[1] & 7) << 3 | (from[2] & 7));
			from += 3;
		}
		*to = c;
	}
	*line = *from ? from + 1 : from;
	*to = 0;
	return s;
}

int mounts_read(struct ctx *x, char const *file, struct mounted **list, size_t *n)
{
	stralloc text = STRALLOC_ZERO;
	if (!openslurpclose(&text, file) || !stralloc_0(&text))
		return -1;
	char *at = arena_text(x, text.s, text.len);
	*list = arena_get(x, (byte_count(text.s, text.len, '\n') + 1) * sizeof **list);
	stralloc_free(&text);
	for (*n = 0; *at;) {
		char *line = at;
		at += strcspn(at, "\n");
		if (*at)
			*at++ = 0;
		struct mounted m = { .source = field(&line) };
		m.dir = field(&line), m.type = field(&line), m.options = field(&line);
		if (*m.source && *m.source != '#')
			(*list)[(*n)++] = m;
	}
	return 0;
}

/* Applies the option S of LEN bytes to FLAGS, or returns 0. What begins with x- is for other programs. */
static int apply(char const *s, size_t len, unsigned long *flags)
{
	if (!strncmp(s, "x-", 2))
		return 1;
	for (size_t i = 0; i < sizeof flags_of / sizeof *flags_of; i++) {
		if (strncmp(flags_of[i].name, s, len) != 0 || flags_of[i].name[len])
			continue;
		if (flags_of[i].clear)
			*flags &= ~flags_of[i].flag;
		else
			*flags |= flags_of[i].flag;
		return 1;
	}
	return 0;
}

int mounts_add(struct ctx *x, struct mounted const *m, unsigned long flags)
{
	char *data = arena_get(x, strlen(m->options) + 1), *end = data;
	for (char const *s = m->options; *s; s += *s == ',') {
		size_t len = strcspn(s, ",");
		if (!apply(s, len, &flags)) {
			if (end > data)
				*end++ = ',';
			memcpy(end, s, len);
			end += len;
		}
		s += len;
	}
	*end = 0;
	return mount(m->source, m->dir, m->type, flags, data);
}

int mounts_option(char const *options, char const *name)
{
	size_t n = strlen(name);
	for (char const *s = options; *s; s += *s == ',') {
		size_t len = strcspn(s, ",");
		if (len == n && !memcmp(s, name, n))
			return 1;
		s += len;
	}
	return 0;
}
