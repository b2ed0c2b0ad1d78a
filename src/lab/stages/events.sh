# shellcheck shell=bash
# What happens to a subchannel while chanio has it open, and who has it afterwards.

event_seconds=20 # a rescan is at most 5 s behind; the guest is slow

stage_events() {
	boot network
	serve "${running/none/iommufd}" || return 0
	path_events "$(subchannel_of $terminal)"
	removed_mediated_device "$(subchannel_of $second)"
	unbound "$(subchannel_of $terminal)"
	give_back
	found_as_it_was
}

path_events() { # path_events SUBCHANNEL: the kernel injects the channel reports; the channel itself has no say
	local chpid
	api GET "/subchannels/$1"
	chpid=$(jq -r '.paths[0].chpid' "$answer")
	in_guest 'echo 1 > /sys/kernel/debug/s390/cio/enable_inject'
	in_guest "echo 0 0 0 4 0 6 $chpid > /sys/kernel/debug/s390/cio/crw_inject"
	eventually "path gone is shown" "$event_seconds" "/subchannels/$1" '.paths[0].available == false or .paths[0].operational == false'
	in_guest "echo 0 0 0 4 0 2 $chpid > /sys/kernel/debug/s390/cio/crw_inject"
	eventually "path back is shown" "$event_seconds" "/subchannels/$1" '.paths[0].available and .paths[0].operational'
	run_program "$1" '[{command: "SENSE_ID", count: 64, flags: ["SLI"]}]'
	expect "programs run again" 200 '.outcome.kind == "COMPLETED"'
}

removed_mediated_device() { # removed_mediated_device SUBCHANNEL
	local uuid
	uuid=$(guest "mediated-device $1")
	verify "removing the mediated device returns" guest "remove-mediated-device $1" "$event_seconds"
	eventually "the subchannel is CLOSED" "$event_seconds" "/subchannels/$1" '.state == "CLOSED" and (.stateReason | length) > 0'
	run_program "$1" '[{command: "NOP"}]'
	expect "a job is refused" 409 '.type | endswith("/problems/subchannel-not-operational")'
	in_guest "echo $uuid > /sys/bus/css/devices/$1/mdev_supported_types/vfio_ccw-io/create"
	comes_back "$1" "with a new mediated device"
}

unbound() { # unbound SUBCHANNEL
	verify "unbind returns" guest "unbind $1" "$event_seconds"
	eventually "the subchannel is CLOSED" "$event_seconds" "/subchannels/$1" '.state == "CLOSED"'
	in_guest "bind $1"
	comes_back "$1" "when it is bound again"
}

comes_back() { # comes_back SUBCHANNEL WHEN
	eventually "it comes back $2" "$event_seconds" "/subchannels/$1" '.state == "OPERATIONAL"'
	run_program "$1" '[{command: "NOP"}]'
	expect "and runs a program" 200 '.outcome.kind == "COMPLETED"'
}

driver_of() { # driver_of SUBCHANNEL DRIVER: whether that one has it
	guest "readlink /sys/bus/css/devices/$1/driver | grep '/$2\$'"
}

give_back() {
	local sub
	sub=$(subchannel_of $first)
	stop_serving
	verify "the old driver has its subchannel back" within "$event_seconds" driver_of "$sub" io_subchannel
	verify "its device is online as before" within "$event_seconds" guest "grep 1 /sys/bus/ccw/devices/$first/online"
}

found_as_it_was() { # what chanio found bound it uses as it is, and leaves as it was; another may hold it open
	local sub
	sub=$(guest "subchannel-of $second")
	in_guest "bind $sub"
	in_guest "probe hold \$(mediated-device $sub) 600 > /tmp/hold 2>&1 & sleep 1; grep holding /tmp/hold"
	serve group || return 0
	eventually "a device that another holds says so" "$event_seconds" "/subchannels/$sub" \
		'.state != "OPERATIONAL" and (.stateReason | test("EBUSY|busy|other|another|open"; "i"))'
	in_guest 'killall probe'
	eventually "it is used once the other let it go" 40 "/subchannels/$sub" '.state == "OPERATIONAL"'
	stop_serving
	verify "what was found bound stays bound" driver_of "$sub" vfio_ccw
	verify "and keeps its mediated device" guest "mediated-device $sub | grep -"
	in_guest "remove-mediated-device $sub; give-back $sub"
}
