#!/bin/sh
# Holds the tree to its own rules (doc/architecture.md). What can be seen in the objects is looked for
# there: comments and macros cannot deceive nm.
# usage: structure.sh BUILD, from the top of the tree; BUILD: where gcc has built it, with the Makefile's flags
set -u
export LC_ALL=C

build=$1
passed=0 failed=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# Only these may read options by hand (RAW). The list may only shrink.
raw='eltest elgetopt s6-log s6-expr s6-test s6-printenv'
# Daemons: files of up to 500 lines, and one struct of state at file scope. These lists may only shrink.
long='builtins/supervise/s6-svscan.c'
stateful='builtins/supervise/s6-svscan.o builtins/supervise/s6-supervise.o'

# The interactive session: readline calls back with nothing but a key or a line, and takes no descriptor.
stateful="$stateful interp/repl/terminal.o interp/repl/tab.o"

# The C library reads accounts from a file by no other means than a FILE.
streams='builtins/process/lib/account[.]o'

# Judges what stands on stdin: offences, one a line. None is a pass.
no_offence() {
	if [ -s "$work/offences" ]; then
		failed=$((failed + 1))
		echo "not ok - $1"
		sed 's/^/    /' "$work/offences"
	else
		passed=$((passed + 1))
		echo "ok - $1"
	fi
}

# Runs the function $1, which prints offences.
rule() {
	"$1" >"$work/offences" 2>&1
	no_offence "$2"
}

has_word() { case " $2 " in *" $1 "*) return 0 ;; esac; return 1; }

commands() { ls builtins/*/*.c; }
scripts() { ls scripts/command/* scripts/init/* 2>/dev/null; }
sources() { ls builtins/*/*.c builtins/*/lib/*.c interp/*.c interp/repl/*.c 2>/dev/null; }
names() {
	commands | sed 's|.*/||; s|\.c$||'
	scripts | sed 's|.*/||'
}
# The object of each source, relative to the build.
objects=$(sources | sed 's|c$|o|')
option_rows() { for f in builtins/*; do "$build/windlass" reference "${f##*/}"; done | grep '^- `'; }

# "OBJECT SYMBOL" for all that objects use, and all that they offer.
(cd "$build" && nm -A -u $objects) | sed 's/: *U / /; s/: *w / /' >"$work/uses"
(cd "$build" && nm -A -g --defined-only $objects) | sed 's/:[0-9a-f]* . / /' >"$work/offers"
if [ ! -s "$work/uses" ] || [ ! -s "$work/offers" ] || [ ! -x "$build/windlass" ]; then
	echo "structure: $build is not built"
	exit 1
fi

# Uses of the symbols of the pattern $1 in objects that do not match the pattern $2.
uses() { awk -v symbol="^($1)\$" -v except="^($2)\$" '$2 ~ symbol && $1 !~ except' "$work/uses"; }

# Uses by objects that match $1 of what objects that match $2 offer; in the own object it is no use.
dependencies() {
	awk -v from="$1" -v to="$2" 'NR == FNR { if ($1 ~ to) at[$2] = $1; next }
		$1 ~ from && ($2 in at) { print $1 " uses " $2 " of " at[$2] }' "$work/offers" "$work/uses"
}

forks() {
	uses 'fork|vfork|clone|_Fork|posix_spawnp?|popen|system|daemon' 'interp/spawn[.]o'
	uses 'child_spawn.*|g?cspawn|doublefork' 'none'
}
execs() {
	uses 'exec[lv]p?e?|execvpe|fexecve|execveat' 'interp/run[.]o'
	uses 'env_mexec|x?m?exec0?_a.*|x?execvep.*' 'none'
}
exits() {
	uses '_exit|_Exit' 'interp/(arena|block|put|spawn)[.]o'
	uses 'exit|quick_exit|abort|atexit|strerr_die.*' 'none'
}
stdio() { uses '(v?[fsd]?n?printf|fopen|fdopen|fputs|puts|putchar|fwrite|fread|fgets|getline|perror|strerr_.*)(_chk)?' "$streams" |
	grep -v -E ' v?snprintf$'; }
options_by_hand() {
	uses 'getopt.*|l?subgetopt.*|lgetopt.*|l0getopt.*' 'builtins/execline/elgetopt[.]o'
	for file in $(sources | grep '^builtins/'); do
		name=${file##*/}
		has_word "${name%.c}" "$raw" || grep -nHE "\[0\] *[!=]= *'-'|\*[a-z>.-]+ *[!=]= *'-'" "$file"
	done
}
raw_list() {
	for file in $(grep -lwE 'RAW' builtins/*/*.c); do
		name=${file##*/}
		has_word "${name%.c}" "$raw" || echo "$file is RAW but not on the list"
	done
}

tests_of_commands() {
	for file in $(commands) $(scripts); do
		case $file in
		scripts/*) test=tests/scripts/${file##*/}.test ;;
		*) test=tests/${file%.c}.test ;;
		esac
		if [ ! -f "$test" ]; then
			echo "$file has no $test"
		elif [ "$(grep -c '^--- ' "$test")" -lt 3 ]; then
			echo "$test has fewer than three cases"
		fi
	done
}
commands_of_tests() {
	for test in tests/builtins/*/*.test tests/scripts/*.test; do
		[ -f "$test" ] || continue
		file=${test#tests/} name=$(basename "$test" .test)
		case $file in
		builtins/*) [ -f "${file%.test}.c" ] ;;
		*) [ -f "scripts/command/$name" ] || [ -f "scripts/init/$name" ] ;;
		esac || echo "$test tests no command"
	done
}

functions_long() { awk '$1 > 60' "$work/functions"; }
functions_median() { [ "$median" -le 12 ] || echo "it has $median"; }
functions_most() { awk '$1 >= 30 { n++ } END { if (n * 10 > NR) print n " of " NR " do not" }' "$work/functions"; }
files_long() {
	for file in $(sources) include/*.h; do
		limit=300
		has_word "$file" "$long" && limit=500
		lines=$(wc -l <"$file")
		[ "$lines" -le $limit ] || echo "$file has $lines lines"
	done
}

core_is_alone() {
	dependencies '^interp/' '^builtins/'
	grep -nE '#include .*(builtin\.h|builtins)' interp/*.c
}
libs_are_quiet() {
	uses 'put|put_.*|_exit|exit' '(builtins/[^/]*/[^/]*|interp/.*)[.]o'
}
commands_are_apart() {
	dependencies '^builtins/' '^builtins/[^/]*/[^/]*[.]o$'
	grep -nE '#include .*\.c"' $(sources)
}
# The interactive session is a program of its own: nothing of readline is in the others, nor in what they are
# made of. (A function of its own that they start it with stands in for it.)
readline_is_apart() {
	awk '$1 !~ "^interp/repl/" && $2 ~ /^(rl_|_rl_|readline|add_history|using_history|history_|tget|tputs)/' "$work/uses"
	nm "$build/windlass" | grep -E ' _?(rl_|readline|add_history|using_history)'
	readelf -d "$build/windlass" | grep NEEDED
	dependencies '^(builtins/.*|interp/[^/]*)$' '^interp/repl/' | grep -v ' run_repl '
	readelf -d "$build/windlass-repl" | grep -q 'NEEDED.*readline' || echo "$build/windlass-repl has no readline"
}
mutable() {
	for object in $objects; do
		has_word "$object" "$stateful" || objdump -t "$build/$object" |
			awk -v o="$object" '$4 ~ /^\.(data|bss|tdata|tbss)/ && $4 !~ /^\.data\.rel\.ro/ || $4 == "*COM*" {
				if ($0 ~ / O /) print o ": " $NF }'
	done
}

help_of_commands() {
	"$build/windlass" list | awk -F '\t' '$2 == "" { print $1 " has no brief" } $2 ~ /\.$/ { print $1 ": full stop" }'
	option_rows | grep -E '`: *$' # operands too
	for name in $(names); do
		"$build/windlass" help "$name" >/dev/null || echo "windlass help $name fails"
	done
}
# Operands and examples are looked at by tests/interp/operand_test.c and example_test.c, what shells make of
# completion by tests/system/completion. Here: that the pages are whole, whatever is installed.
manual() {
	make -s BUILD="$build" install-doc DESTDIR="$work/doc" >"$work/made" 2>&1 || cat "$work/made"
	for name in $(names); do
		page=$(ls "$work"/doc/usr/share/man/man[18]/"$name".[18] 2>/dev/null)
		if [ ! -s "$page" ]; then
			echo "$name has no page"
			continue
		fi
		for section in NAME SYNOPSIS 'EXIT CODES' 'SEE ALSO'; do
			grep -qx "[.]SH $section" "$page" || echo "$page has no $section"
		done
		awk -v p="$name" '/^[.\x27]/ && !/^[.](TH|SH|TP|PP|RS|RE|nf|fi|nh|hy|ad|BR)( |$)/ { print p ": " $0 }' "$page"
	done
	bash -n "$work/doc/usr/share/bash-completion/completions/windlass"
}
names_of_commands() {
	names | sort >"$work/names"
	"$build/windlass" list | cut -f 1 | diff "$work/names" -
}
format() {
	for file in $(sources) include/*.h $(find tests -name '*.[ch]'); do
		clang-format --dry-run -Werror "$file" >/dev/null 2>&1 || echo "clang-format -i $file"
	done
}
# Only scripts in the language; a folder of examples has others too.
# How a quine is laid out is what it says.
layout() {
	"$build/windlass" fmt --check $(scripts) $(grep -lrE '^#!.*/execlineb' examples | grep -v '^examples/quine/')
}
reference() {
	sh doc/regenerate.sh "$build/windlass" "$work/reference"
	diff -r doc/reference "$work/reference"
}
makefile_is_short() {
	[ "$(wc -l <Makefile)" -lt 100 ] || echo "Makefile has $(wc -l <Makefile) lines"
	for file in $(sources); do
		grep -HnF "$file" Makefile
	done
}

# A command is one file: a copy under a new name is listed and runs, and is gone when the file is.
one_file_is_enough() {
	tree=$work/tree
	mkdir -p "$tree/build"
	cp -a Makefile .make builtins interp include "$tree/"
	[ ! -d scripts ] || cp -a scripts "$tree/"
	cp -a "$build" "$tree/build/gcc"
	sed 's/s6-true/s6-verily/; s/s6_true/s6_verily/' "$tree/builtins/utils/s6-true.c" >"$tree/builtins/utils/s6-verily.c"
	make -C "$tree" CC=gcc BUILD=build/gcc >"$work/made" 2>&1 || cat "$work/made"
	"$tree/build/gcc/windlass" list | grep -q '^s6-verily	' || echo "s6-verily is not listed"
	"$tree/build/gcc/bin/s6-verily" || echo "s6-verily does not run"
	rm "$tree/builtins/utils/s6-verily.c"
	make -C "$tree" CC=gcc BUILD=build/gcc >"$work/made" 2>&1 || cat "$work/made"
	"$tree/build/gcc/windlass" list | grep '^s6-verily	'
	[ ! -e "$tree/build/gcc/bin/s6-verily" ] || echo "the link s6-verily is still there"
}

sources | xargs awk -f tests/structure/functions.awk | sort -n >"$work/functions"
median=$(awk '{ n[NR] = $1 } END { print n[int((NR + 1) / 2)] }' "$work/functions")

rule forks 'only interp/spawn.c forks'
rule execs 'only interp/run.c execs'
rule exits 'commands do not end the process'
rule stdio 'nothing uses stdio'
rule options_by_hand 'options are read from the table'
rule raw_list 'RAW commands are on the list'
rule tests_of_commands 'every command has a test of three cases or more'
rule commands_of_tests 'every test has a command'
rule functions_long 'functions have 60 lines at most'
rule functions_median 'the median function has 12 lines at most'
rule functions_most 'nine functions of ten have fewer than 30 lines'
rule files_long 'files have 300 lines at most, daemons 500'
rule core_is_alone 'the core knows no command'
rule libs_are_quiet 'lib files neither write to stdout nor leave'
rule commands_are_apart 'no command uses another one'
rule readline_is_apart 'readline is in windlass-repl alone'
rule mutable 'no mutable variables at file scope'
rule help_of_commands 'every command and option has help'
rule manual 'every command has a page of the manual'
rule names_of_commands 'commands are called like their files'
rule format 'clang-format agrees'
rule layout 'scripts are laid out as windlass fmt does'
rule reference 'doc/reference is what make doc writes'
rule makefile_is_short 'the Makefile is short and lists no files'
rule one_file_is_enough 'a new file is a new command'

echo "# functions: $(wc -l <"$work/functions"), median $median lines, longest $(tail -n 1 "$work/functions")"
echo "structure: $passed passed, $failed failed"
[ $failed -eq 0 ]
