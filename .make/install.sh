#!/bin/sh
# usage: install.sh PROGRAM DESTDIR NAME...
# Installs PROGRAM as DESTDIR/command/windlass with a link per NAME, and DESTDIR/init. With USRBIN=1 the
# names are in /usr/bin too, and execlineb in /bin. With REPL=1 the interactive session, PROGRAM-repl, is
# installed as DESTDIR/command/windlass-repl. All links are relative: the tree may be moved.
# STRIP=: keeps the symbols.
set -eu

program=$1 root=$2
shift 2

# Makes LINK point to TARGET, unless something stands there that is not ours.
link() {
	if [ -e "$2" ] || [ -L "$2" ]; then
		case $(readlink "$2" || :) in
		*/windlass | windlass) ;;
		*) echo "install: left alone, not ours: $2" >&2; return 0 ;;
		esac
	fi
	ln -sf "$1" "$2"
}

# Copies FILE to NAME.
install_program() {
	cp "$1" "$root/command/.windlass.new"
	${STRIP:-strip} "$root/command/.windlass.new" 2>/dev/null || :
	chmod 755 "$root/command/.windlass.new"
	mv -f "$root/command/.windlass.new" "$root/command/$2"
}

mkdir -p "$root/command"
install_program "$program" windlass
for name; do
	case ${REPL:-0}$name in
	?windlass | 1windlass-repl) ;;
	*) link windlass "$root/command/$name" ;;
	esac
done
if [ "${REPL:-0}" = 1 ]; then
	install_program "$program-repl" windlass-repl
fi
link command/windlass "$root/init"

[ "${USRBIN:-0}" = 1 ] || exit 0
mkdir -p "$root/usr/bin"
for name; do
	link ../../command/windlass "$root/usr/bin/$name"
done
# Where /bin is a link, /usr/bin is what it means. Where there is none, none is made: unpacked over a
# system that has the link, a folder would replace it.
if [ -d "$root/bin" ] && [ ! -L "$root/bin" ]; then
	link ../command/windlass "$root/bin/execlineb"
fi
