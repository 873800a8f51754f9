# supervise.sh - a thousand services: until all are up, and what supervising them takes of memory (PSS: one
# process here, s6-svscan and an s6-supervise for each there).

supervised=1000

# Waits until all have a process, for 60 s at most.
all_up() {
	tries=0
	until [ "$(pgrep -c -x -f 'sleep 98765')" -ge "$supervised" ] || [ $tries -gt 3000 ]; do
		tries=$((tries + 1))
		sleep 0.02
	done
}

# PSS in kB of the process $1 and the s6-supervise below it.
pss_of() {
	for pid in "$1" $(pgrep -P "$1" s6-supervise); do
		awk '$1 == "Pss:" { print $2 }' "/proc/$pid/smaps_rollup"
	done | awk '{ n += $1 } END { print n }'
}

supervise_with() { # NAME SVSCAN OPTIONS
	mkdir "$work/scan"
	printf '#!/bin/sh\nexec sleep 98765\n' >"$work/scan.run"
	chmod +x "$work/scan.run"
	for i in $(seq $supervised); do
		mkdir "$work/scan/$i" && ln "$work/scan.run" "$work/scan/$i/run"
	done
	from=$(date +%s%N)
	PATH=${2%/*}:$PATH $2 $3 "$work/scan" &
	svscan=$!
	all_up
	echo "$1 $((($(date +%s%N) - from) / 1000))" >>"$work/up"
	echo "$1 $(pss_of $svscan)" >>"$work/pss"
	kill -TERM $svscan
	wait $svscan
	rm -rf "$work/scan" "$work/scan.run"
}

rm -f "$work/up" "$work/pss"
supervise_with ours "$bin/s6-svscan" "-c $supervised"
if [ -x /usr/bin/s6-svscan ]; then
	supervise_with s6 /usr/bin/s6-svscan "-c $supervised"
fi
table 1000-up <"$work/up"
table 1000-PSS-kB <"$work/pss"
