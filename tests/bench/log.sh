# log.sh - how fast lines of 100 bytes get through a pipe into a logdir. LOG_MEGABYTES: of how much (100; 1000 is what
# README.md tells of), LOG_RUNS: how often each.

if have s6-log; then
	megabytes=${LOG_MEGABYTES:-100}
	logs=$work
	[ ! -w /dev/shm ] || logs=$(mktemp -d /dev/shm/log-bench.XXXXXX)
	trap 'rm -rf "$work" "$logs"' EXIT
	yes 'a line of ninety-nine bytes and its newline, as long as those that programs write to their logs, xx' |
		head -c ${megabytes}000000 >"$logs/in"
	# A new logdir for each run: nobody is timed removing the last one. multilog has stamps of TAI64N only.
	fill='cat "$1/in" | "$0" n3 s1000000 $2 "$1/log$$"'
	multi='cat "$1/in" | "$0" t n3 s1000000 "$1/log$$"'
	set -- "${LOG_RUNS:-5}" ours sh -c "$fill" "$bin/s6-log" "$logs" T -- ours-json sh -c "$fill" "$bin/s6-log" "$logs" j
	[ ! -x /usr/bin/s6-log ] || set -- "$@" -- s6 sh -c "$fill" /usr/bin/s6-log "$logs" T
	[ ! -x /usr/bin/multilog ] || set -- "$@" -- multilog sh -c "$multi" /usr/bin/multilog "$logs"
	"$time" "$@" >"$work/times"
	table log <"$work/times"
	awk -v mb="$megabytes" '{ print $1, mb * 1e6 / $2 }' "$work/times" | table log,MB/s
	[ "$logs" = "$work" ] || rm -rf "$logs"
else
	row log 'skipped: no s6-log' - -
fi
