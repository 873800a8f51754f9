/* storm.c - a scan directory in bad weather: services that crash at random, orphans, letters of all kinds, clients that
   are killed, a writer that is killed while it logs, and a disk that is full now and then; what must stay is counted
   before and afterwards.

   usage: storm BIN DIR SECONDS ORPHANS [SEED]   leaves with 0, or with 1 and says what was wrong. The scan directory
                                          is DIR/scan; when that is another file system than DIR it is filled
          storm serve                     a service: lives for a moment and ends in some way
          storm write                     a service: writes numbered lines, to "accepted" how far it has got, and to
                                          "starts" where it begins: one in front of that nobody knows whether it is there */
#include "seen.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>

enum {
	SERVICES = 100,
	CLIENTS = 4,
	PATIENCE_MS = 600000,
	TURN_MS = 10,
	GROWN_KB = 300,
	SAMPLES = 20
};
enum { ROOM_MS = 1500, FULL_MS = 1000 };

static char const *self, *bin;
static pid_t supervisor;
static unsigned long told, cut_short, killed_writers, filled;
static int small_disk;

static int failed(char const *what, long n, char const *name)
{
	printf("not ok: %s: %ld %s\n", what, n, name);
	return 1;
}

static void service_name(char *b, long i)
{
	snprintf(b, SEEN_PATH, "s%03ld", i);
}

static void prepare(char const *dir, long orphans)
{
	char b[SEEN_PATH], name[SEEN_PATH + 16];
	struct stat here, scan;
	mkdir(dir, 0755);
	if (chdir(dir) < 0 || (mkdir("scan", 0755) < 0 && errno != EEXIST) ||
		stat(".", &here) < 0 || stat("scan", &scan) < 0) {
		perror(dir);
		exit(111);
	}
	small_disk = here.st_dev != scan.st_dev;
	for (long i = 0; i < SERVICES; i++) {
		service_name(b, i);
		snprintf(name, sizeof name, "%s/run", b);
		put_file(name, 0755, "#!/bin/sh\nexec %s serve\n", self);
		snprintf(name, sizeof name, "%s/backoff", b);
		put_file(name, 0644, "20 200\n");
		snprintf(name, sizeof name, "%s/notification-fd", b);
		if (i % 2)
			put_file(name, 0644, "3\n");
		snprintf(name, sizeof name, "%s/finish", b);
		if (i % 3 == 0)
			put_file(name, 0755, "#!/command/execlineb -P\ns6-true\n");
		snprintf(name, sizeof name, "%s/timeout-kill", b);
		put_file(name, 0644, "500\n");
	}
	put_file("writer/run", 0755, "#!/bin/sh\nexec %s write\n", self);
	put_file("writer/backoff", 0644, "20 40\n");
	put_file("writer/log/run", 0755, "#!/command/execlineb -P\ns6-log n100000 s4096 ./lines\n");
	put_file("orphans/run", 0755,
		"#!/bin/sh\n%.*sprocess orphans %ld && echo >../../made && exec sleep 100000\n",
		(int)(strrchr(self, '/') - self + 1), self, orphans);
}

static int serve(void)
{
	srandom((unsigned int)getpid());
	if (random() % 4 && write(3, "\n", 1) == 1)
		close(3);
	if (random() % 8 == 0 && !fork()) {
		nap_ms(random() % 300);
		_exit(0);
	}
	nap_ms(random() % 1500);
	switch (random() % 4) {
	case 0: return 0;
	case 1: return (int)(random() % 256);
	case 2: return kill(getpid(), SIGKILL);
	default: return raise(SIGSEGV);
	}
}

/* Every line is one write, so that the pipe has all of it or nothing; one more may be there than is counted. */
static int write_lines(void)
{
	unsigned long *n, start;
	char line[32];
	int fd = open("../../accepted", O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	if (fd < 0 || ftruncate(fd, sizeof *n) < 0)
		return 111;
	n = mmap(0, sizeof *n, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (n == MAP_FAILED)
		return 111;
	start = *n ? *n + 2 : 1;
	int starts = open("../../starts", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	dprintf(starts, "%lu\n", start);
	*n = start - 1; /* the number before it is given up, whoever is killed how soon */
	for (unsigned long i = start;; i++) {
		int len = snprintf(line, sizeof line, "%lu\n", i);
		if (write(1, line, (size_t)len) != len)
			return 111;
		*n = i;
		if (i % 16 == 0)
			nap_ms(5);
	}
}

static pid_t run(char **argv, char const *said)
{
	pid_t pid = fork();
	if (pid)
		return pid;
	int fd = open(said, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	if (fd < 0 || dup2(fd, 1) < 0 || dup2(fd, 2) < 0)
		_exit(126);
	execv(argv[0], argv);
	_exit(127);
}

static void start(void)
{
	char path[512], scan[] = "scan", adopt[] = "--subreaper";
	snprintf(path, sizeof path, "%s/s6-svscan", bin);
	char *argv[] = { path, adopt, scan, 0 };
	supervisor = run(argv, "said");
}

/* A client that waits, and is killed in the middle of it. */
static void client(void)
{
	static char const *const names[] = { "s6-svwait", "s6-svlisten1", "s6-svstat", "s6-svdt" };
	static struct {
		pid_t pid;
		long until;
	} at_work[CLIENTS];
	char path[512], b[SEEN_PATH], dir[SEEN_PATH + 8];
	long i = random() % CLIENTS, which = random() % 4;
	if (at_work[i].pid && now_ms() < at_work[i].until)
		return;
	if (at_work[i].pid && kill(at_work[i].pid, SIGKILL) == 0) {
		waitpid(at_work[i].pid, 0, 0);
		cut_short++;
	}
	service_name(b, random() % SERVICES);
	snprintf(path, sizeof path, "%s/%s", bin, names[which]);
	snprintf(dir, sizeof dir, "scan/%s", b);
	char *wait[] = { path, (char *)"-D", dir, 0 }, *plain[] = { path, dir, 0 },
	     *with[] = { path, dir, (char *)"/bin/true", 0 };
	at_work[i].pid = run(which == 0 ? wait : which == 1 ? with : plain, "clients");
	at_work[i].until = now_ms() + random() % 60;
}

static void letters(void)
{
	static char const all[] = "abqhkti12pcyroudxOUDQ", logger[] = "thudc";
	char b[SEEN_PATH], where[SEEN_PATH + 16], some[8] = "";
	long n = 1 + random() % 4;
	for (long i = 0; i < n; i++)
		some[i] = all[random() % (long)(sizeof all - 1)];
	service_name(b, random() % SERVICES);
	snprintf(where, sizeof where, "%s/supervise", b);
	told += (unsigned long)send_to(where, some) * (unsigned long)n;
	if (random() % 20 == 0)
		send_to(".s6-svscan", random() % 2 ? "a" : "an");
	if (random() % 50 == 0)
		send_to("writer/log/supervise", (char[]){ logger[random() % 5], 'u', 'c', 0 });
	if (random() % 40 == 0)
		kill(supervisor, random() % 2 ? SIGALRM : SIGCHLD);
}

static void kill_writer(void)
{
	struct seen s = see("writer");
	if (random() % 8 || !s.pid)
		return;
	kill(s.pid, SIGKILL);
	killed_writers++;
}

/* One service leaves the scan directory and comes back. */
static void move_one(void)
{
	static char name[SEEN_PATH];
	char from[SEEN_PATH + 16], to[SEEN_PATH + 16];
	int back = *name != 0;
	if (random() % 30)
		return;
	if (!back)
		service_name(name, random() % SERVICES);
	snprintf(from, sizeof from, "scan/%s", name);
	snprintf(to, sizeof to, "scan/.%s", name);
	rename(back ? to : from, back ? from : to);
	if (back)
		*name = 0;
	send_to(".s6-svscan", random() % 2 ? "an" : "a");
}

static char const filler[] = "scan/.filler";

/* The disk is full for a moment. */
static void fill(void)
{
	static char const zeros[1 << 16];
	static long next;
	int full = !access(filler, F_OK);
	if (!small_disk || now_ms() < next)
		return;
	next = now_ms() + random() % (full ? ROOM_MS : FULL_MS);
	if (full) {
		unlink(filler);
		return;
	}
	int fd = open(filler, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	for (size_t len = sizeof zeros; fd >= 0 && len; len /= 2)
		while (write(fd, zeros, len) == (ssize_t)len)
			;
	filled += fd >= 0 && errno == ENOSPC;
	close(fd);
}

static void come_back_all(void)
{
	char name[SEEN_PATH], from[SEEN_PATH + 16], to[SEEN_PATH + 16];
	unlink(filler);
	for (long i = 0; i < SERVICES; i++) {
		service_name(name, i);
		snprintf(from, sizeof from, "scan/.%s", name);
		snprintf(to, sizeof to, "scan/%s", name);
		rename(from, to);
		snprintf(to, sizeof to, "%s/supervise", name);
		send_to(to, "cU");
		snprintf(to, sizeof to, "%s/run", name);
		put_file(to, 0755, "#!/bin/sh\nexec sleep 100000\n");
	}
	send_to(".s6-svscan", "a");
}

static int all_there(int (*ok)(char const *name, pid_t not ), pid_t const * not, char const *what)
{
	char name[SEEN_PATH];
	long missing = 1, end = now_ms() + PATIENCE_MS;
	while (missing && now_ms() < end) {
		missing = 0;
		for (long i = 0; i < SERVICES; i++) {
			service_name(name, i);
			missing += !ok(name, not ? not [i] : 0);
		}
		nap_ms(TURN_MS);
	}
	for (long i = 0; missing && i < SERVICES; i++) {
		service_name(name, i);
		struct seen s = see(name);
		if (!ok(name, not ? not [i] : 0))
			printf("%s: there %d, pid %d (%c), flags %d\n", name, s.there, (int)s.pid,
				state_of(s.pid), s.flags);
	}
	return missing ? failed(what, missing, "services") : 0;
}

static int is_known(char const *name, pid_t not )
{
	(void)not ;
	return see(name).there;
}

static int is_up(char const *name, pid_t not )
{
	char where[SEEN_PATH + 16];
	struct seen s = see(name);
	int up = s.pid && s.pid != not &&s.flags & WANT_UP && !(s.flags & (PAUSED | FINISHING)) &&
		 !kill(s.pid, 0);
	snprintf(where, sizeof where, "%s/supervise", name);
	if (!up && !not ) /* supervision that has just begun again has not heard it */
		send_to(where, "cU");
	return up;
}

/* Everyone is there and does what it is told. */
static int check_services(void)
{
	static pid_t old[SERVICES];
	char name[SEEN_PATH], where[SEEN_PATH + 16];
	if (all_there(is_up, 0, "lost"))
		return 1;
	for (long i = 0; i < SERVICES; i++) {
		service_name(name, i);
		old[i] = see(name).pid;
		snprintf(where, sizeof where, "%s/supervise", name);
		if (!send_to(where, "k"))
			return failed("cannot be told anything", i, name);
	}
	return all_there(is_up, old, "did not do what they were told");
}

/* What it has of its own: what it shares with other programs is divided among those that happen to run. */
static long memory_kb(void)
{
	char path[64], line[128];
	long kb = 0;
	snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)supervisor);
	FILE *f = fopen(path, "re");
	while (f && fgets(line, sizeof line, f) && sscanf(line, "Anonymous: %ld", &kb) != 1)
		;
	if (f)
		fclose(f);
	return kb;
}

struct measure {
	long fds, kb, zombies;
};

/* What it has at rest: descriptors come and go while it does something. */
static struct measure measure(void)
{
	struct measure m = { fds_of(supervisor), memory_kb(), zombies_of(supervisor) };
	for (int i = 0; i < SAMPLES; i++) {
		nap_ms(TURN_MS);
		int fds = fds_of(supervisor);
		m.fds = fds < m.fds ? fds : m.fds;
	}
	return m;
}

static void weather(long ms)
{
	for (long end = now_ms() + ms; now_ms() < end; nap_ms(TURN_MS)) {
		letters();
		client();
		kill_writer();
		move_one();
		fill();
	}
}

static int calm(struct measure *m)
{
	come_back_all();
	if (check_services())
		return 1;
	for (long end = now_ms() + PATIENCE_MS; zombies_of(supervisor) && now_ms() < end;)
		nap_ms(TURN_MS);
	*m = measure();
	return 0;
}

static void weather_again(void)
{
	char name[SEEN_PATH], file[SEEN_PATH + 16];
	for (long i = 0; i < SERVICES; i++) {
		service_name(name, i);
		snprintf(file, sizeof file, "%s/run", name);
		put_file(file, 0755, "#!/bin/sh\nexec %s serve\n", self);
		snprintf(file, sizeof file, "%s/supervise", name);
		send_to(file, "k");
	}
}

static int flat(struct measure const *a, struct measure const *b)
{
	printf("descriptors %ld -> %ld, memory %ld -> %ld KB, zombies %ld -> %ld\n", a->fds, b->fds,
		a->kb, b->kb, a->zombies, b->zombies);
	if (b->fds > a->fds)
		return failed("more descriptors", b->fds - a->fds, "");
	if (b->kb > a->kb + GROWN_KB)
		return failed("more memory", b->kb - a->kb, "KB");
	return b->zombies ? failed("zombies", b->zombies, "") : 0;
}

static int orphans_made(void)
{
	struct stat st;
	for (long end = now_ms() + PATIENCE_MS; now_ms() < end; nap_ms(TURN_MS))
		if (!stat("made", &st))
			return 0;
	return failed("orphans", 0, "were not made");
}

static int stop(void)
{
	int wstat = -1;
	long end = now_ms() + PATIENCE_MS;
	send_to(".s6-svscan", "t");
	while (waitpid(supervisor, &wstat, WNOHANG) == 0 && now_ms() < end)
		nap_ms(TURN_MS);
	return wstat ? failed("the supervisor has left with", wstat, "") : 0;
}

static int storm(long seconds, long orphans)
{
	struct measure before, after;
	start();
	if (all_there(is_known, 0, "not supervised"))
		return 1;
	weather(seconds * 250);
	if (calm(&before))
		return 1;
	weather_again();
	weather(seconds * 750);
	if (orphans_made() || calm(&after))
		return 1;
	printf("%lu letters, %lu clients and %lu writers killed, %ld orphans, disk full %lu times\n",
		told, cut_short, killed_writers, orphans, filled);
	if (small_disk && !filled)
		return failed("the disk", 0, "was never full");
	return flat(&before, &after) || stop();
}

int main(int argc, char **argv)
{
	static char path[512];
	if (argc == 2 && !strcmp(argv[1], "serve"))
		return serve();
	if (argc == 2 && !strcmp(argv[1], "write"))
		return write_lines();
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
	if (argc < 5 || n < 0)
		return 100;
	unsigned int seed = argc > 5 ? (unsigned int)atol(argv[5]) : (unsigned int)time(0);
	printf("seed %u\n", seed);
	srandom(seed);
	self = path;
	bin = argv[1];
	signal(SIGPIPE, SIG_IGN);
	prepare(argv[2], atol(argv[4]));
	int bad = storm(atol(argv[3]), atol(argv[4]));
	if (bad)
		kill(supervisor, SIGTERM);
	return bad;
}
