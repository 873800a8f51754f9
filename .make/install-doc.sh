#!/bin/sh
# usage: install-doc.sh PROGRAM DESTDIR
# Installs the manual and what makes bash, zsh and fish complete, all as PROGRAM prints it, below
# DESTDIR/usr/share. MANCOMPRESS: a program that compresses a page, as "gzip -9n".
set -eu

program=$1 share=$2/usr/share

# A page for each command and each family; its first line has the section.
mkdir -p "$share/man/man1" "$share/man/man7" "$share/man/man8"
{
	"$program" list | cut -f 1
	"$program" complete windlass reference "" | cut -f 1 | sed 's/^/windlass-/'
} | while read -r name; do
	"$program" man "$name" >"$share/man/.new"
	section=$(sed -n 's/^\.TH [^ ]* \([0-9]\) .*/\1/p' "$share/man/.new")
	page=$share/man/man$section/$name.$section
	mv "$share/man/.new" "$page"
	[ -z "${MANCOMPRESS-}" ] || $MANCOMPRESS -f "$page"
done

# Shells look for a file called like the command: a link for each name that the script is for.
bash=$share/bash-completion/completions
fish=$share/fish/vendor_completions.d
mkdir -p "$bash" "$fish" "$share/zsh/site-functions"
"$program" completion zsh >"$share/zsh/site-functions/_windlass"
"$program" completion bash >"$bash/windlass"
"$program" completion fish >"$fish/windlass.fish"
for name in $(sed -n '1s/^#compdef //p' "$share/zsh/site-functions/_windlass"); do
	[ "$name" = windlass ] && continue
	ln -sf windlass "$bash/$name"
	ln -sf windlass.fish "$fish/$name.fish"
done
