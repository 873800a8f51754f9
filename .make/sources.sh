#!/bin/sh
# usage: sources.sh DIR [ARCH...]
# Gets Debian's sources of skalibs and musl into DIR, and Debian's musl for each ARCH (where there is none, as
# for riscv64, it is built from source). Nothing of the machine's configuration of apt is changed, and no
# package installed: lists and archives of all architectures are below DIR.
set -eu
. "${0%/*}/arch.sh"
mkdir -p "$1"
dir=$(cd "$1" && pwd)
shift

has_musl() { [ "$1" != riscv64 ]; }

# Runs a program; what it says is shown if it fails.
quiet() { "$@" >"$dir/apt/log" 2>&1 </dev/null || { cat "$dir/apt/log" >&2; exit 1; }; }

# The machine's Debian archives, with sources.
sources_list() {
	apt-get indextargets --format \
		'X [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(REPO_URI) $(RELEASE) $(COMPONENT)' \
		'Identifier: Packages' 'Label: Debian' | LC_ALL=C sort -u | sed -e 'h; s/^X/deb/p; g; s/^X/deb-src/'
}

configure_apt() {
	mkdir -p "$dir/apt/lists/partial" "$dir/apt/cache/archives/partial"
	sources_list >"$dir/apt/sources.list"
	[ -s "$dir/apt/sources.list" ] || apt-get -q update >/dev/null
	sources_list >"$dir/apt/sources.list"
	cat >"$dir/apt/conf" <<-END
		Dir::Etc::sourcelist "$dir/apt/sources.list";
		Dir::Etc::sourceparts "-";
		Dir::State::lists "$dir/apt/lists";
		Dir::Cache "$dir/apt/cache";
		APT::Architectures { $(printf '"%s"; ' "$@") };
		APT::Sandbox::User "root";
		Acquire::Languages "none";
	END
	APT_CONFIG=$dir/apt/conf
	export APT_CONFIG
}

# What is still to be got.
packages= architectures=$(dpkg --print-architecture) sources=
for name in skalibs musl; do
	[ -d "$dir/$name" ] || sources="$sources $name"
done
for a; do
	arch "$a"
	[ -d "$dir/musl-$a" ] || ! has_musl "$a" || {
		packages="$packages musl-dev:$debian"
		architectures="$architectures $debian"
	}
done
[ -n "$sources$packages" ] || exit 0

rm -rf "$dir/new" && mkdir -p "$dir/new" && cd "$dir/new"
configure_apt $(printf '%s\n' $architectures | sort -u)
quiet apt-get -q update
[ -z "$sources" ] || quiet apt-get -q source --only-source $sources
[ -z "$packages" ] || quiet apt-get -q download $packages
for name in $sources; do
	mv "$name"-*/ "$dir/$name"
done
for a; do
	arch "$a"
	for package in musl-dev_*_"$debian".deb; do
		[ -e "$package" ] || continue
		dpkg-deb -x "$package" tree
		mkdir musl
		mv tree/usr/include/*-linux-musl* musl/include
		mv tree/usr/lib/*-linux-musl* musl/lib
		mv musl "$dir/musl-$a"
		rm -rf tree
	done
done
cd / && rm -rf "$dir/new" "$dir/apt"
