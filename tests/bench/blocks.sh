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

# The least that can be had: a C program that does nothing but start twenty, wait for each, and end in $true.
gcc -O1 -static -o "$work/floor" -x c - <<'END'
#include <sys/wait.h>
#include <unistd.h>
int main(int argc, char **argv)
{
	for (int i = 0; argc > 2 && i < 20; i++) {
		pid_t pid = vfork();
		if (!pid) {
			execv(argv[1], argv + 1);
			_exit(127);
		}
		waitpid(pid, 0, 0);
	}
	execv(argv[argc - 1], argv + argc - 1);
	return 127;
}
END

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
		floor) set -- "$@" -- floor "$work/floor" "$program" "$true" ;;
		execline) set -- "$@" -- execline execlineb "$work/blocks" ;;
		ash) set -- "$@" -- ash busybox ash "$work/blocks.sh" ;;
		*) set -- "$@" -- "$rival" "$rival" "$work/blocks.sh" ;;
		esac
		shift
	done
	contest "$name" 30 ours "$bin/execlineb" "$work/blocks" "$@"
}

for command in foreground if backtick; do
	for program in "$true" "$work/echo" /bin/true; do
		name=$command,$(basename "$program")
		[ "$program" != /bin/true ] || name=$command,/bin/true
		twenty $command "$program" "$program"
		blocks $name floor execline dash bash ash
		goal $name dash 1.3
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
