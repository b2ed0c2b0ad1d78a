# shellcheck shell=bash
# The Debian packages of the host. The lab installs nothing: it names what is missing.

lab_packages=(qemu-system-misc gcc-s390x-linux-gnu libc6-dev-s390x-cross gcc libc6-dev make flex bison bc cpio kmod
	xz-utils e2fsprogs curl jq s3270)

links_with() { # links_with COMPILER FLAG...: whether a C library is there for it
	echo 'int main(void) { return 0; }' | "$@" -x c -o /dev/null - 2> /dev/null
}

missing_packages() {
	local pair
	for pair in qemu-system-s390x:qemu-system-misc s390x-linux-gnu-gcc:gcc-s390x-linux-gnu gcc:gcc make:make flex:flex \
		bison:bison bc:bc cpio:cpio depmod:kmod xz:xz-utils mke2fs:e2fsprogs curl:curl jq:jq s3270:s3270; do
		command -v "${pair%%:*}" > /dev/null || echo "${pair#*:}"
	done
	links_with s390x-linux-gnu-gcc -static || echo libc6-dev-s390x-cross
	links_with gcc || echo libc6-dev
}

require_packages() {
	local missing
	# Debian keeps mke2fs and depmod where only root's PATH looks.
	PATH=$PATH:/usr/sbin:/sbin
	mapfile -t missing < <(missing_packages)
	[ "${#missing[@]}" -eq 0 ] || refuse "install first: apt-get install --no-install-recommends ${missing[*]}"
}
