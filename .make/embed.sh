#!/bin/sh
# Writes a script as a command. Its second line is "# NAME - what it does", its third "# form: ..."; the
# next may be "# help: ...". Scripts of the init stages are reached by their path only.
set -eu

quote() { sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$/\\n"/'; }

name=${1##*/}
brief=$(sed -n '2s/^# [^ ]* - //p' "$1")
help=$(sed -n '4s/^# help: *//p' "$1" | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/.*/"&"/')
form=$(sed -n '3s/^# form: *//p' "$1")
traits=PURE # it becomes another command
case $1 in */init/*) traits=HIDDEN ;; esac
[ -n "$brief" ] || { echo "embed.sh: $1: line 2 must be: # $name - what it does" >&2; exit 1; }

cat <<EOF
/* Made by .make/embed.sh from $1. */
#include "cmd.h"

extern struct cmd const cmd_$(echo "$name" | tr -c 'a-zA-Z0-9_\n' _);
struct cmd const cmd_$(echo "$name" | tr -c 'a-zA-Z0-9_\n' _) = {
	.name = "$name",
	.brief = "$brief",
	.form = "$form",
	.traits = $traits,
	.run = run_script,
	.help = ${help:-0},
	.script =
$(quote <"$1")
};
EOF
