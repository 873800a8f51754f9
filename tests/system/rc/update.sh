# update.sh - an update from the database a to b and back that has all there is to an update; sourced, before lib.sh,
# by the tests that disturb it. Services go on, restart, come, go and change their names.
pause='#!/command/execlineb -P
s6-pause'
pid_of() { s6-svstat -p "live/servicedirs/$1"; }
update() { s6-rc-update -l "$dir/live" -t 20000 "$@"; }

# Runs on the database a with what is to be up, up.
begin_updates() {
	longrun base "$pause"
	longrun web "$pause"
	needs web base
	longrun other "$pause"
	oneshot setup '' ''
	needs setup base
	longrun gone "$pause"
	live
	mv db a
	ln -sfn "$dir/a" live/compiled
	mv src/other src/another
	rm -r src/gone
	longrun added "$pause"
	longrun writer "$pause"
	longrun reader "$pause"
	set_file writer producer-for reader
	set_file reader consumer-for writer
	set_file reader pipeline-name all
	set_file web data/x y
	s6-rc-compile b src || exit 1
	printf 'other -> another\nweb restart\n' >to-b
	printf 'another -> other\nweb restart\n' >to-a
	rc change $(ups_of a) s6rc-fdholder || exit 1
	base=$(pid_of base) other=$(pid_of other)
}
ups_of() { # DATABASE: what has to be up in it
	case $1 in
	a) echo base gone other setup web ;;
	b) echo another base setup web ;;
	esac
}

# Which database is live.
database() { basename "$(readlink live/compiled)"; }
ups() { rc -a list | grep -v '^s6rc-' | sort | tr '\n' ' '; }
pipes() { s6-fdholder-list live/servicedirs/s6rc-fdholder/s | grep -c s6rc-; }
# Whoever s6-svscan has started is a service of the live directory.
no_orphans() {
	for s in live/servicedirs/*; do s6-svstat -p "$s"; done >known
	[ -z "$(pgrep -P $svscan | grep -vxFf known)" ]
}
all_supervised() { for s in scan/*; do s6-svok "$s" || return 1; done; }

# Whether the database $1 is live and whole, with nothing left over; the caller says what has to be up.
whole() {
	other_now=other
	[ "$1" = a ] || other_now=another
	out=$(
		exec 2>&1
		[ "$(database)" = "$1" ] || echo "live: $(database), not $1"
		[ "$(ls -d live?*)" = "$(readlink live)" ] || echo "left over: $(ls -d live?*)"
		for f in updating starting changing; do [ ! -e live/$f ] || echo "left over: $f"; done
		[ "$(ls live/servicedirs)" = "$(ls "$1/servicedirs")" ] || echo "services: $(ls live/servicedirs)"
		[ "$(ls scan)" = "$(ls "$1/servicedirs")" ] || echo "entries: $(ls scan)"
		! ls -d live/aside:* 2>/dev/null
		soon all_supervised || echo "not all are supervised"
		[ "$(pid_of base) $(pid_of $other_now)" = "$base $other" ] || echo "what was to go on does not"
		soon no_orphans || echo "orphans: $(pgrep -P $svscan | xargs ps -o pid,args)"
		rc diff || echo "diff: $?"
	)
	[ -z "$out" ]
}

# The calls of the command that change something, or might, as "CALL N SURE END"; the command has been traced to the file
# trace. SURE is "sure" if the n-th of them does the same each time, else "maybe", and END is "undone" for calls up to line $1,
# which changes the link, else "finished".
writing_calls() { # [LINE]
	awk -F'(' -v link="${1:-0}" '
		/^[a-z]/ { call = $1; n[call]++ }
		/^openat\(/ && !/O_CREAT|O_WRONLY|O_RDWR/ { next }
		/^open(at)?\(.*\/dev\/null/ { next }
		/^(write|writev)\([12],/ { next }
		/^(openat|mkdir|mkdirat|mknodat|mknod|symlink|symlinkat|link|linkat|rename|renameat|renameat2|unlink|unlinkat|rmdir|write|writev|pwrite64|sendmsg|ftruncate|chmod|fchmod|fchmodat|copy_file_range|sendfile|chown|fchown|fchownat|lchown)\(/ {
			print call, n[call], call ~ /^(rename|symlink|mkdir|chmod)/ ? "sure" : "maybe", NR <= link ? "undone" : "finished"
		}' trace
}
