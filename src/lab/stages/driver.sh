# shellcheck shell=bash
# The tests *ST inside the guest: port.vfio and the engine without HTTP; then what a NOP costs by the shortest way and by
# chanio's engine.

tests_seconds=900

stage_driver() {
	boot network
	stop_serving
	run_guest_tests
	measure
}

run_guest_tests() {
	local classes status=0
	mapfile -t classes < <(guest_tests)
	if [ "${#classes[@]}" -eq 0 ]; then
		fail "there are tests for the guest" "no class *ST in target/test-classes"
		return
	fi
	guest "guest-tests ${classes[*]/#/--select-class=}" "$tests_seconds" > "$logs/tests.log" 2>&1 || status=$?
	judge_tests < <(tr -d '\r' < "$logs/tests.log")
	verify "the tests' own verdict" test "$status" -eq 0
}

judge_tests() { # one line of JUnit's test feed for each end of a test
	local line name seen=0
	while IFS= read -r line; do
		name=${line% :: *}
		name=${name#JUnit Jupiter > }
		case $line in
			*'()'*' :: SUCCESSFUL') ok "$name" ;;
			*' :: FAILED') fail "$name" "see $logs/tests.log" ;;
			*'()'*' :: ABORTED' | *' :: SKIPPED') fail "$name" "did not run: see $logs/tests.log" ;;
			*) continue ;;
		esac
		seen=$((seen + 1))
	done
	[ "$seen" -gt 0 ] || fail "tests ran in the guest" "no line of a test in $logs/tests.log"
}

measure() { # both printed in microseconds; the engine's by a test
	local sub probe engine
	sub=$(guest "subchannel-of $second")
	guest "bind $sub; probe bench \$(mediated-device $sub) 1000; remove-mediated-device $sub; give-back $sub" > "$logs/probe.log" 2>&1 || true
	probe=$(sed -n 's/^bench probe NOP .*median_us=//p' "$logs/probe.log")
	engine=$(sed -n 's/.*bench engine NOP .*median_us=\([0-9.]*\).*/\1/p' "$logs/tests.log" | tail -n 1)
	if [ -z "$probe" ] || [ -z "$engine" ]; then
		fail "a NOP was measured" "probe ${probe:-no median}, engine ${engine:-no median}; see $logs/probe.log, $logs/tests.log"
		return
	fi
	ok "a NOP was measured"
	awk -v p="$probe" -v e="$engine" 'BEGIN { printf "  1,000 NOPs, median: C probe %.0f us, chanio'"'"'s engine %.0f us, ratio %.1f\n", p, e, e / p }'
}
