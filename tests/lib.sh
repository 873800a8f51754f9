# lib.sh - what the test scripts share. Sourced from the top of the tree.

# Makes sure that the packages named are installed: as root by installing what is missing, else by saying
# what is to be done.
need() {
	command -v dpkg-query >/dev/null || {
		echo "not a Debian system: taking these for installed: $*" >&2
		return 0
	}
	missing=
	for package; do
		case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
		installed) ;;
		*) missing="$missing $package" ;;
		esac
	done
	[ -n "$missing" ] || return 0
	if [ "$(id -u)" != 0 ]; then
		echo "missing packages; as root: apt-get install --no-install-recommends$missing" >&2
		exit 1
	fi
	echo "installing$missing"
	apt_get update && apt_get install -y --no-install-recommends $missing || {
		echo "unable to install$missing" >&2
		exit 1
	}
}

# Builds the program in build/. Suites that run at the same time wait for each other.
make_program() {
	mkdir -p build && flock build make "$@" >/dev/null
}

# apt-get that is silent when all is well.
apt_get() {
	apt_said=$(DEBIAN_FRONTEND=noninteractive apt-get -q "$@" 2>&1 </dev/null) && return 0
	printf '%s\n' "$apt_said" >&2
	return 1
}
