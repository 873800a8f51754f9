# lib.sh - what the tests of s6-rc share; sourced with $bin set. A tree of services in src, compiled to db and live
# in live, with a s6-svscan on scan.
. "${0%/*}/../lib.sh"
PATH=$bin:/usr/bin:/bin
export PATH

# service NAME TYPE: makes it; then text goes into its files
service() { mkdir -p "src/$1" && echo "$2" >"src/$1/type"; }
set_file() { # NAME FILE TEXT
	mkdir -p "$(dirname "src/$1/$2")"
	printf '%s\n' "$3" >"src/$1/$2"
}
needs() { # NAME NEEDED...
	mkdir -p "src/$1/dependencies.d"
	one=$1
	shift
	for needed; do : >"src/$one/dependencies.d/$needed"; done
}
oneshot() { # NAME UP [DOWN]
	service "$1" oneshot
	set_file "$1" up "$2"
	[ $# -lt 3 ] || set_file "$1" down "$3"
}
longrun() { # NAME RUN
	service "$1" longrun
	set_file "$1" run "$2"
}
bundle() { # NAME MEMBER...
	service "$1" bundle
	mkdir "src/$1/contents.d"
	one=$1
	shift
	for member; do : >"src/$one/contents.d/$member"; done
}

# Compiles src and brings it to life, all down.
live() {
	s6-rc-compile db src || exit 1
	mkdir -p scan
	start log s6-svscan scan
	svscan=$pid
	soon s6-svscanctl -z scan || exit 1
	s6-rc-init -c "$dir/db" -l "$dir/live" -t 20000 "$dir/scan" || exit 1
}
# Ends it, and forgets it.
dead() {
	s6-svscanctl -t scan
	left $svscan
	rm -rf live live:* scan src db got
}
rc() { s6-rc -l "$dir/live" "$@"; }
state_is() { # STATE NAME: UP or DOWN, in the file
	number=$(s6-rc -l "$dir/live" listall >/dev/null && number_of "$2")
}
is_up() { rc -a list | grep -qxF "$1"; }
is_down() { ! is_up "$1"; }
