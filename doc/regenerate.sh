#!/bin/sh
# usage: regenerate.sh WINDLASS [FOLDER]
# Writes FOLDER/FAMILY.md (doc/reference by default) for each family of commands, and rules.md and
# variables.md for the rules of windlass check and the variables of /init.
set -eu

windlass=$1
root=$(dirname "$0")/..
folder=${2:-$root/doc/reference}

mkdir -p "$folder"
rm -f "$folder"/*.md
for file in "$root"/builtins/*/*.c "$root"/scripts/*/*; do
	[ -f "$file" ] && basename "$(dirname "$file")"
done | sort -u | while read -r family; do
	"$windlass" reference "$family" >"$folder/$family.md"
done
"$windlass" check --rules >"$folder/rules.md"
"$windlass" check --variables >"$folder/variables.md"
