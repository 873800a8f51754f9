#!/bin/sh
# What s6-log leaves on disk: rotation, recovery, trouble, and company with the installed s6-log.
# usage: run.sh BIN   BIN: the folder with our links
log=$1/s6-log ref=/usr/bin/s6-log
passed=0 failed=0 pids=
dir=$(mktemp -d "${TMPDIR:-/tmp}/log-test.XXXXXX") || exit 111
trap 'kill $pids 2>/dev/null; rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM
cd "$dir" || exit 111

# check NAME COMMAND...
check() {
	name=$1
	shift
	if "$@"; then
		echo "ok - $name"
		passed=$((passed + 1))
	else
		echo "not ok - $name"
		failed=$((failed + 1))
	fi
}

# Waits until a command is true, for ten seconds at most.
await() {
	tries=0
	until "$@" 2>/dev/null; do
		tries=$((tries + 1))
		[ $tries -lt 500 ] || return 1
		sleep 0.02
	done
}

# numbered FROM TO: lines of varying length, each with its number
numbered() {
	awk -v a="$1" -v b="$2" 'BEGIN { for (i = a; i <= b; i++)
		printf "%08d %s\n", i, substr("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", i % 70) }'
}

archives() { ls "$1" | grep -c '^@'; }
at_least() { [ "$(archives "$1")" -ge "$2" ]; }
count() { [ "$(archives "$1")" -eq "$2" ]; }
all() { cat "$1"/@* "$1/previous" "$1/current" 2>/dev/null; }
same() { all "$1" | cmp -s - "$2"; }
sizes() { for f in "$1"/@* "$1/current"; do wc -c <"$f"; done; }
holds() { [ "$(cat "$1")" = "$2" ]; }
has() { grep -q "$2" "$1"; }
complete() { [ -x "$1/current" ]; }
dead() { ! kill -0 "$1"; }
code() { expected=$1; shift; "$@"; [ $? -eq "$expected" ]; }

# start NAME ARGS...: a logger that reads the fifo NAME.in (held open on 8), its pid in $pid
start() {
	in=$1.in
	shift
	rm -f "$in"
	mkfifo "$in"
	"$program" "$@" <"$in" 2>err 9>&- &
	pid=$!
	pids="$pids $pid"
	exec 8>"$in"
}
stop() {
	exec 8>&-
	wait "$pid"
}
program=$log

# A fresh logdir
printf 'a\n' | "$log" ./fresh
check 'makes a logdir that only its owner can enter' [ "$(stat -c %a fresh)" = 700 ]
check 'leaves current complete' complete fresh
check 'has the line' holds fresh/current a
check 'leaves lock and state' [ -f fresh/lock -a -f fresh/state ]
printf 'b\n' | "$log" ./fresh
check 'goes on with a complete current' holds fresh/current "$(printf 'a\nb')"
(umask 077; echo a | "$log" ./masked)
check 'respects the umask' [ "$(stat -c %a masked/current)" = 700 ]

# Lines
printf 'a\0b\n\nc' | "$log" ./lines
printf 'a\nb\n\nc\n' >expected
check 'takes NUL for the end of a line, and finishes the last line' same lines expected
numbered 1 3000 | tr '\n' x >long
echo >>long
"$log" -l 0 ./long.d <long
check 'keeps a long line whole with -l 0' same long.d long
fold -b -w 8192 long >expected
"$log" ./split <long
check 'splits a long line otherwise' same split expected

# Rotation
numbered 1 260000 >big
check 'the big input is over 10 MB' [ "$(wc -c <big)" -gt 10000000 ]
cat big | "$log" n1000 s100000 ./big.d
check 'loses and doubles no line over many rotations' same big.d big
check 'rotates' [ "$(archives big.d)" -gt 50 ]
fits() { for f in "$1"/@*; do s=$(wc -c <"$f"); [ "$s" -ge 98000 ] && [ "$s" -lt 98100 ] || return 1; done; }
check 'rotates at the first line end within the tolerance' fits big.d
check 'archives are complete and named by the time' [ -z "$(ls big.d | grep '^@' | grep -vE '^@4[0-9a-f]{23}\.s$')" ]
"$log" n1000 s100000 ./file.d <big
check 'reads a regular file as well' same file.d big
cat big | "$log" n1000 s100000 T ./stamped
all stamped | cut -c32- | cmp -s - big
check 'stamps every line' [ $? -eq 0 ]
cat big | "$log" n1000 s100000 t ./a n3 s50000 ./b
all a | cut -c27- | cmp -s - big
check 'writes to two logdirs' [ $? -eq 0 ]
check 'keeps n archives' count b 3
tail -c "$(all b | wc -c)" big >expected
check 'and those are the latest' same b expected
head -n 20000 big >part
"$log" n0 s4096 ./none <part
check 'n0 keeps none' count none 0
"$log" n100 S30000 s10000 ./total <part
check 'S limits the size of all archives' [ "$(cat total/@* | wc -c)" -le 30000 -a "$(archives total)" -ge 2 ]
mkdir odd
touch odd/@400000000000000000000001.x odd/@zz odd/@0000000000000000zzzzzzz1.s odd/@400000000000000000000002.u
head -c 9000 big | "$log" n1 s4096 ./odd
check 'removes nothing but archives' [ -f odd/@400000000000000000000001.x -a -f odd/@zz -a -f odd/@0000000000000000zzzzzzz1.s -a ! -f odd/@400000000000000000000002.u ]
head -c 9000 big | "$log" n9 s4096 ./twice pX ./twice/
check 'a logdir may be named twice' [ "$(all twice | wc -l)" -eq "$(($(head -c 9000 big | wc -l) * 2 + 2))" ]

# Signals
start alarm ./alarm
await [ -f alarm/current ]
kill -ALRM $pid
echo a >&8
await has alarm/current a
check 'ALRM does not archive nothing' count alarm 0
kill -ALRM $pid
check 'ALRM rotates' await count alarm 1
stop
start term ./term
printf 'a\nb' >&8
await has term/current a
kill -TERM $pid
printf 'c\nd\n' >&8
wait $pid
check 'TERM leaves with 0' [ $? -eq 0 ]
check 'after the line that is being read' holds term/current "$(printf 'a\nbc')"
check 'and current is complete' complete term
exec 8>&-
start hup -t 50 ./hup
printf 'a\nb' >&8
await has hup/current a
kill -HUP $pid
wait $pid
check 'HUP does not wait for ever for the end of the line' holds hup/current "$(printf 'a\nb')"
exec 8>&-
start protected -p ./protected
echo a >&8
await has protected/current a
kill -TERM $pid
echo b >&8
check '-p ignores TERM' await has protected/current b
stop

# Crashes
start crash n1000 s20000 ./crash
cat big >&8 2>/dev/null &
await at_least crash 3
kill -9 $pid
wait $pid 2>/dev/null
exec 8>&-
wait
all crash >written
numbered 300001 310000 | "$log" n1000 s20000 ./crash
check 'after kill -9 current is archived as unfinished' [ "$(ls crash | grep -c '\.u$')" -ge 1 ]
numbered 300001 310000 >>written
all crash | sort >after
sort written | cmp -s - after
check 'what was written is there exactly once' [ $? -eq 0 ]
crashed() {
	mkdir "$1"
	for f in current previous state newstate processed; do echo $f >"$1/$f"; done
}
crashed left
"$log" ./left </dev/null
check 'a crash before the end of a processor leaves two unfinished files' [ "$(cat left/@*.u | sort | tr '\n' ' ')" = 'current previous ' ]
check 'and removes what the processor wrote' [ ! -e left/processed -a ! -e left/newstate -a ! -s left/state ]
crashed sealed
chmod 744 sealed/processed
"$log" ./sealed </dev/null
check 'after the end of a processor its output is an archive' holds "$(ls sealed/@*.s)" processed
check 'and only current is unfinished' holds "$(ls sealed/@*.u)" current
mkdir linked
echo a >linked/previous
ln linked/previous linked/@400000000000000000000001.s
"$log" ./linked </dev/null
check 'a file that is archived already is not archived again' [ "$(archives linked)" -eq 1 -a ! -e linked/previous ]

# Processors
"$log" n100 s20000 '?tr x y' ./shell <part
tr x y <part >expected
all shell | tr x y | cmp -s - expected
check 'a processor in sh loses nothing' [ $? -eq 0 ]
check 'and its output is archived' [ -z "$(cat shell/@*.s | tr -dc x)" ]
head -c 9000 big | "$log" s4096 '?cat <&4; echo state >&5' ./state
check 'the processor has its state' [ "$(cat state/@* | sort -u)" = state ]
PATH=$1:$PATH
head -c 9000 big | "$log" s4096 '!if { s6-echo hi } cat' ./line
check 'a processor in execline' [ "$(cat line/@* | grep -c '^hi$')" -eq "$(archives line)" ]
head -c 5000 big | "$log" r10 s4096 '?if test -e ok; then cat; else touch ok; exit 1; fi' ./again 2>err
check 'a processor that fails runs again' count again 2
check 'and is complained about' has err 'warning: the processor of ./again failed'

# Trouble
start held ./held
await [ -f held/current ]
check 'the second logger of a logdir leaves with 111' code 111 "$log" ./held </dev/null 2>err
check 'and says why' has err 'unable to lock the directory ./held, another logger has it'
stop
echo x >plain
check 'a file is no logdir' code 111 "$log" ./plain </dev/null 2>err
check 'and says so' has err 'unable to open the directory ./plain: Not a directory'
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
	chmod 755 .
	mkdir theirs
	check 'an unwritable directory' code 111 setpriv --reuid 65534 --clear-groups "$log" ./theirs </dev/null 2>err
	check 'is named' has err 'unable to .* ./theirs: Permission denied'
fi
# A rotation that cannot be: a directory stands where previous is to be.
start stuck r20 n1000 s4096 ./stuck
await [ -f stuck/current ]
mkdir -p stuck/previous/full
head -n 1000 big >&8
check 'a failing rotation warns' await has err 'warning: unable to rename current in ./stuck'
rm -r stuck/previous
stop
head -n 1000 big >expected
check 'and loses nothing' same stuck expected
start blocked -b r20 n1000 s4096 ./blocked
await [ -f blocked/current ]
mkdir -p blocked/previous/full
head -n 6000 big >&8 &
await has err 'warning: unable to rename current in ./blocked'
check 'with -b the writer waits meanwhile' kill -0 $!
rm -r blocked/previous
wait $!
stop
head -n 6000 big >expected
check 'and nothing is lost' same blocked expected
if command -v prlimit >/dev/null; then
	start full r20 ./full
	await [ -f full/current ]
	prlimit --pid $pid --fsize=4096:unlimited
	head -n 1000 big >&8
	check 'a failing write warns' await has err 'warning: unable to write to current in ./full'
	prlimit --pid $pid --fsize=unlimited:unlimited
	stop
	head -n 1000 big >expected
	check 'and loses nothing' same full expected
fi
(head -n 20000 big | "$log" 1 ./pipe) 2>err | head -n 1 >/dev/null
head -n 20000 big >expected
check 'a closed stdout does not stop the logdir' same pipe expected
check 'and is complained about' has err 'unable to write to stdout, closing it: Broken pipe'
head -n 20000 big | "$log" 1 | (await false & cat) >slow
check 'stdout gets everything' cmp -s slow expected

# Status files and readiness
printf 'a\nb\n' | "$log" ^8 pX =./status
check 'a status file is padded' [ "$(od -An -c status | tr -d ' ')" = 'Xb\n\n\n\n\n' ]
printf 'abcdef\n' | "$log" ^3 =./status
check 'and cut' [ "$(od -An -c status | tr -d ' ')" = abc ]
mkfifo ready.in
mkfifo ready
"$log" -d 3 ./ready.d <ready.in 3>ready &
pid=$!
exec 8>ready.in
IFS= read -r line <ready
check '-d says when it is ready' [ $? -eq 0 -a -z "$line" ]
check 'and then the logdir is there' [ -f ready.d/current ]
stop

# In company
if [ -x "$ref" ]; then
	for order in "$ref $log" "$log $ref"; do
		rm -rf shared
		set -- $order
		head -n 5000 big | "$1" n1000 s20000 ./shared
		tail -n +5001 big | head -n 5000 | "$2" n1000 s20000 ./shared
		head -n 10000 big >expected
		check "a logdir goes from $(dirname "$1") to $(dirname "$2")" same shared expected
	done
	# The reference looks at the size once per read of 8191 bytes: with lines as long as that the
	# two have to agree to the byte.
	awk 'BEGIN { s = "x"; while (length(s) < 8190) s = s s; s = substr(s, 1, 8180)
		for (i = 0; i < 60; i++) printf "%010d%s\n", i, s }' >even
	for script in 's40000' 's40000 T' 's40000 l16000 t' 's40000 n3' 's100000 S250000'; do
		rm -rf ours theirs
		"$log" n100 $script ./ours <even
		"$ref" n100 $script ./theirs <even
		sizes ours >sizes.ours
		sizes theirs >sizes.theirs
		check "the same archives as the reference with $script" cmp -s sizes.ours sizes.theirs
	done
	all ours >all.ours
	check 'with the same content' same theirs all.ours
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
