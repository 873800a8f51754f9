#!/bin/sh
# usage: musl.sh [ARCH]
# Builds build/musl/ARCH/windlass, a static program with musl, as releases have it, with its links in bin; for
# this machine's architecture, or another. On Debian; installs the compiler if it is missing.
set -eu
cd "${0%/*}/.."
unset MAKEFLAGS MFLAGS MAKELEVEL
. .make/arch.sh
. tests/lib.sh
arch "${1:-$(uname -m | sed -e 's/^armv7l$/armv7/' -e 's/^i[3-6]86$/i686/')}"

gcc=gcc-$(echo "$triplet" | tr _ -)
! command -v "$triplet-gcc" >/dev/null || gcc=
need make xz-utils $gcc
work=${WORK:-build/musl}
mkdir -p build/musl
# Whoever builds at the same time waits.
exec 9>build/musl/lock
flock 9
sh .make/sources.sh build/musl/sources 9>&-
sh .make/sysroot.sh "$arch" build/musl/sources "build/musl/sysroot/$arch" 9>&-
STRIP=$triplet-strip exec make -s -j"$(nproc)" BUILD="$work/$arch" CC="$PWD/build/musl/sysroot/$arch/cc" \
	CFLAGS='-Os -fno-pie -fno-asynchronous-unwind-tables -fno-stack-protector' \
	LDFLAGS='-Wl,--gc-sections,-O2,--build-id=none,-z,norelro' ${TARGET:-all} 9>&-
