# lib.sh - what the tests of supervision share; sourced with $bin set to the folder with our links. Works in
# a folder of its own, which is removed at the end, and ends what start() has started.
process=$bin/../tests/system/process
dir=$(mktemp -d /tmp/windlass-test.XXXXXX) || exit 111
passed=0 failed=0 out='' started=''
cd "$dir" || exit 111
export LC_ALL=C

report() { # NAME, after a command
	if [ $? -eq 0 ]; then
		passed=$((passed + 1))
		echo "ok - $1"
	else
		failed=$((failed + 1))
		echo "not ok - $1"
		[ -z "$out" ] || echo "# $out"
	fi
	out=
}

# try CODE NAME COMMAND...: the command must leave with CODE
try() {
	want=$1 name=$2
	shift 2
	out=$("$@" 2>&1)
	code=$?
	out="code $code: $out"
	[ $code -eq "$want" ]
	report "$name"
}

# says PATTERN NAME COMMAND...: what the command says must match
says() {
	pattern=$1 name=$2
	shift 2
	out=$("$@" 2>&1)
	case $out in
	$pattern) true ;;
	*) false ;;
	esac
	report "$name"
}

# soon COMMAND...: polls until it is true, for ten seconds at most
soon() {
	tries=0
	until "$@" >/dev/null 2>&1; do
		tries=$((tries + 1))
		[ $tries -lt 1000 ] || return 1
		sleep 0.01
	done
}

# program FILE: makes it, a shell script, of stdin
program() {
	mkdir -p "$(dirname "$1")"
	{ echo '#!/bin/sh' && cat; } >"$1"
	chmod +x "$1"
}

# start LOG COMMAND...: in the background; its pid is in $pid then
start() {
	log=$1
	shift
	"$@" 2>>"$log" &
	pid=$!
	started="$started $pid"
}

# left PID: waits until it has gone, with its code in $code
left() {
	wait "$1"
	code=$?
	set -- "$1" $started
	started=
	one=$1
	shift
	for p; do [ "$p" = "$one" ] || started="$started $p"; done
}

running() { kill -0 "$1"; }
gone() { ! kill -0 "$1"; }
has() { grep -qe "$1" "$2"; }
lines() { [ "$(grep -ce "$1" "$2")" -eq "$3" ]; }

# record DIR: notes the events of the service directory DIR in the file events
record() {
	fifo=$1/event/ftrig1:@400000000000000000000000:abcdef
	[ -d "$1/event" ] || { mkdir "$1/event" && chmod 3730 "$1/event"; }
	rm -f "$fifo" && mkfifo -m 622 "$fifo"
	: >events
	seen=0
	exec 9<>"$fifo"
	cat <&9 >events &
	recorder=$!
	exec 9<&-
	started="$started $recorder"
}

status_byte() { od -An -j34 -N1 -tu1 "$1/supervise/status" | tr -d ' '; }

finish_tests() {
	echo "$passed passed, $failed failed"
	[ $failed -eq 0 ]
	exit
}

cleanup() {
	for p in $started; do kill -TERM "$p" 2>/dev/null; done
	n=0
	for p in $started; do
		while kill -0 "$p" 2>/dev/null && [ $n -lt 200 ]; do
			n=$((n + 1))
			sleep 0.02
		done
		kill -KILL "$p" 2>/dev/null
		wait "$p" 2>/dev/null
	done
	cd / && rm -rf "$dir"
}
trap cleanup EXIT
trap 'exit 1' INT TERM HUP
