/* wall.c - those who are logged in, and the records about that. */
#include <fcntl.h>
#include <skalibs/djbunix.h>
#include <string.h>
#include <sys/time.h>
#include <sys/utsname.h>
#include <unistd.h>
#include <utmpx.h>

#include "diag.h"
#include "shutdown.h"

#ifndef _PATH_WTMP
#define _PATH_WTMP "/var/log/wtmp"
#endif

/* The texts of such a record fill their fields, with no null character when they are that long. */
#define FILL(field, text) memcpy((field), (text), strnlen((text), sizeof(field)))

void shutdown_record(void)
{
	struct utmpx u = { .ut_type = RUN_LVL };
	struct utsname name;
	struct timeval now;
	FILL(u.ut_user, "shutdown");
	FILL(u.ut_line, "~~");
	FILL(u.ut_id, "~~");
	if (!uname(&name))
		FILL(u.ut_host, name.release);
	gettimeofday(&now, 0);
	u.ut_tv.tv_sec = (__typeof__(u.ut_tv.tv_sec))now.tv_sec;
	u.ut_tv.tv_usec = (__typeof__(u.ut_tv.tv_usec))now.tv_usec;
	updwtmpx(_PATH_WTMP, &u);
}

/* A terminal that does not take it at once is left out: nobody must be able to keep a machine up. */
static void tell_line(struct ctx *x, char const *line, char const *text)
{
	int fd = open(join(x, "/dev/", line), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return;
	if (isatty(fd) && write(fd, text, strlen(text)) < 0)
		warnsys(x, "unable to write to /dev/", line);
	fd_close(fd);
}

void shutdown_tell(struct ctx *x, char const *text)
{
	char const *all = join(x, "\r\n", text, "\r\n");
	struct utmpx const *u;
	setutxent();
	while ((u = getutxent()))
		if (u->ut_type == USER_PROCESS)
			tell_line(x,
				arena_text(x, u->ut_line, strnlen(u->ut_line, sizeof u->ut_line)),
				all);
	endutxent();
}
