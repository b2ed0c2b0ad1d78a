# shellcheck shell=bash
# The cache folder, and packages of Debian's s390x port in it: a private apt that leaves the machine's own alone.

cache=${CHANIO_LAB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/chanio-lab}
suite=${CHANIO_LAB_SUITE:-trixie}
lists_are_fresh=no

lock_cache() { # two labs that start at once build once
	mkdir -p "$cache"/{debs,logs} "$cache"/apt/{lists/partial,archives/partial,state}
	cache=$(cd "$cache" && pwd)
	exec {cache_lock}> "$cache/lock"
	flock "$cache_lock"
}

unlock_cache() {
	exec {cache_lock}>&-
}

mirror() {
	local uris
	uris=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages')
	printf '%s\n' "${CHANIO_LAB_MIRROR:-$(grep -v security <<< "$uris" | sed -n 1p)}"
}

port_apt() { # port_apt WORD...: apt-get for s390x
	local options=(-q -o "Dir::Etc::sourcelist=$cache/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null
		-o Dir::Etc::preferencesparts=/dev/null -o "Dir::State=$cache/apt/state" -o "Dir::State::lists=$cache/apt/lists"
		-o "Dir::State::status=$cache/apt/status" -o "Dir::Cache=$cache/apt" -o APT::Architecture=s390x
		-o APT::Architectures=s390x -o Acquire::Languages=none -o Acquire::Retries=3)
	[ "$(id -u)" -ne 0 ] || options+=(-o APT::Sandbox::User=root)
	apt-get "${options[@]}" "$@"
}

refresh_lists() {
	[ "$lists_are_fresh" = no ] || return 0
	local from refusal=$cannot_download
	from=$(mirror)
	[ -n "$from" ] || refuse "this machine's apt names no Debian mirror: set CHANIO_LAB_MIRROR"
	: > "$cache/apt/status"
	echo "deb [arch=s390x signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $from $suite main" > "$cache/apt/sources.list"
	with_progress "package lists of Debian's s390x port ($suite)" "$cache/logs/apt.log" port_apt update
	lists_are_fresh=yes
}

download() {
	cd "$cache/debs" && port_apt download "$@"
}

fetch() { # fetch PACKAGE...: their files land in the cache
	local refusal=$cannot_download
	refresh_lists
	with_progress "download $*" "$cache/logs/apt.log" download "$@"
}

package_file() { # package_file PACKAGE: the newest one that was fetched
	find "$cache/debs" -name "$1_*.deb" | sort -V | tail -n 1
}

key_of() { # key_of FILE...: a short name for their content
	cat -- "$@" | sha256sum | cut -c 1-12
}

set_up() {
	lock_cache
	make_kernel
	make_initramfs
	make_java_disk
	unlock_cache
}
