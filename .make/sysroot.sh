#!/bin/sh
# usage: sysroot.sh ARCH SOURCES DIR
# Makes DIR what a static program for ARCH is built with: DIR/cc, a C compiler that takes musl for the C
# library, and skalibs built by it, both for their size. SOURCES is the folder that sources.sh has filled.
set -eu
. "${0%/*}/arch.sh"
arch "$1"
sources=$(cd "$2" && pwd)
mkdir -p "$3" && dir=$(cd "$3" && pwd)
[ ! -e "$dir/lib/libskarnet.a" ] || exit 0

rm -rf "$dir.new" && mkdir -p "$dir.new/build"
new=$(cd "$dir.new" && pwd)
small="-Os -pipe -fno-pie -fno-asynchronous-unwind-tables -ffunction-sections -fdata-sections"

# Runs a step of a build; what it says is shown if it fails.
step() { "$@" >"$new/log" 2>&1 </dev/null || { tail -n 40 "$new/log" >&2; exit 1; }; }

mkdir "$new/build/musl"
cd "$new/build/musl"
step "$sources/musl/configure" --prefix="$new" --syslibdir="$new/lib" --disable-shared --disable-wrapper \
	--enable-optimize=size CROSS_COMPILE="$triplet-" CFLAGS="$small $arch_flags"
step make -j"$(nproc)" install

# The compiler finds its folder by its own name: a sysroot may be moved.
cat >"$new/cc" <<END
#!/bin/sh
# $triplet-gcc, with musl.
here=\${0%/*}
for word; do
	case \$word in
	-c | -S | -E) exec $triplet-gcc $arch_flags -nostdinc -isystem "\$here/include" \\
		-isystem "$("$triplet-gcc" -print-file-name=include)" "\$@" ;;
	esac
done
exec $triplet-gcc $arch_flags -nostdinc -isystem "\$here/include" \\
	-isystem "$("$triplet-gcc" -print-file-name=include)" -static -no-pie -nostdlib -L"\$here/lib" \\
	"\$here/lib/crt1.o" "\$here/lib/crti.o" "\$@" -Wl,--start-group -lc -lgcc -Wl,--end-group "\$here/lib/crtn.o"
END
chmod +x "$new/cc"

cp -a "$sources/skalibs" "$new/build"
cd "$new/build/skalibs"
step env CC="$new/cc" CFLAGS="$small" ./configure --prefix="$new" --libdir="$new/lib" \
	--sysdepdir="$new/lib/skalibs/sysdeps" --disable-shared --enable-static --disable-all-pic \
	--host="$arch-linux-musl" --with-sysdep-devurandom=yes
step make -j"$(nproc)" AR="$triplet-ar" RANLIB="$triplet-ranlib" CROSS_COMPILE= libskarnet.a.xyzzy
step make CROSS_COMPILE= install-include
cp libskarnet.a.xyzzy "$new/lib/libskarnet.a"
cd /
rm -rf "$new/build" "$new/log" "$dir"
mv "$new" "$dir"
