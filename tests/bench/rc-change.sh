# rc-change.sh - s6-rc changing many services: oneshots that do nothing, in parallel and one after the other, longruns,
# and longruns that say when they are ready; RC_ONESHOTS, RC_LONGRUNS and RC_READY are how many. Beside each: as many
# starts of `dash -c :`, one after the other, and `plain`: as many vforks and execs of a static program, or of the
# program that gets ready, until all have written a byte, and nothing else.

rc_oneshots=${RC_ONESHOTS:-1000}
rc_longruns=${RC_LONGRUNS:-900}
rc_ready=${RC_READY:-200}

rc_make() { # KIND N FLAT|CHAIN
	awk -v kind="$1" -v n="$2" -v how="$3" -v base="$work/rc/src" '
	function put(file, text) { print text >file; close(file) }
	BEGIN {
		for (i = 0; i < n; i++) {
			d = base "/s" i
			list = list " " d (how == "chain" ? "/dependencies.d" : "")
		}
		list = list " " base "/all/contents.d"
		print list >(base ".dirs")
		close(base ".dirs")
		system("xargs mkdir -p <" base ".dirs")
		put(base "/all/type", "bundle")
		for (i = 0; i < n; i++) {
			d = base "/s" i
			put(base "/all/contents.d/s" i, "")
			if (how == "chain" && i)
				put(d "/dependencies.d/s" (i - 1), "")
			put(d "/type", kind == "oneshot" ? kind : "longrun")
			if (kind == "oneshot")
				put(d "/up", "s6-true")
			else if (kind == "longrun")
				put(d "/run", "#!/command/execlineb -P\ns6-pause")
			else {
				put(d "/notification-fd", "3")
				put(d "/run", "#!/command/execlineb -P\nif { s6-sleep -m 2000 }\nif { fdmove 1 3 s6-echo }\nfdclose 3 s6-pause")
			}
		}
	}'
}
rc_live() { # KIND N FLAT|CHAIN: brings it to life, all down but the runner
	mkdir -p "$work/rc/src" "$work/rc/scan"
	rc_make "$@"
	"$bin/s6-rc-compile" "$work/rc/db" "$work/rc/src"
	"$bin/s6-svscan" -c 2000 "$work/rc/scan" 2>"$work/rc/log" &
	svscan=$!
	until "$bin/s6-svscanctl" -z "$work/rc/scan" 2>/dev/null; do sleep 0.01; done
	"$bin/s6-rc-init" -c "$work/rc/db" -l "$work/rc/live" "$work/rc/scan"
	"$bin/s6-rc" -l "$work/rc/live" change s6rc-oneshot-runner
}
rc_dead() {
	"$bin/s6-svscanctl" -t "$work/rc/scan"
	wait $svscan || :
	rm -rf "$work/rc"
}
# Lines "NAME MICROSECONDS" for COMMAND.
took() { # NAME COMMAND...
	name=$1 from=$(date +%s%N)
	shift
	"$@"
	echo "$name $((($(date +%s%N) - from) / 1000))"
}
dashes() { awk -v n="$1" 'BEGIN { while (n-- > 0) print ":" }' | sed 's/:/dash -c :/' >"$work/dashes"; dash "$work/dashes"; }
# The program $2, $1 times.
plain() { echo "plain $("$up" all "$1" - "$up" plain "$1" 0 "$2" | cut -d ' ' -f 1)"; }
rc_up() { "$bin/s6-rc" -l "$work/rc/live" change all; }
rc_down() { "$bin/s6-rc" -l "$work/rc/live" -d change all; }

# Up three times, each beside the others; the median of each. $5: how often plain it may take.
rc_bench() { # NAME KIND N FLAT|CHAIN MOST
	rc_live "$2" "$3" "$4"
	program=$work/service
	[ "$2" != ready ] || program=$work/ready
	: >"$work/runs"
	for i in 1 2 3; do
		took up rc_up >>"$work/runs"
		took dash dashes "$3" >>"$work/runs"
		plain "$3" "$program" >>"$work/runs"
		took down rc_down >>"$work/runs"
	done
	rc_dead
	for what in up down dash plain; do
		grep "^$what " "$work/runs" | sort -n -k 2 | sed -n 2p | sed "s/dash/$3-times-dash-c/"
	done >"$work/medians"
	table "$1" <"$work/medians"
	verdict "$1: up/plain" "$(awk '$1 == "up" { up = $2 } $1 == "plain" { print up / $2 }' "$work/medians")" "<= $5"
}

gcc -O1 -static -o "$work/service" tests/bench/service.c
printf '#!%s -P\nif { s6-sleep -m 2000 }\nif { s6-echo }\ns6-pause\n' "$bin/execlineb" >"$work/ready"
chmod +x "$work/ready"

# What is asked of it in milliseconds, where 1000 vforks and execs take 95: 150 and 250 for 1000, 300 for 900.
rc_bench "$rc_oneshots-oneshots" oneshot "$rc_oneshots" flat 1.58
rc_bench "$rc_oneshots-in-a-row" oneshot "$rc_oneshots" chain 2.63
rc_bench "$rc_longruns-longruns" longrun "$rc_longruns" flat 3.5
flat=$(awk '$1 == "up" { print $2 }' "$work/medians")
rc_bench "$rc_longruns-in-a-row" longrun "$rc_longruns" chain 5.26
verdict "chain/flat" "$(awk -v flat="$flat" '$1 == "up" { print $2 / flat }' "$work/medians")" "<= 1.5"
rc_bench "$rc_ready-ready-in-2s" ready "$rc_ready" flat 1.3

# What a oneshot takes of the kernel: processes, and programs.
if strace -f -o /dev/null true 2>/dev/null; then
	rc_live oneshot 50 flat
	strace -f -qq -z -e trace=clone,fork,vfork,clone3,execve -o "$work/calls" \
		-p "$("$bin/s6-svstat" -p "$work/rc/live/servicedirs/s6rc-oneshot-runner")" 2>"$work/traced" &
	tracer=$!
	until [ "$(awk '$1 == "TracerPid:" { print $2 }' "/proc/$("$bin/s6-svstat" -p "$work/rc/live/servicedirs/s6rc-oneshot-runner")/status")" != 0 ]; do sleep 0.01; done
	rc_up
	kill $tracer
	wait $tracer || :
	rc_dead
	awk '/clone|fork/ { forks++ } /execve/ { execs++ } END {
		printf "%-14s %-22s %12.2f\n%-14s %-22s %12.2f\n", "per-oneshot", "forks", forks / 50, "per-oneshot", "execs", execs / 50 }' "$work/calls"
fi
