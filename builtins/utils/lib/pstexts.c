/* pstexts.c - what there is to know of a process, as text: names, and what it was started with. */
#include <skalibs/djbunix.h>
#include <skalibs/types.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>

#include "account.h"
#include "ctx.h"
#include "ps.h"

enum { NUMBERS = 32, PTYS = 136, PTYS_END = 144, TTY_MINORS = 256 };

void ps_name(struct ps const *ps, struct ps_process const *p, stralloc *to)
{
	(void)ps;
	for (char const *s = p->stat.name; *s; s++)
		stralloc_append(to, (unsigned char)*s < ' ' || *s == 127 ? '?' : *s);
}

/* The name that the kernel has for a device, "DEVNAME=..."; sysfs need not be there. */
static int add_device(struct ps const *ps, char const *number, stralloc *to)
{
	static char const key[] = "DEVNAME=";
	struct ps_process device = { .dir = join(ps->x, "/sys/dev/char/", number) };
	stralloc text = STRALLOC_ZERO;
	char const *at = ps_slurp(ps, &device, "uevent", &text) && stralloc_0(&text)
				 ? strstr(text.s, key)
				 : 0;
	if (at)
		stralloc_catb(to, at + strlen(key), strcspn(at + strlen(key), " "));
	stralloc_free(&text);
	return at != 0;
}

void ps_tty(struct ps const *ps, struct ps_process const *p, stralloc *to)
{
	char b[NUMBERS];
	dev_t dev = (dev_t)p->stat.number[PS_TTY];
	unsigned int major = major(dev), minor = minor(dev);
	snprintf(b, sizeof b, "%u:%u", major, minor);
	if (!dev)
		stralloc_cats(to, "-");
	else if (major >= PTYS && major < PTYS_END) {
		snprintf(b, sizeof b, "pts/%u", (major - PTYS) * TTY_MINORS + minor);
		stralloc_cats(to, b);
	} else if (!add_device(ps, b, to))
		stralloc_cats(to, b);
}

/* The id that it acts with: the second number of the line KEY of its status. */
static int id_of(struct ps const *ps, struct ps_process const *p, char const *key, unsigned int *id)
{
	stralloc text = STRALLOC_ZERO;
	char const *s = 0;
	if (openslurpclose(&text, join(ps->x, p->dir, "/status")) && stralloc_0(&text))
		s = strstr(text.s, key);
	s = s ? strchr(s + strlen(key) + 1, '\t') : 0;
	int known = s && uint_scan(s + 1, id);
	stralloc_free(&text);
	return known;
}

void ps_user(struct ps const *ps, struct ps_process const *p, stralloc *to)
{
	unsigned int id;
	stralloc_cats(to, id_of(ps, p, "\nUid:", &id) ? account_user_text(ps->x, id) : "*");
}

void ps_group(struct ps const *ps, struct ps_process const *p, stralloc *to)
{
	unsigned int id;
	stralloc_cats(to, id_of(ps, p, "\nGid:", &id) ? account_group_text(ps->x, id) : "*");
}

/* The symbol of the map, lines of "ADDRESS TYPE NAME", that ADDRESS is behind. */
static void add_symbol(char const *map, unsigned long long address, stralloc *to)
{
	unsigned long long best = 0;
	char const *found = 0;
	for (char const *s = map; *s; s += strcspn(s, "\n"), s += *s == '\n') {
		char *end;
		unsigned long long at = strtoull(s, &end, 16);
		if (*end == ' ' && end[1] && end[2] == ' ' && at <= address && at >= best) {
			best = at;
			found = end + 3;
		}
	}
	if (found)
		stralloc_catb(to, found, strcspn(found, "\t\n "));
	else
		stralloc_cats(to, "-");
}

void ps_wchan(struct ps const *ps, struct ps_process const *p, stralloc *to)
{
	size_t before = to->len;
	if (ps->symbols)
		add_symbol(ps->symbols, (unsigned long long)p->stat.number[PS_WCHAN], to);
	else if (!ps_slurp(ps, p, "wchan", to) || to->s[before] == '0') {
		to->len = before;
		stralloc_cats(to, "-");
	}
}

void ps_args(struct ps const *ps, struct ps_process const *p, stralloc *to)
{
	size_t before = to->len;
	if (ps_slurp(ps, p, "cmdline", to)) {
		while (to->len > before && to->s[to->len - 1] == ' ')
			to->len--;
		return;
	}
	stralloc_cats(to, "[");
	ps_name(ps, p, to);
	stralloc_cats(to, "]");
}

void ps_environment(struct ps const *ps, struct ps_process const *p, stralloc *to)
{
	if (!ps_slurp(ps, p, "environ", to))
		stralloc_cats(to, "-");
	else if (to->s[to->len - 1] == ' ')
		to->len--;
}
