# subst.sh - substitution: ten names over many words, and a pattern that many files match. A program that
# is given the words ends each script; where they do not fit into an argv, a command of ours does.

# names N END: one word of ten holds a name.
names() {
	awk -v n="$1" -v end="$2" 'BEGIN {
		printf "multisubstitute {"
		for (i = 0; i < 10; i++) printf " define name%d value%d", i, i
		printf " }\n%s", end
		for (i = 0; i < n; i++) printf i % 10 ? " word%d" : " a${name%d}b", i % 10 ? i : int(i / 10) % 10
		print ""
	}'
}
names 10000 "$true" >"$work/names"
contest names,10000 30 ours "$bin/execlineb" -P "$work/names" \
	-- execline /usr/lib/execline/bin/execlineb -P "$work/names"
goal multisubstitute execline 1

mkdir "$work/files10000" "$work/files100000"
for n in 10000 100000; do
	(cd "$work/files$n" && seq "$n" | xargs touch)
	echo "cd $work/files$n elglob f * $true \$f" >"$work/glob$n"
	echo "cd $work/files$n && set -- * && exec $true \"\$@\"" >"$work/glob$n.sh"
done
contest glob,100000 5 ours "$bin/execlineb" -P "$work/glob100000" \
	-- execline /usr/lib/execline/bin/execlineb -P "$work/glob100000" -- dash dash "$work/glob100000.sh"
goal elglob execline 0.95 # it is the kernel's time for both

# Ten times the words take ten times as long, but for what the start of a process takes.
for n in 100000 1000000; do
	names $n s6-true >"$work/names$n"
done
echo s6-true >"$work/none"
$pin "$time" 5 none "$bin/execlineb" -P "$work/none" \
	-- names,100000 "$bin/execlineb" -P "$work/names100000" \
	-- names,1000000 "$bin/execlineb" -P "$work/names1000000" \
	-- files,10000 "$bin/execlineb" -P "$work/glob10000" \
	-- files,100000 "$bin/execlineb" -P "$work/glob100000" >"$work/times"
for what in names files; do
	awk -v what=$what '$1 == "none" { none = $3 }
		{ split($1, part, ",") }
		part[1] == what { print "ns/one," part[2], ($3 - none) * 1e3 / part[2] }' "$work/times" >"$work/one"
	table $what <"$work/one"
	verdict "$what are linear" "$(awk 'NR == 1 { few = $2 } END { print few / $2 }' "$work/one")" 0.7
done
