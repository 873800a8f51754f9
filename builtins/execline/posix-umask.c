/* posix-umask.c - show the file mode mask, or set it and go on, as POSIX has it. */
#include <skalibs/types.h>
#include <string.h>
#include <sys/stat.h>

#include "execline.h"

/* Permissions: what a mask leaves. */
enum { EXEC = 0111, WRITE = 0222, READ = 0444, ALL = 0777 };

struct opts {
	int symbolic;
};

static struct opt const opts[] = {
	SET('S', "symbolic", struct opts, symbolic, 1, "show permissions, not the mask's number"),
	{ 0 },
};

static unsigned int mask_now(void)
{
	unsigned int mask = umask(0);
	umask((mode_t)mask);
	return mask;
}

/* What one letter of "rwxXst" permits to everyone; s and t are in no mask. */
static unsigned int permission(char letter)
{
	switch (letter) {
	case 'r': return READ;
	case 'w': return WRITE;
	case 'x':
	case 'X': return EXEC;
	default: return 0;
	}
}

static unsigned int whose(char letter)
{
	return letter == 'u' ? 0700 : letter == 'g' ? 070 : letter == 'o' ? 07 : ALL;
}

/* What NOW permits to the one that LETTER stands for, permitted to everyone. */
static unsigned int copied(char letter, unsigned int now)
{
	unsigned int one = now & whose(letter);
	return (one >> 6 | one >> 3 | one) % 8 * EXEC;
}

/* Reads "rwx", or the one letter of who it is copied from; returns what is behind. */
static char const *permissions(char const *s, unsigned int now, unsigned int *what)
{
	*what = 0;
	if (*s && strchr("ugo", *s)) {
		*what = copied(*s, now);
		return s + 1;
	}
	while (*s && strchr("rwxXst", *s))
		*what |= permission(*s++);
	return s;
}

/* The operator OP on the permissions NOW of WHO. */
static unsigned int apply(char op, unsigned int now, unsigned int who, unsigned int what)
{
	if (op == '+')
		return now | (who & what);
	return op == '-' ? now & ~(who & what) : (now & ~who) | (who & what);
}

/* Reads "ugo+rwx-x" at S and applies it to *NOW; returns what is behind. */
static char const *clause(char const *s, unsigned int *now)
{
	unsigned int who = 0, what;
	while (*s && strchr("ugoa", *s))
		who |= whose(*s++);
	while (*s && strchr("+-=", *s)) {
		char op = *s;
		s = permissions(s + 1, *now, &what);
		*now = apply(op, *now, who ? who : ALL, what);
	}
	return s;
}

/* Reads MODE, which changes the permissions *NOW. Returns 0 if it is none. */
static int symbolic(char const *mode, unsigned int *now)
{
	for (; *mode; mode += *mode == ',') {
		mode = clause(mode, now);
		if (*mode && *mode != ',')
			return 0;
	}
	return 1;
}

static int read_mask(char const *text, unsigned int *mask)
{
	unsigned int now = ~mask_now() & ALL;
	if (uint0_oscan(text, mask))
		return 1;
	if (!symbolic(text, &now))
		return 0;
	*mask = ~now & ALL;
	return 1;
}

static void show(struct ctx *x, unsigned int mask, int as_permissions)
{
	char number[] = { '0', (char)('0' + (mask >> 6 & 7)), (char)('0' + (mask >> 3 & 7)),
		(char)('0' + (mask & 7)), '\n' };
	if (!as_permissions) {
		put(x, number, sizeof number);
		return;
	}
	for (int i = 0; i < 3; i++) {
		unsigned int bits = ~mask >> (6 - 3 * i);
		put(x, &"ugo"[i], 1);
		put_text(x, "=");
		for (int b = 0; b < 3; b++)
			put(x, &"rwx"[b], bits >> (2 - b) & 1);
		put_text(x, i < 2 ? "," : "\n");
	}
}

static struct next run_posix_umask(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	unsigned int mask;
	if (!c->arg[0]) {
		show(x, mask_now(), o->symbolic);
		return leave(0);
	}
	x->at = c->arg_at[0];
	if (!read_mask(c->arg[0], &mask))
		return failcode(x, 1, "invalid mask: ", c->arg[0]);
	umask((mode_t)(mask & ALL));
	return chain(c->rest);
}

struct cmd const cmd_posix_umask = {
	.name = "posix-umask",
	.brief = "show the file mode mask, or set it and go on",
	.form = "[mask] [prog...]",
	OPTS(struct opts, opts, 0),
	.traits = HERE,
	.run = run_posix_umask,
	.exits = "1 for a mask that cannot be read",
	.help = "The mask is octal, or what is to be permitted as chmod has it: `u=rwx,go=rx`, `g-w`. One "
		"that begins with a dash needs `--` in front.",
};
