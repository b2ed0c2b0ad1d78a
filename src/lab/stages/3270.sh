# shellcheck shell=bash
# A 3270 terminal: chanio writes its screen, Debian's s3270 plays the person in front of it.

# ERASE/WRITE data: WCC, "VFIO-CCW LAB" on a protected field, then an unprotected one with the cursor
screen=c3114040 # WCC c3; SBA row 1 column 1
screen+=1df0e5c6c9d660c3c3e640d3c1c2 # protected field, EBCDIC text
screen+=11c2601d4013                 # SBA row 3; unprotected field, insert cursor
# READ MODIFIED answers: AID Enter (7d), cursor, SBA of the field, "hello" in EBCDIC
typed=7dc2e611c2618885939396

stage_3270() {
	local sub unsolicited
	boot network
	serve "${running/none/iommufd}" || return 0
	sub=$(subchannel_of $terminal)
	unsolicited=$(interruptions UNSOLICITED)
	connect_terminal
	verify "a terminal that connects is an unsolicited interruption" within 20 counted_more UNSOLICITED "$unsolicited"
	api POST "/subchannels/$sub/operations/sense-id"
	expect "sense-id says 3270" 200 '.outcome.kind == "COMPLETED" and .result.controlUnitType == "3270"'
	run_program "$sub" "[{command: \"0x05\", flags: [\"SLI\"], data: \"$(base64_of $screen)\"}]"
	expect "ERASE/WRITE" 200 '.outcome.kind == "COMPLETED"'
	verify "the screen is on the terminal" within 20 screen_shows "VFIO-CCW LAB"
	unsolicited=$(interruptions UNSOLICITED)
	type_on_terminal 'String("hello")' 'Enter()'
	verify "Enter gives attention" within 20 counted_more UNSOLICITED "$unsolicited"
	run_program "$sub" '[{command: "0x06", count: 200, flags: ["SLI"]}]'
	expect "READ MODIFIED gives what was typed" 200 \
		".outcome.kind == \"COMPLETED\" and .data[0].bytes == \"$(base64_of $typed)\" and .irb.scsw.residualCount == 189"
	disconnect_terminal
}

base64_of() { # base64_of HEX
	local hex=$1 bytes=''
	while [ -n "$hex" ]; do
		bytes+="\\x${hex:0:2}"
		hex=${hex:2}
	done
	printf '%b' "$bytes" | base64 -w 0
}

interruptions() { # interruptions KIND: how many chanio counted
	plain /q/metrics | awk -v kind="kind=\"$1\"" '/^chanio_interruptions_total/ && index($0, kind) { n += $2 } END { print n + 0 }' || echo 0
}

counted_more() { # counted_more KIND THAN
	[ "$(interruptions "$1")" -gt "$2" ]
}

connect_terminal() { # s3270 reads actions from a pipe that stays open
	mkfifo "$work/keys"
	s3270 -model 3279-2 < "$work/keys" > "$logs/s3270.log" 2>&1 &
	terminal_pid=$!
	exec {keys}> "$work/keys"
	type_on_terminal "Connect(127.0.0.1:$terminal_port)"
}

type_on_terminal() { # type_on_terminal ACTION...
	printf '%s\n' "$@" >&"$keys"
}

screen_shows() { # screen_shows TEXT
	type_on_terminal 'Ascii()'
	sleep 0.5
	grep -q "^data:.*$1" "$logs/s3270.log"
}

disconnect_terminal() {
	type_on_terminal 'Quit()'
	exec {keys}>&-
	within 15 terminal_ended || kill -KILL "$terminal_pid"
	wait "$terminal_pid" 2> /dev/null || true
	rm "$work/keys"
}

terminal_ended() {
	! kill -0 "$terminal_pid" 2> /dev/null
}
