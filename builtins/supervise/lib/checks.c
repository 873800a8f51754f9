/* checks.c - the checks of a service. */
#include "checks.h"

#include <errno.h>
#include <skalibs/djbunix.h>
#include <skalibs/types.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "diag.h"
#include "loop.h"
#include "spawn.h"

/* A check that is made of a LINE, which may be cut into pieces; why it fails, or 0. */
typedef char const *line_fn(struct checks *c, char *line);

static char const *file_line(struct checks *c, char *line)
{
	struct ctx *x = c->x;
	char age[DECIMAL];
	struct stat st;
	unsigned int most;
	size_t len = strcspn(line, " \t");
	char const *seconds = line + len + strspn(line + len, " \t");
	line[len] = 0;
	if (*seconds && !uint0_scan(seconds, &most))
		return join(x, "no number of seconds: ", seconds);
	if (stat(*line == '/' ? line : join(x, c->dir, "/", line), &st) < 0)
		return strerror(errno);
	time_t past = time(0) - st.st_mtime;
	if (!*seconds || past <= (time_t)most)
		return 0;
	return join(x, "it was changed ", decimal(age, (unsigned long)past), " seconds ago, ",
		seconds, " are allowed");
}

static char const *tcp_line(struct checks *c, char *line)
{
	return check_tcp(c->x, line, c->deadline);
}

static char const *http_line(struct checks *c, char *line)
{
	return check_http(c->x, line, c->deadline);
}

static unsigned long ms_left(struct checks const *c)
{
	int64_t left = (c->deadline - loop_clock()) / LOOP_MS;
	return left > 0 ? (unsigned long)left : 0;
}

static unsigned int run_lines(struct checks *c, char const *name, char *text, line_fn *fn)
{
	unsigned int failed = 0;
	for (char *line = strtok(text, "\r\n"), *next; line; line = next) {
		next = strtok(0, "\r\n");
		line += strspn(line, " \t");
		size_t len = strlen(line);
		while (len && strchr(" \t", line[len - 1]))
			line[--len] = 0;
		if (!*line || *line == '#')
			continue;
		char const *what = arena_text(c->x, line, len);
		char const *why = ms_left(c) ? fn(c, line) : "there was no time left for it";
		if (why)
			c->failed(c->arg, name, what, why);
		failed += why != 0;
	}
	return failed;
}

static unsigned int run_file(struct checks *c, char const *name, line_fn *fn)
{
	stralloc text = STRALLOC_ZERO;
	unsigned int failed = 0;
	if (openslurpclose(&text, join(c->x, c->dir, "/data/", name)) && stralloc_0(&text)) {
		failed = run_lines(c, name, text.s, fn);
	} else if (errno != ENOENT && errno != ENOTDIR) {
		c->failed(c->arg, name, 0, strerror(errno));
		failed = 1;
	}
	stralloc_free(&text);
	return failed;
}

/* What has become of a program that was run, or 0. */
static char const *outcome(struct ctx *x, int r, int wstat)
{
	char code[DECIMAL];
	if (r < 0)
		return strerror(errno);
	if (!wstat)
		return 0;
	if (WIFEXITED(wstat) && WEXITSTATUS(wstat) == 99)
		return "it was not over in time";
	return join(x, "it left with ", decimal(code, (unsigned long)status_code(wstat)));
}

static unsigned int run_program(struct checks *c, char const *name)
{
	char ms[DECIMAL];
	struct stat st;
	int wstat = 0;
	char const *file = join(c->x, "./data/", name);
	if (stat(join(c->x, c->dir, "/data/", name), &st) < 0 || !S_ISREG(st.st_mode))
		return 0;
	char const *argv[] = { "cd", c->dir, "fdmove", "-c", "1", "2", "s6-maximumtime", "-k",
		decimal(ms, ms_left(c) + 1), st.st_mode & 0111 ? "windlass-launch" : "execlineb",
		file, 0 };
	int r = spawn_wait(c->x, words_of(c->x, argv), &wstat);
	char const *why = outcome(c->x, r, wstat);
	if (why)
		c->failed(c->arg, name, 0, why);
	return why != 0;
}

unsigned int checks_run(struct checks *c)
{
	unsigned int failed = run_file(c, "check-file", file_line);
	failed += run_file(c, "check-tcp", tcp_line);
	failed += run_file(c, "check-http", http_line);
	failed += run_program(c, "check-exec");
	return failed + run_program(c, "check");
}

int checks_declared(struct ctx *x, char const *dir)
{
	static char const *const names[] = { "file", "tcp", "http", "exec" };
	int any = 0;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		any |= !access(join(x, dir, "/data/check-", names[i]), F_OK);
	return any;
}
