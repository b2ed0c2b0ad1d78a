# shellcheck shell=bash
# One guest at a time: boots it, makes it execute commands, ends it.

qemu=${CHANIO_LAB_QEMU:-qemu-system-s390x}
logs=${CHANIO_LAB_LOGS:-$project/target/lab/logs}
boot_seconds=180
work=
qemu_pid=
guest_kind=none
http_port=
terminal_port=

clean_up() { # whatever way the lab ends
	local status=$?
	trap - EXIT
	[ "$checking" = no ] || summary_of_what_was_cut_short
	[ -z "$worker" ] || kill -- "-$worker" 2> /dev/null || true
	kill_guest
	[ -z "$work" ] || rm -rf "$work"
	exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

kill_guest() { # QEMU may not hear SIGTERM
	[ -n "$qemu_pid" ] || return 0
	kill "$qemu_pid" 2> /dev/null || true
	within 3 guest_is_gone || kill -KILL "$qemu_pid" 2> /dev/null || true
	wait "$qemu_pid" 2> /dev/null || true
	qemu_pid=
	guest_kind=none
}

guest_is_gone() {
	! kill -0 "$qemu_pid" 2> /dev/null
}

port_is_free() {
	! (exec 3<> "/dev/tcp/127.0.0.1/$1") 2> /dev/null
}

free_port() { # some port of the loopback where nobody listens
	local port
	for _ in {1..50}; do
		port=$((20000 + RANDOM % 12000))
		if port_is_free "$port"; then
			echo "$port"
			return
		fi
	done
	return 1
}

make_share() { # the folder that the guest sees as /lab
	work=$(mktemp -d)
	share=$work/share
	mkdir -p "$share"/{do,done} "$logs"
	mkfifo "$work"/monitor.{in,out}
	cp -r "$lab/guest" "$share/"
}

# QEMU 7.2 computes wrong checksums with the vector facility (129), so there is no TCP to the host with it; without it the
# kernel takes every machine check for fatal, so a device can't be unplugged.
machine() { # machine KIND: QEMU's arguments, one a line
	local words="console=ttysclp0 panic=-1 quiet"
	case $1 in
		network) words+=" facilities=!129 chanio.net" ;;
		shell) words+=" facilities=!129 chanio.net chanio.shell" ;;
	esac
	printf '%s\n' -M s390-ccw-virtio -accel tcg,thread=multi -cpu max -m 3G -smp 2 -display none -nodefaults -no-reboot \
		-kernel "$kernel/bzImage" -initrd "$initramfs" -append "$words" \
		-object rng-random,id=random,filename=/dev/urandom \
		-device virtio-rng-ccw,rng=random,devno=fe.0.1111,id=rng1 \
		-device virtio-rng-ccw,rng=random,devno=fe.0.1112,id=rng2 \
		-fsdev "local,id=lab,path=$share,security_model=none" -device virtio-9p-ccw,fsdev=lab,mount_tag=lab,devno=fe.0.2000 \
		-drive "if=none,id=java,file=$java_disk,format=raw,snapshot=on" -device virtio-blk-ccw,drive=java,devno=fe.0.3000 \
		-chardev "pipe,id=monitor,path=$work/monitor" -mon chardev=monitor,mode=readline
	disk_of app 3001
	disk_of tests 3002
	[ "$1" != unplug ] || return 0
	printf '%s\n' -netdev "user,id=net,hostfwd=tcp:127.0.0.1:$http_port-:8080" -device virtio-net-ccw,netdev=net,devno=fe.0.4000 \
		-chardev "socket,id=terminal,host=127.0.0.1,port=$terminal_port,server=on,wait=off,tn3270=on" \
		-device x-terminal3270,chardev=terminal,devno=fe.0.000a,id=terminal
}

disk_of() { # disk_of NAME DEVNO: target/lab/NAME.tar as a disk, which the guest reads faster than the share
	local file=$project/target/lab/$1.tar
	[ ! -r "$file" ] || printf '%s\n' -drive "if=none,id=$1,file=$file,format=raw,readonly=on" \
		-device "virtio-blk-ccw,drive=$1,devno=fe.0.$2"
}

boot() { # boot KIND: network, or unplug (no network, devices can be unplugged); keeps the guest that already runs
	local arguments
	[ "$guest_kind" != "$1" ] || return 0
	power_off
	make_share
	http_port=$(free_port)
	terminal_port=$(free_port)
	mapfile -t arguments < <(machine "$1")
	say "boot guest ($1), console in $logs/console-$1.log"
	"$qemu" "${arguments[@]}" -serial "file:$logs/console-$1.log" < /dev/null > "$logs/qemu-$1.log" 2>&1 &
	qemu_pid=$!
	guest_kind=$1
	within "$boot_seconds" guest_is_up_or_gone || true
	guest_is_up || refuse "the guest did not come up, see $logs/console-$1.log, $logs/qemu-$1.log"
}

guest_is_up() {
	[ -e "$share/up" ]
}

guest_is_up_or_gone() {
	guest_is_up || guest_is_gone
}

guest() { # guest COMMAND [SECONDS]: runs it in the guest; its output and exit status are the guest's
	local n seconds=${2:-60}
	# A file counts: this function often runs in a subshell.
	n=$(printf '%04d' "$(($(cat "$work/commands" 2> /dev/null || echo 0) + 1))")
	echo "$((10#$n))" > "$work/commands"
	printf '%s\n' "$1" > "$share/do/$n.new"
	mv "$share/do/$n.new" "$share/do/$n.sh"
	if ! within "$seconds" test -e "$share/done/$n.rc"; then
		echo "no answer from the guest in $seconds s to: $1" >&2
		return 124
	fi
	cat "$share/done/$n.out"
	return "$(cat "$share/done/$n.rc")"
}

in_guest() { # in_guest COMMAND [SECONDS]: what a check needs before it; a failure is one of the lab
	local output
	output=$(guest "$@" 2>&1) || fail "guest does: $1" "$output"
}

power_off() { # lets the guest end by itself, for a few seconds
	[ -n "$qemu_pid" ] || return 0
	touch "$share/stop"
	within 10 guest_is_gone || true
	kill_guest
	rm -rf "$work"
	work=
}

monitor() { # monitor COMMAND: one line to QEMU's monitor
	printf '%s\n' "$1" > "$work/monitor.in"
}

shell_in_guest() {
	local arguments
	make_share
	http_port=$(free_port)
	terminal_port=$(free_port)
	mapfile -t arguments < <(machine shell)
	echo "Guest port 8080 is 127.0.0.1:$http_port here, a 3270 client may connect to 127.0.0.1:$terminal_port; Ctrl-A X ends QEMU."
	"$qemu" "${arguments[@]}" -serial mon:stdio
}
