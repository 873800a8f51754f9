#!/bin/sh
# usage: VERSION= SOURCE_DATE_EPOCH= spdx.sh TREES ARCH...
# Writes what a release consists of, as SPDX 2.3 (tag-value): the files of the tree TREES/ARCH of each
# architecture, and what is linked into the program.
set -eu
trees=$1
shift
sources=build/musl/sources
skalibs=$(sed -n 's/^version=//p' "$sources/skalibs/package/info")
musl=$(cat "$sources/musl/VERSION")

# package ID NAME VERSION WHERE LICENCE COPYRIGHT
package() {
	cat <<-END

		PackageName: $2
		SPDXID: SPDXRef-$1
		PackageVersion: $3
		PackageDownloadLocation: $4
		FilesAnalyzed: false
		PackageLicenseConcluded: $5
		PackageLicenseDeclared: $5
		PackageCopyrightText: <text>$6</text>
	END
}

# file TREE NAME ID LICENCE TYPE
file() {
	cat <<-END

		FileName: ./$1/$2
		SPDXID: SPDXRef-$3
		FileType: $5
		FileChecksum: SHA1: $(sha1sum <"$trees/$1/$2" | cut -d ' ' -f 1)
		FileChecksum: SHA256: $(sha256sum <"$trees/$1/$2" | cut -d ' ' -f 1)
		LicenseConcluded: $4
		LicenseInfoInFile: NOASSERTION
		FileCopyrightText: NOASSERTION
		Relationship: SPDXRef-windlass CONTAINS SPDXRef-$3
	END
}

cat <<END
SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: windlass-$VERSION
DocumentNamespace: https://spdx.org/spdxdocs/windlass-$VERSION-$SOURCE_DATE_EPOCH
Creator: Tool: windlass-make-dist
Created: $(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-windlass
END
for a; do
	file "$a" command/windlass "program-$a" 'ISC AND MIT' BINARY
	echo "Relationship: SPDXRef-program-$a STATIC_LINK SPDXRef-skalibs"
	echo "Relationship: SPDXRef-program-$a STATIC_LINK SPDXRef-musl"
done
file "$1" usr/share/doc/windlass/copyright copyright 'ISC AND MIT' TEXT
package windlass Windlass "$VERSION" NOASSERTION 'ISC AND MIT' "$(sed -n '/^Copyright/p' LICENSE)"
package skalibs skalibs "$skalibs" "https://skarnet.org/software/skalibs/skalibs-$skalibs.tar.gz" ISC \
	"$(sed -n '/^ *Copyright/p' "$sources/skalibs/COPYING" | head -n 1)"
package musl musl "$musl" "https://musl.libc.org/releases/musl-$musl.tar.gz" MIT \
	"$(sed -n '/^Copyright/p' "$sources/musl/COPYRIGHT" | head -n 1)"
