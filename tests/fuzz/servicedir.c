/* servicedir.c - any bytes may be in the small files of a service directory. Input: one text for each of the FILES;
   what they say is read as a service's life does it, of a service that dies again and again. */
#include "fuzz.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>

#include "policy.h"
#include "servicedir.h"

static char const *const files[] = { "notification-fd", "timeout-kill", "max-death-tally",
	"down-signal", "on-death", "backoff", "max-deaths", "on-failure" };
enum { FILES = sizeof files / sizeof *files, DEATHS = 8 };

static int said;

static void say(struct service *s, char const *const *parts, int err)
{
	(void)s;
	must_hold(!err && *parts && **parts);
	said++;
}

static char dir[] = "/tmp/windlass-fuzz.XXXXXX";

static void remove_dir(void)
{
	must_hold(!chdir(dir));
	for (size_t i = 0; i < FILES; i++)
		unlink(files[i]);
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

/* A text goes up to a byte of 1. */
static void put_files(char const *s, size_t len)
{
	for (size_t i = 0; i < FILES; i++) {
		char const *end = len ? memchr(s, 1, len) : 0;
		size_t n = end ? (size_t)(end - s) : len;
		int fd = openat(dir_fd(), files[i], O_WRONLY | O_CREAT | O_TRUNC, 0644);
		must_hold(fd >= 0 && write(fd, s, n) == (ssize_t)n && !close(fd));
		s += n + (end != 0);
		len -= n + (end != 0);
	}
}

static void look(struct service *s)
{
	unsigned int v[2];
	servicedir_number(s, files[0], 0);
	servicedir_number(s, files[1], 0);
	servicedir_number(s, files[2], 100);
	int sig = servicedir_signal(s, files[3], SIGTERM);
	must_hold(sig > 0 && sig <= SIGRTMAX);
	must_hold(servicedir_numbers(s, files[5], v, 2) <= 2);
	must_hold(servicedir_flag(s, files[0]) && !errno && !servicedir_flag(s, "down") && !errno);
}

static void live(struct service *s)
{
	for (int i = 0; i < DEATHS; i++) {
		s->state = UP;
		s->st.want_up = 1;
		s->st.wstat = i % 3 ? SIGKILL : 0;
		s->v->loop.now += LOOP_SEC;
		policy_begin(s);
		s->v->loop.now += i * LOOP_MS;
		policy_die(s);
		must_hold(s->policy.fate <= FATE_FAIL_AND_END);
		must_hold(policy_judge(s, i % 2) <= FATE_FAIL_AND_END);
	}
	policy_forget(s);
}

static void fuzz(struct ctx *x, char const *s, size_t len)
{
	static struct supervisor v;
	v.x = x;
	struct service service = { .v = &v, .name = "name", .dir = dir_fd(), .say = say };
	put_files(s, len);
	said = 0;
	look(&service);
	live(&service);
	must_hold(said < 100);
}
