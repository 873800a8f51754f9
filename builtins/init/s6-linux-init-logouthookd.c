/* s6-linux-init-logouthookd.c - when a client goes away, note that it has logged out. */
#include <sys/socket.h>
#include <sys/time.h>
#include <utmpx.h>

#include "builtin.h"

enum { NOT_ROOT = 1, HAS_WRITTEN = 2 };

/* Marks the record of the process PID, if there is one, as that of one that has ended. */
static int log_out(pid_t pid)
{
	struct utmpx const *u;
	int ok = 1;
	setutxent();
	while ((u = getutxent())) {
		struct utmpx gone = *u;
		struct timeval now;
		if (u->ut_pid != pid || u->ut_type != USER_PROCESS)
			continue;
		gettimeofday(&now, 0);
		gone.ut_type = DEAD_PROCESS;
		memset(gone.ut_user, 0, sizeof gone.ut_user);
		gone.ut_tv.tv_sec = (__typeof__(gone.ut_tv.tv_sec))now.tv_sec;
		gone.ut_tv.tv_usec = (__typeof__(gone.ut_tv.tv_usec))now.tv_usec;
		ok = pututxline(&gone) != 0;
		break;
	}
	endutxent();
	return ok;
}

static struct next run_logouthookd(struct ctx *x, struct call const *c)
{
	struct ucred peer;
	socklen_t len = sizeof peer;
	char b;
	(void)c;
	if (getsockopt(0, SOL_SOCKET, SO_PEERCRED, &peer, &len) < 0)
		return failsys(x, "unable to find out who the client is");
	if (peer.uid)
		return failcode(x, NOT_ROOT, "the client is not root");
	if (write(1, "", 1) < 1)
		return failsys(x, "unable to greet the client");
	ssize_t n;
	do
		n = read(0, &b, 1);
	while (n < 0 && errno == EINTR);
	if (n > 0)
		return failcode(x, HAS_WRITTEN, "the client has written something");
	if (n < 0 && errno != ECONNRESET)
		return failsys(x, "unable to wait for the client");
	return log_out(peer.pid) ? leave(0) : failsys(x, "unable to write the record of logins");
}

struct cmd const cmd_s6_linux_init_logouthookd = {
	.name = "s6-linux-init-logouthookd",
	.brief = "when a client goes away, note that it has logged out",
	.form = "",
	.traits = LEAF,
	.run = run_logouthookd,
	.exits =
		"0 when the client has gone, 1 when it is not root, 2 when it has written something",
	.help = "For the program of s6-ipcserver. The client is a login program that keeps the connection open and becomes a "
		"shell; its record in utmp is that of an ended process when the connection closes.",
	.example =
		"s6-ipcserver /run/service/s6-linux-init-logouthookd/s s6-linux-init-logouthookd",
};
