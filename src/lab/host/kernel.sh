# shellcheck shell=bash
# The guest's kernel: given, or compiled from Debian's source package. Debian's own s390x kernels lack vfio_ccw.

source_package=linux-source-6.12
kernel=${CHANIO_LAB_KERNEL-}

kmake() {
	make -C "$cache/kernel-source" O="$cache/kernel-build" ARCH=s390 CROSS_COMPILE=s390x-linux-gnu- \
		KBUILD_BUILD_TIMESTAMP=1970-01-01 KBUILD_BUILD_USER=lab KBUILD_BUILD_HOST=lab "$@"
}

unpack_source() {
	rm -rf "$cache/kernel-source" "$cache/kernel-build"
	mkdir -p "$cache/kernel-source" "$cache/kernel-build"
	dpkg-deb --fsys-tarfile "$(package_file "$source_package")" | tar -xO "./usr/src/$source_package.tar.xz" |
		tar -xJ -C "$cache/kernel-source" --strip-components=1
}

configure_kernel() {
	kmake tinyconfig
	(cd "$cache/kernel-build" && ARCH=s390 "$cache/kernel-source/scripts/kconfig/merge_config.sh" -m .config "$lab/kernel.config.fragment")
	kmake olddefconfig
}

verify_configuration() { # a word of the fragment that did not take would be missed only much later
	local key value
	while IFS='=' read -r key value; do
		if [ "$value" = n ]; then
			! grep -q "^$key=" "$cache/kernel-build/.config" || refuse "the kernel configuration still has $key"
		else
			grep -qxF "$key=$value" "$cache/kernel-build/.config" || refuse "$key=$value did not get into the kernel configuration"
		fi
	done < <(grep '^CONFIG_' "$lab/kernel.config.fragment")
}

compile_kernel() {
	kmake -j"${CHANIO_LAB_JOBS:-$(nproc)}" bzImage modules
}

install_kernel() { # install_kernel FOLDER
	mkdir -p "$1/modules"
	kmake INSTALL_MOD_PATH="$1/modules" INSTALL_MOD_STRIP=1 modules_install
	rm -f "$1"/modules/lib/modules/*/{build,source}
	cp "$cache/kernel-build/arch/s390/boot/bzImage" "$1/"
	cp "$cache/kernel-build/.config" "$1/config"
}

build_kernel() { # build_kernel FOLDER
	[ -n "$(package_file "$source_package")" ] || fetch "$source_package"
	with_progress "kernel: unpack" "$cache/logs/kernel.log" unpack_source
	with_progress "kernel: configure" "$cache/logs/kernel.log" configure_kernel
	verify_configuration
	with_progress "kernel: compile (about 10 minutes on two CPUs)" "$cache/logs/kernel.log" compile_kernel
	rm -rf "$1.new" "$1"
	with_progress "kernel: install" "$cache/logs/kernel.log" install_kernel "$1.new"
	mv "$1.new" "$1"
	rm -rf "$cache/kernel-source" "$cache/kernel-build"
}

make_kernel() {
	if [ -z "$kernel" ]; then
		kernel=$cache/kernel-$(key_of "$lab/kernel.config.fragment" <(echo "$source_package"))
		[ -r "$kernel/bzImage" ] || build_kernel "$kernel"
	fi
	kernel=$(cd "$kernel" && pwd)
	[ -r "$kernel/bzImage" ] && [ -d "$kernel/modules/lib/modules" ] || refuse "no bzImage and modules/lib/modules in $kernel"
}
