/* priority.c - the numbers that messages of syslog begin with, as words. */
#include "priority.h"

#include <skalibs/types.h>
#include <skalibs/uint32.h>
#include <string.h>

enum { LEVELS = 8, DIGITS = 32 };

static char const *const levels[LEVELS] = { "emerg", "alert", "crit", "err", "warn", "notice",
	"info", "debug" };

static char const *const facilities[] = { "kern", "user", "mail", "daemon", "auth", "syslog", "lpr",
	"news", "uucp", "cron", "authpriv", "ftp", 0, 0, 0, 0, "local0", "local1", "local2",
	"local3", "local4", "local5", "local6", "local7", "mark" };

static char const *facility(unsigned int code)
{
	size_t n = code / LEVELS;
	char const *name = n < sizeof facilities / sizeof *facilities ? facilities[n] : 0;
	return name ? name : "unknown";
}

/* Reads the number; returns how many bytes it takes with its brackets, or 0. */
static size_t scan(char const *s, size_t len, unsigned int *code)
{
	char text[DIGITS + 1];
	char const *end = len ? memchr(s, '>', len) : 0;
	size_t n = end && *s == '<' ? (size_t)(end - s) - 1 : 0;
	if (!n || n > DIGITS)
		return 0;
	memcpy(text, s + 1, n);
	text[n] = 0;
	return uint0_scan(text, code) ? n + 2 : 0;
}

int priority_add(stralloc *out, char const *s, size_t len)
{
	unsigned int code;
	size_t n = scan(s, len, &code);
	if (!n)
		return 0;
	int ok = stralloc_cats(out, facility(code)) && stralloc_cats(out, ".") &&
		 stralloc_cats(out, levels[code % LEVELS]) && stralloc_cats(out, ": ");
	return ok ? (int)n : -1;
}
