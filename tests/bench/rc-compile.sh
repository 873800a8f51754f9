# rc-compile.sh - compiling sources: what a service costs, beside a shell that does nothing. Sources and
# databases lie in memory where /dev/shm is.

if have s6-rc-compile; then
	at=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d)
	# sources NAME TYPE N: N services, each but the first needing one of those before it
	sources() {
		i=0
		while [ $i -lt "$3" ]; do
			d=$at/$1/s$i
			mkdir -p "$d/dependencies.d"
			echo "$2" >"$d/type"
			if [ "$2" = oneshot ]; then
				echo "foreground { s6-echo $i } s6-true" >"$d/up"
			else
				printf '#!/bin/sh\nexec sleep %d\n' $i >"$d/run"
			fi
			[ $i = 0 ] || : >"$d/dependencies.d/s$((i / 2))"
			i=$((i + 1))
		done
	}
	for n in 500 5000; do
		sources oneshot$n oneshot $n
		sources longrun$n longrun $n
	done
	# compile NAME: in a new place each time, and away with it, which is not counted
	printf '%s\n' '#!/bin/sh' "exec $bin/s6-rc-compile -v0 $at/db.\$\$ $at/\$1" >"$work/compile"
	chmod +x "$work/compile"
	for name in oneshot500 oneshot5000 longrun500 longrun5000; do
		for run in 1 2 3 4 5 6 7; do
			"$time" 1 "$name" "$work/compile" "$name" -- dash dash -c : 
			rm -rf "$at"/db.*
		done >"$work/runs"
		sort -k 2 -n "$work/runs" | awk -v n="${name#???????}" -v name="$name" '
			$1 == name { v[++k] = $2 } $1 == "dash" { d[++m] = $2 }
			END { t = v[int((k + 1) / 2)]; s = d[int((m + 1) / 2)]
				printf "%s %.0f\ndash,each-of-%d %.0f\n", name, t, n, s * n }' | table rc-compile
	done
	rm -rf "$at"
else
	row rc-compile 'skipped: no s6-rc-compile' - -
fi
