#!/bin/sh
# usage: dist.sh [ARCH...]
# Makes the tarballs of a release in build/release (OUT=), for all architectures or those named: the same bytes
# whenever and wherever they are made of the same sources by the same compilers.
#
#     windlass-VERSION-ARCH.tar.{xz,gz}   /init, /command and links in /usr/bin; ARCH is gcc's or Docker's name
#     s6-overlay-*                        the same under the names that Dockerfiles have: the .xz as version 3
#                                         (links in /usr/bin are in s6-overlay-symlinks-*), the .gz as version 2
#     syslogd-overlay-noarch.tar.xz       examples/syslogd/rootfs: services for /dev/log
#     windlass-VERSION.spdx, SHA256SUMS   what is in them; a .sha256 beside each tarball
#
# No tarball has an entry for a folder: unpacked over an image, none is replaced and no mode is changed.
set -eu
cd "${0%/*}/.."
. .make/arch.sh
[ $# -gt 0 ] || set -- $arches
for a; do arch "$a"; done
version=${VERSION:-$(git describe --tags --always 2>/dev/null || echo 0)}
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y Makefile)}
mkdir -p "${OUT:-build/release}"
out=$(cd "${OUT:-build/release}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
umask 022
export LC_ALL=C TZ=UTC

# In /usr/bin, these names are other packages' in many images.
foreign='cd umask wait import'

# pack TREE NAME SUFFIX... <FILES: makes $out/NAME.SUFFIX of the files of TREE that are listed.
pack() {
	sort | tar -C "$1" -c --no-recursion --format=ustar --owner=0 --group=0 --numeric-owner \
		--mtime="@$epoch" --mode=u=rwX,go=rX -T - -f "$work/tar"
	name=$2
	shift 2
	for suffix; do
		case $suffix in
		tar.xz) xz -6e -T1 -c "$work/tar" ;;
		tar.gz) gzip -9n -c "$work/tar" ;;
		esac >"$out/$name.$suffix"
	done
}

# The same tarball by another name.
also() { [ "$1" = "$2" ] || ln -f "$out/$1" "$out/$2"; }

# Those who are in the program, with their licences.
copyright() {
	printf 'Windlass\n\n' && cat LICENSE
	printf '\n\nskalibs, which is linked to it\n\n' && cat build/musl/sources/skalibs/COPYING
	printf '\n\nmusl, which is linked to it\n\n' && sed '/^Authors\/contributors include/,$d' build/musl/sources/musl/COPYRIGHT
}

files() { (cd "$1" && shift && find "$@" ! -type d); }
is_script() { [ -e "scripts/command/$1" ]; }

# One architecture.
release() {
	arch "$1"
	tree=$work/$arch
	TARGET="install USRBIN=1 DESTDIR=$tree" sh .make/musl.sh "$arch"
	for name in $foreign; do rm -f "$tree/usr/bin/$name"; done
	mkdir -p "$tree/usr/share/doc/windlass"
	copyright >"$tree/usr/share/doc/windlass/copyright"
	name=windlass-$version-$arch
	files "$tree" init command usr | pack "$tree" "$name" tar.xz tar.gz
	files "$tree" init command usr/share | pack "$tree" "s6-overlay-${overlay%% *}" tar.xz
	for suffix in tar.xz tar.gz; do
		also "$name.$suffix" "windlass-$version-$docker.$suffix"
	done
	for other in $overlay; do
		also "s6-overlay-${overlay%% *}.tar.xz" "s6-overlay-$other.tar.xz"
		also "$name.tar.gz" "s6-overlay-$other.tar.gz"
	done
}

# What has no architecture: links, in the tree of whichever.
release_links() {
	tree=$work/$1
	files "$tree" init command usr/share | grep -v '^command/windlass$' | pack "$tree" s6-overlay-noarch tar.xz
	files "$tree" usr/bin | while read -r file; do
		! is_script "${file##*/}" || echo "$file"
	done | pack "$tree" s6-overlay-symlinks-noarch tar.xz
	files "$tree" usr/bin | while read -r file; do
		is_script "${file##*/}" || echo "$file"
	done | pack "$tree" s6-overlay-symlinks-arch tar.xz
}

release_syslogd() { files examples/syslogd/rootfs etc | pack examples/syslogd/rootfs syslogd-overlay-noarch tar.xz; }

rm -f "$out"/*.tar.xz "$out"/*.tar.gz "$out"/*.sha256 "$out"/*.spdx "$out/SHA256SUMS"
for a; do release "$a"; done
release_links "$1"
release_syslogd
VERSION=$version SOURCE_DATE_EPOCH=$epoch sh .make/spdx.sh "$work" "$@" >"$out/windlass-$version.spdx"
cd "$out"
for file in *.tar.?z; do sha256sum "$file" >"$file.sha256"; done
sha256sum -- *.tar.?z *.spdx >SHA256SUMS
