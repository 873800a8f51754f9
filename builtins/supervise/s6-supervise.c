/* s6-supervise.c - supervise one service directory. */
#include "builtin.h"

#include <fcntl.h>
#include <skalibs/djbunix.h>

#include "service.h"
#include "trim.h"

struct supervise {
	struct supervisor v;
	struct service s;
	int code;
};

static void say(struct service *s, char const *const *parts, int err)
{
	struct ctx *x = s->v->x;
	errno = err;
	if (err)
		diag_sys(x, "warning", parts);
	else
		diag(x, "warning", parts);
}

static void gone(struct service *s)
{
	struct supervise const *p = s->owner;
	loop_leave(&s->v->loop, p->code);
}

/* Nobody else is there to be ended: it is as if the service had been started instead of its supervisor. */
static void end(struct service *s, int code)
{
	struct supervise *p = s->owner;
	p->code = code;
	service_leave(s, 'x');
}

static void on_signal(void *arg, int sig)
{
	service_leave(arg, sig == SIGTERM ? 't' : sig == SIGHUP ? 'x' : sig == SIGINT ? 'i' : 'q');
}

static int catch_signals(struct supervise *p)
{
	static int const caught[] = { SIGTERM, SIGHUP, SIGINT, SIGQUIT };
	for (size_t i = 0; i < sizeof caught / sizeof *caught; i++)
		if (loop_signal(&p->v.loop, caught[i], on_signal, &p->s) < 0)
			return -1;
	return 0;
}

static struct next run_supervise(struct ctx *x, struct call const *c)
{
	static struct supervise p;
	char const *what = 0;
	p.v.alone = 1;
	p.s = (struct service){ .v = &p.v,
		.name = (char *)c->arg[0],
		.in = -1,
		.out = -1,
		.err = -1,
		.say = say,
		.gone = gone,
		.end = end,
		.owner = &p };
	p.s.dir = open(c->arg[0], O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (p.s.dir < 0)
		return failsys(x, "unable to open the service directory ", c->arg[0]);
	x->prog = join(x, "s6-supervise ", c->arg[0]);
	if (supervisor_open(&p.v, x) < 0 || catch_signals(&p) < 0)
		return failsys(x, "unable to prepare for events");
	if (service_open(&p.s, &what) < 0)
		return errno == EBUSY
			       ? fail(x, "another instance of s6-supervise is already running")
			       : failsys(x, "unable to ", what);
	trim_program();
	int code = loop_run(&p.v.loop);
	if (code < 0)
		return failsys(x, "unable to wait for events");
	loop_close(&p.v.loop);
	return leave(code);
}

struct cmd const cmd_s6_supervise = {
	.name = "s6-supervise",
	.brief = "keep one service running as its directory says",
	.says = "supervise the service <servicedir>",
	.form = "servicedir",
	.traits = FRESH | LEAF,
	.run = run_supervise,
	.operands = "servicedir: the service directory: one with an executable run",
	.exits =
		"0 when told to leave, the service's when its death is declared to end everything, 100 when another instance has the directory",
	.help = "The directory has an executable run, which is the service, and may have: finish, "
		"which is run when it has ended; down, which keeps it from being started at once; "
		"notification-fd, the descriptor that it tells its readiness by; timeout-kill and "
		"timeout-finish, in milliseconds; max-death-tally; down-signal and reload-signal; "
		"flag-timeout-killpg; lock-fd; flag-newpidns, with which it is process 1 of a process "
		"namespace; on-death, backoff, max-deaths and on-failure, which say what to do when "
		"it dies (doc/supervision.md). They are read whenever they are needed. s6-svc "
		"controls the service, s6-svstat shows it, s6-svwait waits for it. Whoever has many "
		"services runs s6-svscan instead, which supervises all of them.",
	.example = "s6-supervise /etc/services.d/web",
};
