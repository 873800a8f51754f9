/* control.c - any bytes may come through the control fifo of a service in any state. Input: the state, how far
   it has got, letters; a capital X ends supervision as a signal would. Nothing is really killed or started. */
#include "fuzz.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

#include "service.h"

enum { NOBODY = 0x3ffffff0 };

static int killed;

int kill(pid_t pid, int sig)
{
	must_hold(pid == NOBODY || pid == -NOBODY);
	must_hold(sig > 0 && sig < 65);
	killed++;
	return 0;
}

static void say(struct service *s, char const *const *parts, int err)
{
	(void)s;
	(void)err;
	must_hold(*parts && **parts);
}

static int left;

static void gone(struct service *s)
{
	must_hold(s->commands.fd < 0 && !s->timer.slot);
	left++;
}

static char dir[] = "/tmp/windlass-fuzz.XXXXXX";

static void remove_dir(void)
{
	static char const *const files[] = { "down", "supervise/death_tally", "supervise/status",
		"supervise/lock", "supervise/control" };
	must_hold(!chdir(dir));
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		unlink(files[i]);
	rmdir("supervise");
	rmdir("event");
	rmdir(dir);
}

static int dir_fd(void)
{
	static int fd = -1;
	if (fd >= 0)
		return fd;
	must_hold(mkdtemp(dir) != 0);
	atexit(remove_dir);
	fd = open(dir, O_RDONLY | O_DIRECTORY);
	return fd;
}

static void become(struct service *s, int state)
{
	s->state = (enum service_state)((unsigned int)state % SERVICE_STATES);
	if (s->state == DOWN)
		return;
	s->st.pid = s->st.pgid = NOBODY;
	s->st.finishing = s->state == FINISH || s->state == LASTFINISH;
	s->st.want_up = state & 8;
}

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	struct supervisor v;
	struct service service = { .v = &v,
		.name = "name",
		.dir = dir_fd(),
		.in = -1,
		.out = -1,
		.err = -1,
		.say = say,
		.gone = gone };
	char const *what;
	memset(&v, 0, sizeof v);
	left = killed = 0;
	close(openat(dir_fd(), "down", O_WRONLY | O_CREAT, 0644));
	must_hold(len < 100000 && !supervisor_open(&v, x) && !service_open(&service, &what));
	if (len)
		become(&service, (unsigned char)*s);
	for (size_t i = 1; i < len && i < 200 && !left; i++) {
		/* What starts run is for other tests. */
		if (service.state == DOWN && strchr("uoU", s[i]))
			continue;
		if (s[i] == 'X')
			service_leave(&service, s[i - 1]);
		else
			service_command(&service, s[i]);
		must_hold(service.state != DOWN || !service.st.pid);
	}
	must_hold(left <= 1);
	if (!left)
		service_leave(&service, 'q');
	loop_close(&v.loop);
}
