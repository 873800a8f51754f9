/* rootattrs.c - the files of fix-attrs.d of an image. */
#include <string.h>
#include <sys/stat.h>

#include "attrs.h"
#include "rootfs.h"

#define NOBODY "/dev/null"

static void check_line(struct rootfs *r, struct report_file *f, struct account_files const *in,
	size_t at, size_t len)
{
	struct attrs_rule rule;
	struct attrs_trouble t;
	enum attrs_kind kind = attrs_read(in, &rule, arena_text(r->x, f->src.text + at, len), &t);
	uint32_t place = (uint32_t)(at + strspn(f->src.text + at, " \t")) + 1;
	if (kind == ATTRS_BAD)
		rootfs_say(r, f, LINT_BAD_ATTRS, place, 0, t.why, t.what, t.how);
	else if (kind == ATTRS_UNKNOWN && !(r->layer && !strcmp(in->passwd, NOBODY)))
		rootfs_say(r, f, LINT_UNKNOWN_ACCOUNT, place, 0, t.why, t.what, t.how);
}

/* Without the file there is nobody to be known. */
static char const *account_file(struct rootfs *r, char const *path)
{
	char const *real = rootfs_resolve(r, path);
	return real ? real : NOBODY;
}

void rootfs_attrs(struct rootfs *r, char const *path)
{
	struct account_files in = { account_file(r, "/etc/passwd"), account_file(r, "/etc/group") };
	struct stat st;
	if (!rootfs_stat(r, path, &st) || !S_ISREG(st.st_mode))
		return;
	struct report_file *f = rootfs_text(r, path);
	for (size_t at = 0; f && at < f->src.len;) {
		size_t len = strcspn(f->src.text + at, "\n");
		check_line(r, f, &in, at, len);
		at += len + 1;
	}
}
