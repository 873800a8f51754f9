# supervise.sh - services of one small static program: until all are up, which is until each has written a byte and has
# a pid in its supervise/status; beside it the same program started as often by vfork and exec and nothing else, with and
# without a session for each. Then what supervising takes of memory: PSS of all processes that do it (one here, s6-svscan
# and an s6-supervise for each there), and their page tables and stacks in the kernel. SUPERVISE_N: how many (1000),
# SUPERVISE_RUNS: how often (5).

supervised=${SUPERVISE_N:-1000}
in_memory
gcc -O1 -static -o "$shm/plain" tests/bench/service.c

# Fresh folders each time. What the reference says about finish scripts, when a thousand of them are killed, is not shown.
fresh='rm -rf "$2"; cp -rl "$1" "$2" && PATH=${4%/*}:$PATH exec "$0" all "$3" "$2" "$4" -c "$3" "$2" 2>/dev/null'
services "$shm" "$supervised"
set -- "${SUPERVISE_RUNS:-5}" ours sh -c "$fresh" "$up" "$shm/scan" "$shm/run" "$supervised" "$bin/s6-svscan" \
	-- plain "$up" all "$supervised" - "$up" plain "$supervised" 0 "$shm/plain" \
	-- plain-setsid "$up" all "$supervised" - "$up" plain "$supervised" 1 "$shm/plain"
[ ! -x /usr/bin/s6-svscan ] ||
	set -- "$@" -- s6 sh -c "$fresh" "$up" "$shm/scan" "$shm/run" "$supervised" /usr/bin/s6-svscan
contest_said "$supervised-up" "$@"
verdict "ours/plain" "$(awk '$1 == "plain" { printf "%.3f", 1 / $5 }' "$work/times")" "<= 1.5"
[ ! -x /usr/bin/s6-svscan ] || goal "$supervised-up" s6 5

memory_of() { # NAME SVSCAN N
	sh -c "$fresh" "$up" "$shm/scan" "$shm/run" "$3" "$2" | awk -v name="$1" '{
		print name, $2 >>"'"$work/pss"'"; print name, $3 >>"'"$work/kernel"'" }'
}

for n in 1 10 100 "$supervised"; do
	rm -f "$work/pss" "$work/kernel"
	services "$shm" "$n"
	memory_of ours "$bin/s6-svscan" "$n"
	[ ! -x /usr/bin/s6-svscan ] || memory_of s6 /usr/bin/s6-svscan "$n"
	table "$n-PSS-kB" <"$work/pss"
	table "$n-kernel-kB" <"$work/kernel"
done
rm -rf "$shm"
