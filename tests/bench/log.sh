# log.sh - how fast lines of 100 bytes get through a pipe into a logdir, and whether it keeps the same bytes. LOG_MEGABYTES: of how much (100; 1000 is what
# README.md tells of), LOG_RUNS: how often each.

if have s6-log; then
	megabytes=${LOG_MEGABYTES:-100}
	logs=$work
	[ ! -w /dev/shm ] || logs=$(mktemp -d /dev/shm/log-bench.XXXXXX)
	trap 'rm -rf "$work" "$logs"' EXIT
	yes 'a line of ninety-nine bytes and its newline, as long as those that programs write to their logs, xx' |
		head -c ${megabytes}000000 >"$logs/in"
	# A new logdir for each run: nobody is timed removing the last one. multilog has stamps of TAI64N only.
	fill='cat "$1/in" | "$0" n20 s1000000 $2 "$1/log$$"'
	multi='cat "$1/in" | "$0" t n20 s1000000 "$1/log$$"'
	set -- "${LOG_RUNS:-5}" ours sh -c "$fill" "$bin/s6-log" "$logs" T -- ours-json sh -c "$fill" "$bin/s6-log" "$logs" j
	[ ! -x /usr/bin/s6-log ] || set -- "$@" -- s6 sh -c "$fill" /usr/bin/s6-log "$logs" T
	[ ! -x /usr/bin/multilog ] || set -- "$@" -- multilog sh -c "$multi" /usr/bin/multilog "$logs"
	"$time" "$@" >"$work/times"
	table log <"$work/times"
	awk -v mb="$megabytes" '{ print $1, mb * 1e6 / $2 }' "$work/times" | table log,MB/s
	[ ! -x /usr/bin/s6-log ] || goal log s6 3
	[ ! -x /usr/bin/multilog ] || goal log multilog 2
	# All that is kept must be the same behind the stamps. (Where one file ends and the next begins differs by some
	# lines: the reference looks at the size when a buffer is full.)
	kept() { cat "$logs/$1"/@* "$logs/$1/current" | cut -c 27- | cksum; }
	if [ -x /usr/bin/s6-log ]; then
		"$bin/s6-log" t n10000 s1000000 "$logs/ours" <"$logs/in"
		/usr/bin/s6-log t n10000 s1000000 "$logs/s6" <"$logs/in"
		verdict "log: bytes kept alike" "$([ "$(kept ours)" = "$(kept s6)" ] && echo 1 || echo 0)" 1
	fi
	[ "$logs" = "$work" ] || rm -rf "$logs"
else
	row log 'skipped: no s6-log' - -
fi
