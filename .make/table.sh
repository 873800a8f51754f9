#!/bin/sh
# Writes the command table: a command's name is its file's, its family the folder it is in.
set -eu

symbol() { echo "cmd_$1" | tr -c 'a-zA-Z0-9_\n' _; }

rows() {
	for f in "$@"; do
		name=${f##*/} dir=${f%/*}
		echo "${name%.c} ${dir##*/}"
	done | LC_ALL=C sort
}

cat <<'HEAD'
/* Made by .make/table.sh from the names of the files under builtins/ and scripts/. */
#include "cmd.h"

HEAD
rows "$@" | while read -r name family; do
	echo "extern struct cmd const $(symbol "$name");"
done
echo
echo "struct cmd_row const cmd_table[] = {"
rows "$@" | while read -r name family; do
	echo "	{ &$(symbol "$name"), \"$family\" },"
done
echo "};"
echo
echo "size_t const cmd_count = sizeof cmd_table / sizeof *cmd_table;"
