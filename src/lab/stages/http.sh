# shellcheck shell=bash
# Channel programs over HTTP to the real driver, over both interfaces of the kernel.

first=0.0.1111    # a virtio device: answers SENSE ID, NOP, SENSE
second=0.0.1112   # another one
terminal=0.0.000a # the 3270 terminal
network=0.0.4000  # what chanio must not touch: the guest's own network
sense_id=/zgyBA   # ff 38 32 04 in base64: control unit 3832, model 04
running=none

subchannel_of() { # subchannel_of DEVICE: as the service names it
	api GET "/subchannels?deviceNumber=$1"
	jq -r '.items[0].id // "none"' "$answer"
}

serve() { # serve INTERFACE: the service with the real driver; the one that runs already is kept
	[ "$running" != "$1" ] || return 0
	stop_serving
	start_service "service-$1" "-Dchanio.backend=vfio -Dchanio.vfio.interface=$1 -Dchanio.vfio.claim-offline=true" \
		"-Dchanio.vfio.claim=$first,$second,$terminal" || return 1
	running=$1
}

stop_serving() {
	[ "$running" != none ] || return 0
	stop_service "service-$running"
	running=none
}

stage_http() {
	local interface
	boot network
	for interface in group iommufd; do
		say "interface $interface"
		if serve "$interface"; then
			inventory "$interface"
			channel_programs "$(subchannel_of $first)"
			refused_programs "$(subchannel_of $first)"
			second_opener "$interface" "$(subchannel_of $first)"
		fi
	done
}

inventory() { # inventory INTERFACE
	eventually "the claimed subchannels become operational, and no other" 60 /subchannels \
		"([.items[] | select(.state == \"OPERATIONAL\").deviceNumber] | sort) == [\"$terminal\", \"$first\", \"$second\"]"
	api GET "/subchannels?deviceNumber=$network"
	expect "a device that nobody gave says why it can't be used" 200 \
		'.items[0].backend == "VFIO" and .items[0].state == "NOT_OPERATIONAL" and (.items[0].stateReason | contains("virtio_ccw"))'
	eventually "regions and irqs were found" 1 "/subchannels/$(subchannel_of $first)" \
		'(.features | sort) == ["CRW", "HALT_CLEAR", "REQ", "SCHIB"]'
	eventually "device and path are shown" 10 "/subchannels/$(subchannel_of $first)" \
		'.device.controlUnitType == "3832" and .paths == [{"chpid": "00", "installed": true, "available": true, "operational": true}]'
	case $1 in
		group) verify "it holds the group" guest "ls -l /proc/\$(service pid)/fd | grep -E '/dev/vfio/[0-9]+\$'" ;;
		iommufd) verify "it holds the device node" guest "ls -l /proc/\$(service pid)/fd | grep -E '/dev/vfio/devices/vfio[0-9]+\$'" ;;
	esac
}

channel_programs() { # channel_programs SUBCHANNEL
	local completed='.state == "SUCCEEDED" and .outcome.kind == "COMPLETED"'
	api POST "/subchannels/$1/operations/sense-id"
	expect "sense-id" 200 "$completed and .result.controlUnitType == \"3832\" and .result.controlUnitModel == \"04\""
	run_program "$1" '[{command: "NOP"}]'
	expect "NOP" 200 "$completed and .irb.scsw.deviceStatus == [\"CHANNEL_END\", \"DEVICE_END\"] and .irb.scsw.subchannelStatus == []"
	run_program "$1" '[{command: "NOP"}, {command: "NOP"}, {command: "SENSE_ID", count: 64, flags: ["SLI"]}]'
	expect "chain of three" 200 "$completed and .irb.scsw.stoppedAtCcw == 2 and (.data[0].bytes | startswith(\"$sense_id\"))"
	run_program "$1" '[{command: "NOP"}, {command: "TIC", target: 3}, {command: "NOP", end: true},
		{command: "SENSE_ID", count: 64, flags: ["SLI"]}]'
	expect "TIC" 200 "$completed and .irb.scsw.stoppedAtCcw == 3 and (.data[0].bytes | startswith(\"$sense_id\"))"
	run_program "$1" '[{command: "SENSE_ID", count: 65535, flags: ["SLI"]}]'
	expect "read of 65,535 bytes without IDAWs" 200 "$completed and .data[0].count == 65535 and (.data[0].bytes | startswith(\"$sense_id\"))"
	run_program "$1" '[range(255) | {command: "NOP"}]'
	expect "longest chain" 200 "$completed and .irb.scsw.stoppedAtCcw == 254"
	api POST "/subchannels/$1/jobs" '{"program": {"ccws": [{"command": "NOP"}, {"command": "NOP"}], "orb": {"format": 0}}}'
	expect "format-0 CCWs" 200 "$completed and .irb.scsw.stoppedAtCcw == 1"
	run_program "$1" '[{command: "SENSE_ID", count: 7}]'
	expect "incorrect length, which QEMU answers with program check" 200 \
		'.outcome.kind == "CHANNEL_ERROR" and .irb.scsw.subchannelStatus == ["PROGRAM_CHECK"]'
	run_program "$1" '[{command: "0x5f"}]'
	expect "invalid command: unit check with its sense" 200 '.state == "FAILED" and .outcome.kind == "UNIT_CHECK"
		and .irb.sense.source == "CONCURRENT" and .irb.sense.flags == ["COMMAND_REJECT"]'
	api POST "/subchannels/$1/operations/sense"
	expect "the next program runs" 200 "$completed"
	api GET "/subchannels/$1/schib"
	expect "SCHIB" 200 ".pmcw.deviceNumber == \"$first\" and .pmcw.installedPaths == \"0x80\" and (.raw | length) == 104"
}

refused_programs() { # refused_programs SUBCHANNEL: none of them may reach the kernel
	local starts
	starts=$(jobs_counted)
	run_program "$1" '[range(256) | {command: "NOP"}]'
	expect "too long a chain is refused" 400 '.type | endswith("/problems/invalid-program")'
	run_program "$1" '[range(70) | {command: "SENSE_ID", count: 65535, flags: ["SLI"]}]'
	expect "too large a program is refused" 413 '.needed > .available'
	run_program "$1" '[{command: "SENSE_ID", count: 7, address: 0}]'
	expect "an address is refused" 400 '.faults[0].member | contains("address")'
	run_program "$1" '[{command: "NOP"}, {command: "TIC", target: 2}]'
	expect "a TIC out of the program is refused" 400 '.faults[0].ccw == 1'
	run_program "$1" '[{command: "NO_SUCH_COMMAND"}]'
	expect "an unknown command is refused" 400 '.faults[0].ccw == 0'
	verify "none of them became a job" test "$(jobs_counted)" = "$starts"
}

jobs_counted() {
	plain /q/metrics | awk '/^chanio_jobs_total/ { n += $2 } END { print n + 0 }' || echo "unknown $RANDOM"
}

second_opener() { # second_opener INTERFACE SUBCHANNEL
	# Of a device node that another has bound the kernel says EINVAL.
	local of_node=EBUSY
	[ "$1" = group ] || of_node=EINVAL
	verify "a second opener of the group gets EBUSY" guest "probe info \$(mediated-device $2) | tee /dev/stderr | grep EBUSY"
	verify "one of the device node gets $of_node" guest "probe info --cdev \$(mediated-device $2) | tee /dev/stderr | grep $of_node"
}
