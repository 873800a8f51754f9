/* homeof.c - write a user's home directory. */
#include <skalibs/djbunix.h>

#include "builtin.h"

/* Field N, from 0, of the line at S, which ends in a newline. */
static char const *field(char const *s, int n, size_t *len)
{
	while (n--) {
		s += strcspn(s, ":\n");
		s += *s == ':';
	}
	*len = strcspn(s, ":\n");
	return s;
}

/* Writes what the account file TEXT says about USER; returns 0 if it says nothing. */
static int write_home(struct ctx *x, char const *text, char const *user)
{
	size_t len = strlen(user), home;
	for (char const *line = text; *line; line += line[strcspn(line, "\n")] != 0) {
		if (!strncmp(line, user, len) && line[len] == ':') {
			char const *s = field(line, 5, &home);
			put(x, s, home);
			put_text(x, "\n");
			return 1;
		}
		line += strcspn(line, "\n");
	}
	return 0;
}

static struct next run_homeof(struct ctx *x, struct call const *c)
{
	stralloc text = STRALLOC_ZERO;
	if (!openslurpclose(&text, "/etc/passwd") || !stralloc_0(&text))
		return failsys(x, "unable to read /etc/passwd");
	int found = write_home(x, text.s, c->arg[0]);
	stralloc_free(&text);
	if (!found)
		return failcode(x, 111, "unable to find the user ", c->arg[0]);
	return leave(0);
}

struct cmd const cmd_homeof = {
	.name = "homeof",
	.brief = "write a user's home directory",
	.says = "write the home directory of <user>",
	.form = "user",
	.traits = PURE | LEAF,
	.run = run_homeof,
	.exits = "111 when there is no such user",
	.help = "Accounts are looked up in /etc/passwd.",
	.example = "backtick HOME { homeof www-data } my-server",
};
