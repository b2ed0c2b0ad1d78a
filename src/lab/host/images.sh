# shellcheck shell=bash
# What the guest starts from: an initramfs (busybox, modules, the probe, init) and a disk with a Java runtime.

jre=${CHANIO_LAB_JRE:-21}
initramfs=
java_disk=

compile_probe() { # compile_probe FOLDER
	local headers=$1/headers
	dpkg-deb -x "$(package_file linux-libc-dev)" "$headers"
	s390x-linux-gnu-gcc -std=gnu2x -O2 -Wall -Wextra -Werror -static -isystem "$headers/usr/include/s390x-linux-gnu" \
		-isystem "$headers/usr/include" -o "$1/tree/bin/probe" "$lab/probe/probe.c"
	s390x-linux-gnu-strip "$1/tree/bin/probe"
}

pack_initramfs() { # pack_initramfs FILE
	local work
	work=$(mktemp -d)
	mkdir -p "$work/tree"/{bin,lib} "$work/busybox"
	compile_probe "$work"
	dpkg-deb -x "$(package_file busybox-static)" "$work/busybox"
	cp "$work/busybox/usr/bin/busybox" "$work/tree/bin/"
	ln -s busybox "$work/tree/bin/sh"
	cp "$lab/guest/init" "$work/tree/init"
	chmod 755 "$work/tree/init"
	cp -r "$kernel/modules/lib/modules" "$work/tree/lib/"
	(cd "$work/tree" && find . | sort | cpio -o -H newc --owner=0:0 --reproducible --quiet | gzip -9n) > "$1.new"
	rm -rf "$work"
	mv "$1.new" "$1"
}

make_initramfs() {
	initramfs=$cache/initramfs-$(key_of "$lab/guest/init" "$lab/probe/probe.c" "$lab/host/images.sh" "$kernel/bzImage").cpio.gz
	[ ! -r "$initramfs" ] || return 0
	[ -n "$(package_file busybox-static)" ] && [ -n "$(package_file linux-libc-dev)" ] || fetch busybox-static linux-libc-dev
	rm -f "$cache"/initramfs-*
	with_progress "initramfs" "$cache/logs/initramfs.log" pack_initramfs "$initramfs"
}

pack_java_disk() { # pack_java_disk FILE PACKAGE...
	local file=$1 root package folder
	shift
	root=$(mktemp -d)
	mkdir -p "$root"/{proc,sys,dev,tmp,run,lab,root,etc,usr/bin,usr/lib}
	for package in "$@"; do dpkg-deb -x "$(package_file "$package")" "$root"; done
	rm -rf "$root"/usr/share/{doc,man,locale,lintian,bug}
	for folder in bin lib; do [ -e "$root/$folder" ] || ln -s "usr/$folder" "$root/$folder"; done
	echo 'root:x:0:0:root:/root:/bin/sh' > "$root/etc/passwd"
	echo 'root:x:0:' > "$root/etc/group"
	echo '127.0.0.1 localhost lab' > "$root/etc/hosts"
	rm -f "$file.new"
	truncate -s "$(($(du -sm "$root" | cut -f 1) * 5 / 4 + 64))M" "$file.new"
	mke2fs -q -t ext4 -O ^has_journal -d "$root" "$file.new"
	rm -rf "$root"
	mv "$file.new" "$file"
}

make_java_disk() {
	local packages=(libc6 libgcc-s1 libstdc++6 zlib1g "openjdk-$jre-jre-headless")
	java_disk=$cache/jre-$jre.ext4
	[ ! -r "$java_disk" ] || return 0
	fetch "${packages[@]}"
	with_progress "disk with Java $jre" "$cache/logs/java.log" pack_java_disk "$java_disk" "${packages[@]}"
}
