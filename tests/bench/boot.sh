# boot.sh - the whole life of a container whose command is true, in namespaces and a root of its own: by our
# init, by tini, and by none. The program is static and all there is in the root, but for tini's libraries.

in_root='unshare --fork --pid --mount --uts --ipc --kill-child --root='$work/image' --mount-proc'

if ! have windlass-stop-all || [ ! -e "$bin/init" ]; then
	row boot 'skipped: no init' - -
elif ! unshare --fork --pid --mount --uts --ipc --mount-proc true 2>/dev/null; then
	row boot 'skipped: no namespaces' - -
else
	mkdir -p "$work/image/proc" "$work/image/dev" "$work/image/tmp" "$work/image/etc" "$work/image/run"
	sh .make/install.sh "$(readlink -f "$bin/windlass")" "$work/image" $(ls "$bin") >/dev/null
	mkdir -p "$work/image/bin"
	cp "$true" "$work/image/bin/true"
	echo root:x:0:0::/:/bin/sh >"$work/image/etc/passwd"
	mknod -m 666 "$work/image/dev/null" c 1 3 2>/dev/null || : >"$work/image/dev/null"
	set -- 20 ours $in_root /init true
	if [ -x /usr/bin/tini ]; then
		cp --parents $(ldd /usr/bin/tini | grep -o '/[^ ]*') /usr/bin/tini "$work/image"
		set -- "$@" -- tini $in_root /usr/bin/tini true
	fi
	"$time" "$@" -- none $in_root /bin/true >"$work/times"
	table boot <"$work/times"
	[ ! -x /usr/bin/tini ] || verdict "boot: ours/tini" "$(awk '$1 == "tini" { print 1 / $5 }' "$work/times")" "<= 5"
	for init in /init /usr/bin/tini; do
		[ ! -e "$work/image$init" ] || row boot,execs "$init" "$(calls execve $in_root $init true)" -
	done
fi

# From its start to the command, with services of s6-rc: none, and fifty that do nothing but wait. A goal in
# milliseconds holds on one machine only: it is said in starts of the cheapest program, a tenth of one each.
if [ -d "$work/image" ] && have windlass-rc-start s6-pause; then
	d=$work/image/etc/s6-overlay
	mkdir -p "$d/s6-rc.d" "$d/user-bundles.d/user/contents.d"
	gcc -O1 -static -o "$work/image/bin/clock" tests/bench/clock.c
	for i in $(seq 50); do
		mkdir -p "$d/s6-rc.d/s$i"
		echo longrun >"$d/s6-rc.d/s$i/type"
		printf '#!/command/execlineb -P\ns6-pause\n' >"$d/s6-rc.d/s$i/run"
	done
	export S6_VERBOSITY=0
	# Each with an empty /run, as it is when a container is new.
	echo "mount -t tmpfs none $work/image/run && exec $in_root \"\$@\"" >"$work/new"
	to_command="$work/image/bin/clock unshare --mount sh $work/new"
	: >"$work/times"
	for n in 0 50; do
		[ $n = 0 ] || (cd "$d/user-bundles.d/user/contents.d" && seq -f 's%.0f' $n | xargs touch)
		"$time" -s 20 none $to_command /bin/clock -- "rc,$n" $to_command /init clock >"$work/more"
		awk -v n=$n '$1 != "none" || !n' "$work/more" >>"$work/times"
	done
	"$time" 200 plain "$true" >"$work/more"
	cat "$work/more" >>"$work/times"
	table boot,command <"$work/times"
	verdict 'boot: command, of 20 ms' "$(awk '$1 == "none" { t = -$2 } $1 == "rc,50" { t += $2 } $1 == "plain" { print t / $2 / 200 }' "$work/times")" '<= 1'
	row boot,execs rc,50 "$(calls execve $in_root /init true)" -
fi
