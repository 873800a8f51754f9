# lib.sh - what the tests of examples/docker and examples/kubernetes share; sourced from the top of the tree, with
# $here set to tests/system and the folder with our links as the first argument.
. tests/lib.sh
need gcc make libc6-dev skalibs-dev busybox-static python3-minimal python3-yaml iproute2 util-linux
. tests/system/container.sh
limit=120

# The root that examples/docker/scratch.Dockerfile makes.
web_root() {
	root
	cp /bin/busybox "$R/bin/"
	cp -r examples/docker/rootfs/etc "$R/"
}

# field FILE EXPRESSION: of the YAML document d; lists are printed as words
field() {
	python3 -c 'import sys, yaml
d = yaml.safe_load(open(sys.argv[1]))
v = eval(sys.argv[2])
print(" ".join(map(str, v)) if isinstance(v, list) else v)' "$1" "$2"
}

# in_it WORD...: a program in the container that was started, as whom $who says
who='0:0'
in_it() {
	nsenter -t "$init" -m -u -i -n -p chroot "$R" /command/s6-setuidgid "$who" "$@" </dev/null
}
page() {
	in_it /bin/busybox wget -q -O - http://127.0.0.1:8080/index.html
}
