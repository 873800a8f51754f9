# parse.sh - reading a script and nothing else: its last brace is one too many, so that nothing of it is run.
# (The reference cannot run a chain of this length: it would not fit into an argv.) The shells have -n for
# that. 1, 4, 16 and 64 MB show what a byte takes, in time and in memory.

# Calls of a script as people write them: short words, some quoted, some in a block, comments between.
script() {
	awk -v size=$(($1 * 1000000)) 'BEGIN {
		while (n < size) {
			s = sprintf("# part %d\nforeground { /bin/cp -a \"/some/where $i\" /else/where%d }\nif { test -d /else }\n", ++i, i)
			n += length(s)
			printf "%s", s
		}
		print "}"
	}'
}
shell_script() {
	awk -v size=$(($1 * 1000000)) 'BEGIN {
		while (n < size) {
			s = sprintf("# part %d\n{ /bin/cp -a \"/some/where $i\" /else/where%d; }\nif test -d /else; then :; fi\n", ++i, i)
			n += length(s)
			printf "%s", s
		}
	}'
}

for mb in 1 4 16 64; do
	script $mb >"$work/parse$mb"
	shell_script $mb >"$work/parse$mb.sh"
done
contest parse,1MB 30 ours=100 "$bin/execlineb" -P "$work/parse1" \
	-- execline=100 /usr/lib/execline/bin/execlineb -P "$work/parse1" \
	-- dash dash -n "$work/parse1.sh" -- bash bash -n "$work/parse1.sh" -- ash busybox ash -n "$work/parse1.sh" \
	2>/dev/null
goal parse execline 4
goal parse dash 1

# What the start of the process takes is not counted.
: >"$work/empty"
set --
for mb in 1 4 16 64; do
	set -- "$@" ours,$mb=100 "$bin/execlineb" -P "$work/parse$mb" --
done
$pin "$time" 5 "$@" ours,0 "$bin/execlineb" -P "$work/empty" 2>/dev/null >"$work/times"
awk '{ split($1, part, ","); at[part[2]] = $3; kb[part[2]] = $4 }
	END { for (mb = 1; mb <= 64; mb *= 4)
		print mb "MB,ns/byte", (at[mb] - at[0]) / mb / 1e3, 0, (kb[mb] - kb[0]) / mb / 1e3 }' "$work/times" >"$work/bytes"
table linear <"$work/bytes"
awk '{ print $1, $4 }' "$work/bytes" | sed 's|ns/byte|bytes/byte|' | table linear
verdict 'parse is linear' "$(awk 'NR == 1 { few = $2 } END { print few / $2 }' "$work/bytes")" 0.7
