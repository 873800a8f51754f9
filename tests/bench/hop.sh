# hop.sh - one more builtin in a chain: what a script of many exports costs more than an empty one, each.
# The reference, for which each is an exec, gets 50 of them, the others 1000.

if have export; then
	for n in 0 50 1000; do
		{ repeat $n 'export A b'; echo "$true"; } >"$work/hop$n"
		{ repeat $n 'export A=b'; echo "exec $true"; } >"$work/hop$n.sh"
	done
	set --
	for n in 0 50 1000; do
		set -- "$@" -- ours,$n "$bin/execlineb" "$work/hop$n" -- dash,$n dash "$work/hop$n.sh"
		[ $n = 1000 ] || set -- "$@" -- execline,$n /usr/bin/execlineb "$work/hop$n"
	done
	shift
	"$time" 100 "$@" >"$work/times"
	for chain in 'ours,0 ours,50' 'ours,50 execline,50 dash,50' 'ours,1000 dash,1000'; do
		for name in $chain; do
			grep "^$name " "$work/times"
		done | table chain
	done
	awk '{ split($1, part, ",") }
		part[2] == 0 { start[part[1]] = $2 }
		part[2] == (part[1] == "execline" ? 50 : 1000) {
			print part[1], ($2 - start[part[1]]) / part[2] }' "$work/times" | sort -r | table hop
else
	row hop 'skipped: no export' - -
fi
