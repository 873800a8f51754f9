# blocks.sh - twenty blocks that run one program each: how much the language costs beside the program, and
# what it saves where the program is a command of ours. Whole scripts are timed, their start included: what
# foreign programs take is the same for all, and the cheaper they are, the more of the rest is seen.

gcc -O1 -static -o "$work/echo" -x c - <<'END'
#include <unistd.h>
int main(void)
{
	return write(1, "x\n", 2) != 2;
}
END

# The least that can be had: a C program that does nothing but start twenty, gather what they write where
# that is asked for, wait for each, and end in $true. vfork is the cheapest way there is: clone without
# CLONE_VFORK, which saves a third of the context switches, takes as long. `floor` has next to nothing of a C
# library to start; `floor,libc` is what it comes to with the one that ours has too.
cat >"$work/floor.c" <<'END'
#include <sys/wait.h>
#include <unistd.h>
static void start(char **argv, int out)
{
	if (!vfork()) {
		if (out != 1)
			dup2(out, 1);
		execv(*argv, argv);
		_exit(127);
	}
}
static void gather(char **argv)
{
	char b[64];
	int p[2];
	if (pipe(p) < 0)
		_exit(111);
	start(argv, p[1]);
	close(p[1]);
	while (read(p[0], b, sizeof b) > 0)
		;
	close(p[0]);
}
int main(int argc, char **argv)
{
	char *last[] = { argv[argc - 1], 0 };
	argv[argc - 1] = 0;
	for (int i = 0; i < 20; i++) {
		if (*argv[1] == 'b')
			gather(argv + 2);
		else
			start(argv + 2, 1);
		wait(0);
	}
	execv(*last, last);
	return 127;
}
END
gcc -O1 -static -o "$work/floor,libc" "$work/floor.c"
musl-gcc -O1 -static -o "$work/floor" "$work/floor.c"

# The shells' words for `$1 { $2 }`, to be followed by the next.
shell_block() {
	case $1 in
	foreground) echo "$2;" ;;
	if) echo "$2 &&" ;;
	backtick) echo "X=\$($2)" ;;
	esac
}

# twenty COMMAND OURS THEIRS: the scripts $work/blocks and $work/blocks.sh.
twenty() {
	variable=
	[ "$1" != backtick ] || variable=X
	{ repeat 20 "$1 $variable { $2 }"; echo "$true"; } >"$work/blocks"
	{ repeat 20 "$(shell_block "$1" "$3")"; echo "exec $true"; } >"$work/blocks.sh"
}

# blocks NAME RIVAL...: ours against scripts for the shells, or with execline, for the reference.
blocks() {
	name=$1
	shift
	for rival; do
		case $rival in
		floor*) set -- "$@" -- "$rival" "$work/$rival" "$command" "$program" "$true" ;;
		execline) set -- "$@" -- execline execlineb "$work/blocks" ;;
		ash) set -- "$@" -- ash busybox ash "$work/blocks.sh" ;;
		*) set -- "$@" -- "$rival" "$rival" "$work/blocks.sh" ;;
		esac
		shift
	done
	contest "$name" 30 ours "$bin/execlineb" "$work/blocks" "$@"
}

# How many times as long as $2 the command $1 has had a processor.
cpu() {
	awk -v a="$1" -v b="$2" '{ used[$1] = $6 } END { printf "%.2f", used[a] / used[b] }' "$work/times"
}

# Programs take what they take, whoever starts them: the most that anything can be faster than dash, that ours
# is $2, and how near it is to that; of processor time, since it comes to a few percent.
reach() {
	row most "$1: dash/floor" "$(cpu dash floor)" ""
	verdict "$1: dash/ours" "$(cpu dash ours)" "$2"
	verdict "$1: floor,libc/ours" "$(cpu floor,libc ours)" 0.85
}

# dash has to fork for a $(program), and has only its slower start against it elsewhere.
for command in foreground if backtick; do
	least=0.98
	[ $command != backtick ] || least=1.2
	for program in "$true" "$work/echo" /bin/true; do
		name=$command,$(basename "$program")
		[ "$program" != /bin/true ] || name=$command,/bin/true
		twenty $command "$program" "$program"
		blocks $name floor floor,libc execline dash bash ash
		reach $name $least
	done
done

# own LEAF PROGRAM BUILTIN: a command of ours in place of a program, then of dash's builtin.
own() {
	for command in foreground if backtick; do
		twenty $command "$1" "$2"
		blocks "$command,${1%% *}" dash bash ash
		goal "$command,${1%% *}" dash 10
		twenty $command "$1" "$3"
		blocks $command,builtin dash
	done
}
own s6-true /bin/true true
own 's6-echo x' '/bin/echo x' 'echo x'
own 'eltest 1 = 1' '/usr/bin/[ 1 = 1 ]' '[ 1 = 1 ]'
