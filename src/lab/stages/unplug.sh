# shellcheck shell=bash
# The device is taken away in QEMU while its jobs run and wait. This guest has no network: chanio is called from inside.

burst=60 # jobs; reading 61 x 65,535 bytes keeps the subchannel busy for longer than it takes to post the next one
# Running when it went, or not yet started.
gone='["COMPLETED", "DEVICE_REMOVED", "DEVICE_NOT_OPERATIONAL"]'

stage_unplug() {
	local sub other
	boot unplug
	start_service service-unplug "-Dchanio.backend=vfio -Dchanio.vfio.claim-offline=true" \
		"-Dchanio.vfio.claim=$first,$second" || return 0
	eventually "two subchannels are operational" 30 /subchannels '[.items[] | select(.state == "OPERATIONAL")] | length == 2'
	sub=$(subchannel_of $first)
	other=$(subchannel_of $second)
	post_burst "$sub"
	monitor 'device_del rng1'
	eventually "the subchannel is CLOSED" 20 "/subchannels/$sub" '.state == "CLOSED"'
	eventually "no job is left running or waiting" 20 "/jobs?subchannel=$sub&limit=1000" \
		'all(.items[]; .state != "RUNNING" and .state != "QUEUED")'
	eventually "every job of the burst is there" 1 "/jobs?subchannel=$sub&limit=1000" ".items | length >= $burst"
	eventually "jobs ended because the device went, those before well, none otherwise" 1 "/jobs?subchannel=$sub&limit=1000" \
		"[.items[].outcome.kind] | any(.[]; . != \"COMPLETED\") and all(.[]; IN($gone[]))"
	run_program "$other" '[{command: "NOP"}]'
	expect "the other device works on" 200 '.outcome.kind == "COMPLETED"'
	stop_service service-unplug
	unplug_suspended "$other"
}

unplug_suspended() { # unplug_suspended SUBCHANNEL: no program but a suspended one is sure to be on the subchannel
	in_guest "bind $1"
	in_guest "{ $(launcher "$1" group io.chanio.engine.UnplugST); echo \$? > /lab/tests-unplug.rc; } > /lab/tests-unplug.log 2>&1 &"
	verify "a suspended program runs" within "$tests_seconds" test_waits_or_ended
	monitor 'device_del rng2'
	verify "its test ends well" within 120 grep -qx 0 "$share/tests-unplug.rc"
	cp "$share/tests-unplug.log" "$logs/"
	judge_tests "$logs/tests-unplug.log"
}

test_waits_or_ended() {
	grep -q UNPLUG-NOW "$share/tests-unplug.log" || [ -e "$share/tests-unplug.rc" ]
}

post_burst() { # post_burst SUBCHANNEL: returns when all are accepted
	program '[range(61) | {command: "SENSE_ID", count: 65535, flags: ["SLI"]}]' > "$share/burst"
	in_guest "for i in \$(seq $burst); do wget -q -O /dev/null --header 'Content-Type: application/json' --post-file /lab/burst \
		http://127.0.0.1:8080/api/v1/subchannels/$1/jobs & done; wait" 120
}
