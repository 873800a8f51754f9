# rc-compile.sh - compiling sources of services: what 500 and 5000 take, beside a shell that does nothing for each. Sources
# and databases lie in memory where there is /dev/shm.

# tree DIR TYPE N: definitions, each but the first needing another.
tree() {
	seq 0 $(($3 - 1)) | sed "s|.*|$1/s&/dependencies.d|" | xargs mkdir -p
	awk -v dir="$1" -v type="$2" -v n="$3" 'BEGIN {
		for (i = 0; i < n; i++) {
			at = dir "/s" i
			print type >(at "/type")
			file = at (type == "oneshot" ? "/up" : "/run")
			print (type == "oneshot" ? "foreground { s6-echo " i " } s6-true" : "#!/bin/sh\nexec sleep " i) >file
			needed = at "/dependencies.d/s" int(i / 2)
			if (i)
				printf "" >needed
			close(at "/type")
			close(file)
			close(needed)
		}
	}'
}

if have s6-rc-compile; then
	memory=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d)
	# A new database each time; the shell that names it takes as long as the one it is compared with.
	printf '%s\n' '#!/bin/sh' "exec $bin/s6-rc-compile -v0 $memory/db.\$\$ $memory/\$1" >"$work/compile"
	chmod +x "$work/compile"
	for type in oneshot longrun; do
		for n in 500 5000; do
			tree "$memory/$type$n" $type $n
			$pin "$time" 11 ours "$work/compile" $type$n -- dash dash -c : >"$work/raw"
			# both as what one of them takes
			awk -v n=$n '{ print $1, ($1 == "ours" ? $2 / n : $2), 0, 0, ($1 == "ours" ? $5 : $5 * n) }' \
				"$work/raw" >"$work/times"
			row rc-compile "$n ${type}s, in all" "$(awk '$1 == "ours" { printf "%.0f", $2 }' "$work/raw")" -
			table "$type" <"$work/times"
			rm -rf "$memory"/*
		done
		[ $type = oneshot ] && goal "$type" dash 20 || goal "$type" dash 10
	done
	rm -rf "$memory"
else
	row rc-compile 'skipped: no s6-rc-compile' - -
fi
