# arch.sh - the architectures of a release. Sourced.

arches='x86_64 aarch64 armv7 i686 ppc64le s390x riscv64'

# Sets what is to be known about architecture $1: the GNU triplet, Debian's name, the other names that its
# tarballs have (Docker's, and those of s6-overlay's tarballs, in both generations), qemu's, and flags.
arch() {
	arch=$1 triplet=$1-linux-gnu debian=$1 docker=$1 overlay=$1 qemu=$1 arch_flags=
	case $1 in
	x86_64) debian=amd64 docker=amd64 overlay='x86_64 amd64' ;;
	aarch64) debian=arm64 docker=arm64 ;;
	armv7) triplet=arm-linux-gnueabihf debian=armhf docker=arm overlay='armhf arm' qemu=arm ;;
	i686) debian=i386 docker=386 overlay='i686 x86' qemu=i386 ;;
	ppc64le) triplet=powerpc64le-linux-gnu debian=ppc64el overlay='powerpc64le ppc64le' arch_flags=-mlong-double-64 ;;
	s390x | riscv64) ;;
	*)
		echo "unknown architecture: $1 (known: $arches)" >&2
		return 1
		;;
	esac
}
