#!/bin/sh
# usage: regenerate.sh WINDLASS [FOLDER]
# Writes FOLDER/FAMILY.md (doc/reference by default) for each family of commands.
set -eu

windlass=$1
root=$(dirname "$0")/..
folder=${2:-$root/doc/reference}

mkdir -p "$folder"
rm -f "$folder"/*.md
for family in "$root"/builtins/* "$root"/scripts/*; do
	[ -d "$family" ] || continue
	"$windlass" reference "${family##*/}" >"$folder/${family##*/}.md"
done
