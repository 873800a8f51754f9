# if20.sh - twenty conditions, each of which is a block; ours must do without any process for them.

if have if eltest; then
	{ repeat 20 'if { eltest 1 = 1 }'; echo "$true"; } >"$work/if20"
	{ repeat 20 '[ 1 = 1 ] &&'; echo "exec $true"; } >"$work/if20.sh"
	contest if20 100 ours "$bin/execlineb" "$work/if20" -- execline /usr/bin/execlineb "$work/if20" \
		-- dash dash "$work/if20.sh"
	forks=$(calls fork,vfork,clone,clone3 "$bin/execlineb" "$work/if20")
	row if20,forks ours "$forks" -
	case $forks in 0 | -) ;; *) exit 1 ;; esac
else
	row if20 'skipped: no eltest' - -
fi
