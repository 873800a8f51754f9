# loops.sh - forx over 1000 words: with a program for its body, and with a command of ours; and the memory
# of loops that go on and on.

words=$(awk 'BEGIN { for (i = 0; i < 1000; i++) printf "w%d ", i }')

# loop NAME BODY SHELL-BODY: the scripts NAME and NAME.sh.
loop() {
	echo "forx i { $words } $2" >"$work/$1"
	echo "for i in $words; do $3; done" >"$work/$1.sh"
}
against() {
	contest "$1" "$2" ours "$bin/execlineb" "$work/$3" -- execline execlineb "$work/$3" \
		-- dash dash "$work/$3.sh" -- bash bash "$work/$3.sh" -- ash busybox ash "$work/$3.sh"
}

loop foreign "$true" "$true"
against 1000,true 15 foreign
goal 'forx { true }' dash 1

loop test 'eltest 1 = 1' '/usr/bin/[ 1 = 1 ]'
against 1000,eltest 5 test
goal 'forx { eltest }' dash 20
loop test 'if { eltest w1 = w2 } s6-true' 'if /usr/bin/[ w1 = w2 ]; then /bin/true; fi'
against 1000,if 5 test
goal 'forx { if { eltest } }' dash 20
loop test 'eltest 1 = 1' '[ 1 = 1 ]'
contest 1000,builtin 15 ours "$bin/execlineb" "$work/test" -- dash dash "$work/test.sh"

# Memory: a hundred times as many rounds take no more.
for n in 10000 1000000; do
	echo "pipeline { s6-seq $n } forstdin -E i if -t { eltest \$i = x } backtick x { s6-echo \$i } s6-true" \
		>"$work/rounds$n"
done
$pin "$time" 1 ours,10000 "$bin/execlineb" "$work/rounds10000" -- ours,1000000 "$bin/execlineb" "$work/rounds1000000" |
	awk '{ print $1, $4 }' >"$work/memory"
table rounds,kB <"$work/memory"
verdict 'memory is flat' "$(awk 'NR == 1 { few = $2 } END { print few / $2 }' "$work/memory")" 0.9
