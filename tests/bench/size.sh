# size.sh - bytes, not microseconds: the program and the tarball of a release, beside what Debian's execline and
# s6 have (programs and libraries, without manuals), which do less.

tree=$work/size
mkdir -p "$tree/ours" "$tree/debian"
TARGET="install USRBIN=1 DESTDIR=$tree/ours" sh .make/musl.sh >/dev/null
dpkg -L execline s6 libexecline2.9 libs6-2.11 libskarnet2.13 2>/dev/null | grep -e /bin/ -e /lib/ |
	while read -r file; do
		[ ! -f "$file" ] || cp -a --parents "$file" "$tree/debian"
	done

# NAME TREE: the files in it, and a tarball of it
size_of() {
	echo "$1,files $(find "$2" -type f -printf '%s\n' | awk '{ n += $1 } END { print n }')"
	echo "$1,tar.xz $(tar -C "$2" -c . | xz -6e | wc -c)"
}
{ size_of ours "$tree/ours" && size_of debian "$tree/debian"; } >"$work/sizes"
for what in files tar.xz; do
	grep ",$what " "$work/sizes" | table size
done
verdict 'size: 450000/program' "$(awk '$1 == "ours,files" { print 450000 / $2 }' "$work/sizes")" 1
verdict 'size: 200000/tarball' "$(awk '$1 == "ours,tar.xz" { print 200000 / $2 }' "$work/sizes")" 1
