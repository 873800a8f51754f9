/* s6-setsid.c - go on in a new session or process group. */
#include <fcntl.h>
#include <signal.h>
#include <skalibs/djbunix.h>

#include "builtin.h"

struct opts {
	int what, trouble, has_tty;
	unsigned int tty;
};

enum { SESSION, BACKGROUND, FOREGROUND, GRAB };
enum { WARN, STRICT, SILENT };

static struct opt const opts[] = {
	SET('s', "session", struct opts, what, SESSION, "lead a new session (default)"),
	SET('b', "background", struct opts, what, BACKGROUND, "lead a new process group"),
	SET('f', "foreground", struct opts, what, FOREGROUND,
		"lead a new process group, and make it the terminal's foreground group when the terminal lets go"),
	SET('g', "grab", struct opts, what, GRAB,
		"lead a new process group, and take the terminal for it at once"),
	SET('i', "strict", struct opts, trouble, STRICT, "leave with 111 when that fails"),
	SET('I', "loose", struct opts, trouble, WARN, "warn and go on when that fails (default)"),
	SET('q', "quiet", struct opts, trouble, SILENT, "go on silently when that fails"),
	NUM('d', "ctty", struct opts, tty, INT32_MAX, "fd",
		"the terminal (default: /dev/tty, or 0 when it cannot be opened)",
		ALSO(struct opts, has_tty, 1)),
	{ 0 },
};

/* Gives the terminal to our process group. A background group that asks would be stopped, unless it
   ignores the signal. */
static int take_terminal(int fd, int grab)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	if (!grab)
		return tcsetpgrp(fd, getpgrp());
	sigaction(SIGTTOU, &ignore, &before);
	int r = tcsetpgrp(fd, getpgrp()), err = errno;
	sigaction(SIGTTOU, &before, 0);
	errno = err;
	return r;
}

static int come_to_front(struct opts const *o)
{
	int own = o->has_tty ? -1 : open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
	int r = take_terminal(own >= 0 ? own : (int)o->tty, o->what == GRAB), err = errno;
	if (own >= 0)
		fd_close(own);
	errno = err;
	return r;
}

/* Returns 0, or what could not be done. */
static char const *lead(struct opts const *o)
{
	if (o->what == SESSION)
		return setsid() < 0 ? "unable to start a session" : 0;
	if (setpgid(0, 0) < 0)
		return "unable to start a process group";
	if (o->what > BACKGROUND && come_to_front(o) < 0)
		return "unable to take the terminal";
	return 0;
}

static struct next run_setsid(struct ctx *x, struct call const *c)
{
	struct opts const *o = c->opt;
	char const *what = lead(o);
	if (what && o->trouble == STRICT)
		return failsys(x, what);
	if (what && o->trouble == WARN)
		warnsys(x, what);
	return chain(c->rest);
}

struct cmd const cmd_s6_setsid = {
	.name = "s6-setsid",
	.brief = "go on in a new session or process group",
	.says = "go on in a new [--background|process group|[--foreground|process group, which "
		"gets the terminal when that is free|[--grab|process group, which gets the "
		"terminal|session]]]",
	.form = "prog...",
	OPTS(struct opts, opts, 0),
	.run = run_setsid,
	.example = "s6-setsid my-server",
};
