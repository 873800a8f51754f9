#!/bin/sh
# usage: sources.sh DIR
# Gets Debian's sources of skalibs and musl into DIR. Nothing of the machine's configuration of apt is changed,
# and no package installed: lists and archives are below DIR.
set -eu
mkdir -p "$1"
dir=$(cd "$1" && pwd)

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
		APT::Sandbox::User "root";
		Acquire::Languages "none";
	END
	APT_CONFIG=$dir/apt/conf
	export APT_CONFIG
}

# What is still to be got.
sources=
for name in skalibs musl; do
	[ -d "$dir/$name" ] || sources="$sources $name"
done
[ -n "$sources" ] || exit 0

rm -rf "$dir/new" && mkdir -p "$dir/new" && cd "$dir/new"
configure_apt
quiet apt-get -q update
quiet apt-get -q source --only-source $sources
for name in $sources; do
	mv "$name"-*/ "$dir/$name"
done
cd / && rm -rf "$dir/new" "$dir/apt"
