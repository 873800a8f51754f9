#!/bin/sh
# How fast lines get into a logdir, ours against the installed s6-log.
# usage: log.sh BIN [MEGABYTES]   BIN: the folder with our links
bin=$1 mb=${2:-200} ref=${REF:-/usr/bin/s6-log}
base=/tmp
[ -w /dev/shm ] && base=/dev/shm
dir=$(mktemp -d "$base/log-bench.XXXXXX") || exit 111
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM

# Lines of 100 bytes.
yes 'a line of ninety-nine bytes and its newline, as long as those that programs write to their logs, xx' |
	head -c $((mb * 1000000)) >"$dir/in"

# Milliseconds that the logger $1 takes.
run() {
	rm -rf "$dir/log"
	from=$(date +%s%N)
	cat "$dir/in" | "$1" n20 s1000000 T "$dir/log"
	echo $((($(date +%s%N) - from) / 1000000 + 1))
}

# The best of three.
best() {
	least=
	for i in 1 2 3; do
		ms=$(run "$1")
		[ -n "$least" ] && [ "$ms" -ge "$least" ] || least=$ms
	done
	echo "$least"
}

ours=$(best "$bin/s6-log")
echo "windlass s6-log: $((mb * 1000 / ours)) MB/s"
[ -x "$ref" ] || exit 0
theirs=$(best "$ref")
echo "$ref: $((mb * 1000 / theirs)) MB/s"
echo "ratio: $((theirs / ours)).$((theirs * 10 / ours % 10))"
