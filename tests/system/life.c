/* life.c - one scripted life of a supervisor, from its start to its orderly stop, for tests that make it hard. Every
   step waits for what it must bring, and nothing is asked for twice but where losing it, and events, is allowed (-a).

   usage: life [-a] BIN DIR [TRACER...]   makes DIR, a scan directory and more; TRACER runs `BIN/s6-svscan`.
          life serve                      a service: ready on descriptor 3, until SIGTERM
   Leaves with 0, with 1 and the step that failed, or with 2 if the supervisor has refused to start. */
#include "seen.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>

enum { PATIENCE_MS = 60000, ASK_AGAIN_MS = 1500, STEP_MS = 4, ALL_LETTERS = 4096 };

static char const *self, *bin;
static pid_t tracer, supervisor;
static int asks_again, notified, listener, step_n, repeats;
static char heard[ALL_LETTERS];

_Noreturn static void die(char const *form, ...)
{
	va_list args;
	va_start(args, form);
	printf("step %d: ", step_n);
	vprintf(form, args);
	printf("\n");
	fflush(stdout);
	va_end(args);
	if (supervisor > 0)
		kill(supervisor, SIGKILL);
	_exit(1);
}

static int has_listener(char const *path)
{
	int fd = open(path, O_WRONLY | O_NONBLOCK);
	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

/* Conditions. */
struct want {
	char const *name;
	pid_t not ; /* the pid it must have no more */
	int mask, flags;
	int (*other)(void);
};

static int holds(struct want const *w)
{
	struct seen s = w->name ? see(w->name) : (struct seen){ 0 };
	if (w->other)
		return w->other();
	return s.there && (s.flags & w->mask) == w->flags &&
	       (w->not < 0 ? !s.pid : s.pid && s.pid != w->not );
}

static int left_code;
static int has_left(void)
{
	int wstat;
	if (tracer && waitpid(tracer, &wstat, WNOHANG) == tracer) {
		tracer = 0;
		left_code = WIFEXITED(wstat) ? WEXITSTATUS(wstat) : 128 + WTERMSIG(wstat);
	}
	return !tracer;
}

static void tell_what_is(struct want const *w)
{
	struct seen s = w->name ? see(w->name) : (struct seen){ 0 };
	if (w->name)
		die("%s: status is there: %d, pid %d (not %d), flags %d (of %d: %d)", w->name,
			s.there, (int)s.pid, (int)w->not, s.flags, w->mask, w->flags);
	die("what should have happened has not");
}

/* Asks again, and for an attempt at once to start what has to be up. */
static void ask_again(struct want const *w, void (*ask)(void))
{
	char where[SEEN_PATH];
	repeats++;
	if (ask)
		ask();
	if (!w->name || w->not < 0 || !(w->flags & (WANT_UP | READY)))
		return;
	snprintf(where, sizeof where, "%s/supervise", w->name);
	send_to(where, "u");
}

/* Waits for W, after ASK has been called, once, or from time to time. */
static void step(struct want w, void (*ask)(void))
{
	long begin = now_ms(), asked = begin;
	step_n++;
	if (ask)
		ask();
	while (!holds(&w)) {
		if (now_ms() - begin > PATIENCE_MS)
			tell_what_is(&w);
		if (has_left() && w.other != has_left)
			die("the supervisor has left with %d", left_code);
		if (asks_again && now_ms() - asked > ASK_AGAIN_MS) {
			asked = now_ms();
			ask_again(&w, ask);
		}
		nap_ms(STEP_MS);
	}
}

static void make_file(char const *name, mode_t mode, char const *text)
{
	if (put_file(name, mode, "%s", text) < 0)
		die("unable to make %s: %s", name, strerror(errno));
}

static void make_service(char const *name, char const *run)
{
	char path[SEEN_PATH];
	snprintf(path, sizeof path, "%s/run", name);
	make_file(path, 0755, run);
	snprintf(path, sizeof path, "%s/backoff", name);
	make_file(path, 0644, "20 40\n");
}

static void listen_to(char const *name)
{
	char path[256];
	snprintf(path, sizeof path, "scan/%s/event", name);
	if (mkdir(path, 0700) < 0 || chmod(path, 03730) < 0)
		die("unable to make %s", path);
	strcat(path, "/ftrig1:@400000000000000000000000:abcdef");
	if (mkfifo(path, 0622) < 0 || chmod(path, 0622) < 0 ||
		(listener = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)) < 0)
		die("unable to listen to %s", path);
}

static void prepare(char const *dir)
{
	char run[512];
	if (mkdir(dir, 0755) < 0 || chdir(dir) < 0 || mkdir("scan", 0755) < 0 ||
		mkdir("scan/.s6-svscan", 0755) < 0)
		die("unable to make %s: %s", dir, strerror(errno));
	snprintf(run, sizeof run, "#!/bin/sh\nexec %s serve\n", self);
	make_service("ready", run);
	make_file("ready/notification-fd", 0644, "3\n");
	make_file("ready/finish", 0755, "#!/bin/sh\necho \"$@\" >>finished\n");
	make_file("ready/timeout-kill", 0644, "3000\n");
	make_file("ready/max-deaths", 0644, "1000 1\n");
	listen_to("ready");
	snprintf(run, sizeof run,
		"#!/command/execlineb -P\nforeground { s6-echo hello }\n%s serve\n", self);
	make_service("logged", run);
	make_service("logged/log", "#!/bin/sh\nexec cat >>../../../lines\n");
	make_service("down", "#!/bin/sh\nexec sleep 1000\n");
	make_file("down/down", 0644, "");
	make_file(".s6-svscan/SIGUSR1", 0755, "#!/bin/sh\necho >>handled\n");
}

/* The tracer's child NAME, or 0. */
static pid_t child_called(char const *name)
{
	char path[64], comm[32] = "";
	pid_t pid = 0;
	snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)tracer, (int)tracer);
	FILE *f = fopen(path, "r");
	if (!f || fscanf(f, "%d", &pid) != 1)
		pid = 0;
	if (f)
		fclose(f);
	snprintf(path, sizeof path, "/proc/%d/comm", (int)pid);
	f = pid ? fopen(path, "r") : 0;
	if (!f || !fgets(comm, sizeof comm, f) || strncmp(comm, name, strlen(name)) != 0)
		pid = 0;
	if (f)
		fclose(f);
	return pid;
}

/* Starts the supervisor below the words TRACER. */
static void start(char **words)
{
	int p[2], n = 0;
	char *argv[64], program[512];
	for (; words[n] && n < 58; n++)
		argv[n] = words[n];
	snprintf(program, sizeof program, "%s/s6-svscan", bin);
	argv[n] = program;
	argv[n + 1] = (char *)"-d4";
	argv[n + 2] = (char *)"scan";
	argv[n + 3] = 0;
	if (pipe2(p, O_CLOEXEC) < 0 || (tracer = fork()) < 0)
		die("unable to start: %s", strerror(errno));
	if (!tracer) {
		int said = open("said", O_WRONLY | O_CREAT | O_APPEND, 0644);
		if (said < 0 || dup2(said, 2) < 0 || dup2(p[1], 4) < 0 ||
			(p[1] == 4 && fcntl(4, F_SETFD, 0)))
			_exit(126);
		execvp(argv[0], argv);
		_exit(127);
	}
	close(p[1]);
	notified = p[0];
	fcntl(notified, F_SETFL, O_NONBLOCK);
	supervisor = n ? 0 : tracer;
	for (long end = now_ms() + PATIENCE_MS; !supervisor && !has_left() && now_ms() < end;
		nap_ms(STEP_MS))
		supervisor = child_called("s6-svscan");
}

static int is_ready(void)
{
	char b[8];
	if (has_left() && left_code)
		_exit(2);
	return read(notified, b, sizeof b) == 1;
}

/* Things that are asked for. */
static pid_t victim;
static void kill_victim(void)
{
	kill(victim, SIGKILL);
}
static void pause_logged(void)
{
	send_to("logged/supervise", "p");
}
static void go_on_logged(void)
{
	send_to("logged/supervise", "c");
}
static void kill_ready(void)
{
	send_to("ready/supervise", "k");
}
static void once_down(void)
{
	send_to("down/supervise", "o");
}
static void stop_down(void)
{
	send_to("down/supervise", "d");
}
static void start_down(void)
{
	send_to("down/supervise", "u");
}
static void scan_again(void)
{
	send_to(".s6-svscan", "a");
}
static void nuke(void)
{
	send_to(".s6-svscan", "an");
}
static void stop_all(void)
{
	send_to(".s6-svscan", "t");
}
static void user_signal(void)
{
	kill(supervisor, SIGUSR1);
}
static void hang_up(void)
{
	kill(supervisor, SIGHUP);
}

static int file_there(char const *name)
{
	struct stat st;
	return !stat(name, &st) && st.st_size > 0;
}
static int has_line(void)
{
	return file_there("lines");
}
static int has_handled(void)
{
	return file_there("scan/handled");
}
static int added_is_gone(void)
{
	return !has_listener("scan/.added/supervise/control");
}

/* Whether the events LETTERS have come, in this order, whatever between them. */
static char const *awaited;
static int has_heard(void)
{
	size_t n = strlen(heard);
	ssize_t r = read(listener, heard + n, sizeof heard - 1 - n);
	heard[n + (size_t)(r > 0 ? r : 0)] = 0;
	char const *w = awaited;
	for (char const *h = heard; *h && *w; h++)
		w += *h == *w;
	return !*w;
}

static int no_zombies(void)
{
	return !zombies_of(supervisor);
}

static void die_and_come_back(char const *name, int mask, int flags)
{
	victim = see(name).pid;
	step((struct want){ name, .not = victim, .mask = mask, .flags = flags }, kill_victim);
}

/* The second dies when the supervisor has just dealt with the first, if reaping takes it long. Nothing else ends
   afterwards that would draw its attention. */
static void die_together(char const *one, char const *last)
{
	pid_t first = see(one).pid, second = see(last).pid;
	kill(first, SIGKILL);
	nap_ms(60);
	kill(second, SIGKILL);
	step((struct want){ one, .not = first, .mask = WANT_UP, .flags = WANT_UP }, 0);
	step((struct want){ last, .not = -1, .mask = WANT_UP }, 0);
}

static void control_it(void)
{
	step((struct want){ "logged", .mask = PAUSED, .flags = PAUSED }, pause_logged);
	step((struct want){ "logged", .mask = PAUSED }, go_on_logged);
	pid_t pid = see("ready").pid;
	step((struct want){ "ready", .not = pid, .mask = READY, .flags = READY }, kill_ready);
	awaited = "suUdDuUdDuU";
	if (!asks_again)
		step((struct want){ .other = has_heard }, 0);
	step((struct want){ "down", .mask = WANT_UP }, once_down);
	step((struct want){ "down", .not = -1, .mask = WANT_UP }, stop_down);
	step((struct want){ "down", .mask = WANT_UP, .flags = WANT_UP }, start_down);
	step((struct want){ "down", .not = -1, .mask = WANT_UP }, stop_down);
	step((struct want){ .other = has_handled }, user_signal);
}

static void scan_it(void)
{
	make_service("added", "#!/bin/sh\nexec sleep 1000\n");
	step((struct want){ "added", .mask = WANT_UP, .flags = WANT_UP }, scan_again);
	rename("scan/added", "scan/.added");
	step((struct want){ .other = added_is_gone }, nuke);
	rename("scan/.added", "scan/added");
	step((struct want){ "added", .mask = WANT_UP, .flags = WANT_UP }, hang_up);
}

/* After whatever has gone wrong everything is there, and does what it is told. */
static void still_all_well(void)
{
	die_and_come_back("ready", READY, READY);
	die_and_come_back("logged", WANT_UP, WANT_UP);
	die_and_come_back("logged/log", WANT_UP, WANT_UP);
	die_and_come_back("added", WANT_UP, WANT_UP);
	step((struct want){ "down", .mask = WANT_UP }, once_down);
	die_together("added", "down");
	step((struct want){ .other = no_zombies }, 0);
}

static int live(char **words)
{
	start(words);
	step((struct want){ .other = is_ready }, 0);
	step((struct want){ "ready", .mask = READY, .flags = READY }, 0);
	step((struct want){ "logged", .mask = WANT_UP, .flags = WANT_UP }, 0);
	step((struct want){ "logged/log", .mask = WANT_UP, .flags = WANT_UP }, 0);
	step((struct want){ "down", .not = -1, .mask = WANT_UP }, 0);
	step((struct want){ .other = has_line }, 0);
	die_and_come_back("ready", READY, READY);
	control_it();
	scan_it();
	still_all_well();
	int held = fds_of(supervisor);
	step((struct want){ .other = has_left }, stop_all);
	if (left_code)
		die("the supervisor has left with %d", left_code);
	printf("lived; %d descriptors; asked %d times again\n", held, repeats);
	return 0;
}

_Noreturn static void serve(void)
{
	if (write(3, "\n", 1) == 1)
		close(3);
	for (;;)
		pause();
}

int main(int argc, char **argv)
{
	static char path[512];
	if (argc == 2 && !strcmp(argv[1], "serve"))
		serve();
	if (argc > 1 && !strcmp(argv[1], "-a")) {
		asks_again = 1;
		argv++;
		argc--;
	}
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
	if (argc < 3 || n < 0)
		return 100;
	self = path;
	bin = argv[1];
	signal(SIGPIPE, SIG_IGN);
	prepare(argv[2]);
	return live(argv + 3);
}
