# latency.sh - how long one service out of LATENCY_N (1, 100 and 1000) takes: `cycle`, from s6-svc -d by way of its end to
# its next start; `revive`, from a kill -9, over a second after it was ready, to its next start, beside `bare`, a parent that
# only waits for the program and starts it again; `ready`, from the signal upon which it says that it is ready, to the end of
# s6-svwait -U.

in_memory
debian=/usr/bin
[ -x $debian/s6-svscan ] || debian=

# Starts the supervisor of the folder $2, waits until there is a status of all $3 and the last one has had a second to
# start, and runs $1 with what follows.
within='from=$0 up=$1 scan=$2 n=$3; shift 3
	PATH=$from:$PATH "$from/s6-svscan" -c 20000 "$scan" >/dev/null 2>&1 & pid=$!
	until [ "$(cat "$scan"/*/supervise/status 2>/dev/null | wc -c)" -ge $((35 * (n + 1))) ]; do sleep 0.2; done
	sleep 1
	"$up" "$@"
	code=$?
	kill $pid
	wait $pid
	exit $code'
for n in ${LATENCY_N:-1 100 1000}; do
	services "$shm" "$n" 1
	mkdir "$shm/scan/late"
	ln "$shm/service" "$shm/scan/late/run"
	echo 1 >"$shm/scan/late/notification-fd"
	for what in cycle revive ready; do
		set --
		for from in $bin $debian; do
			dir=$shm/scan/1 svwait=
			[ $what != ready ] || dir=$shm/scan/late svwait=$from/s6-svwait
			times=20
			[ $what = cycle ] || times=9
			name=s6
			[ $from != $bin ] || name=ours
			[ $# = 0 ] || set -- "$@" --
			set -- "$@" $name sh -c "$within" "$from" "$up" "$shm/scan" "$n" $what $times "$dir" $svwait
		done
		[ $what != revive ] || set -- "$@" -- bare "$up" bare $times "$shm/service"
		contest_said "$n-$what" "${LATENCY_RUNS:-1}" "$@"
		[ $what != ready ] || [ -z "$debian" ] || goal "$n-ready" s6 2
		[ $what != revive ] || verdict "$n-revive less bare, ms" \
			"$(awk '$1 == "ours" { ours = $2 } $1 == "bare" { print (ours - $2) / 1000 }' "$work/times")" "<= 0.9"
	done
done
rm -rf "$shm"
