# hop.sh - one more builtin in a chain: what a script of many exports costs more than an empty one, each.
# The reference, for which each is an exec, gets 50 of them, the others 1000.

if have export; then
	for n in 0 50 1000; do
		{ repeat $n 'export A b'; echo "$true"; } >"$work/hop$n"
		{ repeat $n 'export A=b'; echo "exec $true"; } >"$work/hop$n.sh"
	done
	"$time" 100 \
		0 "$bin/execlineb" "$work/hop0" -- ours,50-exports "$bin/execlineb" "$work/hop50" \
		-- 0 /usr/bin/execlineb "$work/hop0" -- execline,50-exports /usr/bin/execlineb "$work/hop50" \
		-- 0 dash "$work/hop0.sh" -- dash,50-exports dash "$work/hop50.sh" \
		-- 0 "$bin/execlineb" "$work/hop0" -- ours,1000-exports "$bin/execlineb" "$work/hop1000" \
		-- 0 dash "$work/hop0.sh" -- dash,1000-exports dash "$work/hop1000.sh" >"$work/times"
	awk '$1 != "0"' "$work/times" | table chain
	awk '$1 == "0" { start = $2; next }
		/^execline|1000/ { split($1, part, /[,-]/); print part[1], ($2 - start) / part[2] }' "$work/times" |
		sort -r | table hop
else
	row hop 'skipped: no export' - -
fi
