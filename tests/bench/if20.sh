# if20.sh - twenty conditions, each of which is a block.

if have if eltest; then
	{ repeat 20 'if { eltest 1 = 1 }'; echo "$true"; } >"$work/if20"
	{ repeat 20 '[ 1 = 1 ] &&'; echo "exec $true"; } >"$work/if20.sh"
	contest if20 100 ours "$bin/execlineb" "$work/if20" -- execline /usr/bin/execlineb "$work/if20" \
		-- dash dash "$work/if20.sh"
else
	row if20 'skipped: no eltest' - -
fi
