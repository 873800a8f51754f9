# container.sh - boots containers for the suites beside it. Sourced; $1 is the folder with our links.
#
# A root holds our program with its links, the helper below, /dev/null and what a case puts there.

bin=$(cd "$1" && pwd) || exit 100
program=$(readlink -f "$bin/windlass")
here=$(cd "$(dirname "$0")" && pwd) || exit 100
T=$(mktemp -d /tmp/windlass-boot.XXXXXX) || exit 111
passed=0 failed=0 number=0 up=''
unset WINDLASS_RUN WINDLASS_ETC WINDLASS_EXEC_EACH

end() {
	[ -z "$up" ] || kill -KILL "$up" 2>/dev/null
	# Trees with mounts are never removed recursively across them: the mounts live in their own namespace.
	rm -rf "$T"
}
trap end EXIT
trap 'exit 1' INT TERM HUP

# What is said when there is nothing to run here: skip NAME WHY
skip() {
	passed=$((passed + 1))
	echo "ok - $1 # skip: $2"
}

summary() {
	echo "$passed passed, $failed failed"
	[ $failed -eq 0 ]
}

# Judges the command before it; shows what the container said when it failed.
report() { # NAME
	if [ $? -eq 0 ]; then
		passed=$((passed + 1))
		echo "ok - $1"
		return 0
	fi
	failed=$((failed + 1))
	echo "not ok - $1"
	echo "# code ${code-}"
	for said in "$R.out" "$R.err"; do
		[ ! -f "$said" ] || sed "s|^|# ${said##*.}: |" "$said" | head -n 40
	done
	return 1
}

# soon COMMAND...: polls until it is true, for ten seconds at most
soon() {
	n=0
	until "$@" >/dev/null 2>&1; do
		n=$((n + 1))
		[ $n -lt 1000 ] || return 1
		sleep 0.01
	done
}

# A static program of the image, which is none of ours.
cc -static -O1 -o "$T/helper" -x c - <<'C' || exit 111
#define _GNU_SOURCE
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

static void touch(char const *file)
{
	char b[32];
	int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	int n = snprintf(b, sizeof b, "%d\n", (int)getpid());
	if (fd < 0 || write(fd, b, (size_t)n) != n || close(fd) < 0)
		_exit(99);
}

static void wait_for_ever(void)
{
	for (;;)
		pause();
}

/* Leaves a grandchild behind, which waits for its new parent and says who that is. */
static void orphan(char const *file)
{
	pid_t old = getpid();
	int fd;
	if (fork())
		return;
	setsid();
	while (getppid() == old)
		usleep(1000);
	fd = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	dprintf(fd, "%d %d\n", (int)getpid(), (int)getppid());
	_exit(0);
}

static void stubborn(char const *file)
{
	static int const most[] = { SIGTERM, SIGINT, SIGHUP, SIGQUIT };
	for (int i = 0; i < 4; i++)
		signal(most[i], SIG_IGN);
	touch(file);
	wait_for_ever();
}

static void id(void)
{
	gid_t g[64];
	int n = getgroups(64, g);
	printf("%d:%d", (int)getuid(), (int)getgid());
	for (int i = 0; i < n; i++)
		printf("%c%d", i ? ',' : ' ', (int)g[i]);
	puts("");
}

/* Copies stdin to FILE, so that a pipe's reader can be seen to work. */
static int server(char const *file)
{
	touch(file);
	if (write(1, "\n", 1) != 1)
		return 99;
	close(1);
	wait_for_ever();
	return 0;
}

static int env(char const *file)
{
	FILE *f = fopen(file, "w");
	for (char **e = environ; f && *e; e++)
		fwrite(*e, strlen(*e) + 1, 1, f);
	return !f || fclose(f);
}

/* enter ROOT [VAR=VALUE...] PROGRAM [ARGS...]: with this environment and no other. */
static int enter(char **argv)
{
	static char *env[64] = { "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" };
	int n = 1;
	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	if (chroot(*argv) < 0 || chdir("/") < 0)
		return 99;
	for (argv++; *argv && strchr(*argv, '='); argv++)
		env[strncmp(*argv, "PATH=", 5) ? n++ : 0] = *argv;
	execve(*argv, argv, env);
	perror(*argv);
	return 98;
}

int main(int argc, char **argv)
{
	char const *what = argc > 1 ? argv[1] : "", *arg = argc > 2 ? argv[2] : "";
	if (!strcmp(what, "enter"))
		return enter(argv + 2);
	if (!strcmp(what, "pause") && *arg)
		touch(arg);
	if (!strcmp(what, "pause"))
		wait_for_ever();
	if (!strcmp(what, "die"))
		raise(atoi(arg));
	if (!strcmp(what, "exit"))
		return atoi(arg);
	if (!strcmp(what, "env"))
		return env(arg);
	if (!strcmp(what, "args") || strchr(what, '/'))
		for (int i = 2 - !!strchr(what, '/'); i < argc; i++)
			puts(argv[i]);
	if (!strcmp(what, "orphan"))
		orphan(arg);
	if (!strcmp(what, "stubborn"))
		stubborn(arg);
	if (!strcmp(what, "id"))
		id();
	if (!strcmp(what, "server"))
		return server(arg);
	return 0;
}
C

# The tree that every root is a copy of; hard links, so that it costs nothing.
chmod 711 "$T"
mkdir -p "$T/base/usr/bin" "$T/base/bin" "$T/base/etc" "$T/base/run" "$T/base/proc" "$T/base/dev" "$T/base/tmp" \
	"$T/base/var/log" || exit 111
chmod 1777 "$T/base/tmp"
USRBIN=${USRBIN-1} sh "$here/../../.make/install.sh" "$program" "$T/base" $(ls "$bin") || exit 111
cp "$T/helper" "$T/base/bin/helper"
cat >"$T/base/etc/passwd" <<'E'
root:x:0:0:root:/:/bin/sh
daemon:x:2:2:daemon:/:/bin/sh
utmp:x:84:406:utmp:/:/bin/sh
nobody:x:65534:65534:nobody:/:/bin/sh
E
cat >"$T/base/etc/group" <<'E'
root:x:0:
daemon:x:2:
log:x:19:daemon
utmp:x:406:
nogroup:x:65534:
E

# A new root in $R.
root() {
	number=$((number + 1))
	R=$T/r$number
	cp -al "$T/base" "$R" && rm "$R/etc/passwd" "$R/etc/group" &&
		cp "$T/base/etc/passwd" "$T/base/etc/group" "$R/etc/" || exit 111
	: >"$R/dev/null"
	mknod -m 666 "$R/dev/null.new" c 1 3 2>/dev/null && mv -f "$R/dev/null.new" "$R/dev/null"
	chmod 666 "$R/dev/null"
}

# put FILE [MODE]: a file of the root, from stdin; executable unless MODE says otherwise
put() {
	mkdir -p "$R/$(dirname "$1")"
	cat >"$R/$1"
	chmod "${2:-755}" "$R/$1"
}

# inside WORD...: becomes a container on $R: VAR=VALUE words, then the program and its arguments. What stands
# in $mounts is a shell script that its namespaces are prepared with; in $spaces, which it has besides; it is
# killed after $limit (30) seconds.
inside() {
	exec timeout -k 1 "${limit:-30}" unshare ${spaces-} --kill-child --fork --pid --mount --uts --ipc --net --mount-proc="$R/proc" \
		sh -c "${mounts-}"'
		exec "$0" enter "$@"' "$T/helper" "$R" "$@" </dev/null
}

# boot CODE NAME WORD...: a container runs to its end and must leave with CODE
boot() {
	want=$1 name=$2
	shift 2
	(inside "$@") >"$R.out" 2>"$R.err"
	code=$?
	[ $code -eq "$want" ]
	report "$name"
}

# start WORD...: a container that goes on; its process 1 is $init
start() {
	(inside "$@") >"$R.out" 2>"$R.err" &
	up=$!
	soon find_init
}

# Below timeout and unshare.
find_init() {
	between=$(cat "/proc/$up/task/$up/children") && between=${between% } && [ -n "$between" ] &&
		init=$(cat "/proc/$between/task/$between/children") && init=${init% } && [ -n "$init" ] &&
		[ "$(readlink "/proc/$init/root")" = "$R" ]
}

# ends CODE NAME: the container that was started must leave with CODE
ends() {
	wait "$up"
	code=$?
	up=
	[ $code -eq "$1" ]
	report "$2"
}

# The contents of FILE of the root, or nothing.
told() {
	cat "$R/$1" 2>/dev/null
}

# same WANTED NAME COMMAND...: what the command prints
same() {
	want=$1 name=$2
	shift 2
	got=$("$@" 2>&1)
	[ "$got" = "$want" ]
	report "$name" || echo "# wanted: $want
# got:    $got"
}

# says PATTERN NAME [out]: stderr (or stdout) of the container holds a line that matches
says() {
	grep -qE -e "$1" "$R.${3:-err}"
	report "$2"
}

quiet() { # PATTERN NAME [out]
	! grep -qE -e "$1" "$R.${3:-err}"
	report "$2"
}

# The names in an environment that "helper env FILE" has written, and the value of one, with a dot behind.
names() {
	sed -z 's/=.*//' "$R$1" | sort -z | tr '\0' ' '
}
value() {
	sed -zn "s/^$2=//p" "$R$1" | tr -d '\0'
	echo .
}

can_boot() {
	unshare --fork --pid --mount --uts --ipc --net --mount-proc true 2>/dev/null
}
