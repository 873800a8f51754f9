# idle.sh - how often the supervisor of 1 and of IDLE_N (1000) services is woken up in ten seconds in which nothing happens.

in_memory

# How often the process $1 has been put on a processor or taken off one.
switches() { awk '/ctxt_switches/ { n += $2 } END { print n }' "/proc/$1/status"; }

for n in 1 ${IDLE_N:-1000}; do
	services "$shm" "$n"
	"$bin/s6-svscan" -c 20000 "$shm/scan" >/dev/null &
	svscan=$!
	until [ "$(pgrep -c -P $svscan)" -ge "$n" ]; do sleep 0.2; done
	sleep 1
	before=$(switches $svscan)
	sleep 10
	verdict "idle: wakeups, $n" $(($(switches $svscan) - before)) "<= 0"
	kill $svscan
	wait $svscan
done
rm -rf "$shm"
