# shellcheck shell=bash
# The tests of port.vfio and of the engine inside the guest, without HTTP; then what a NOP costs by the shortest way and
# by chanio's engine.

driver_tests=(io.chanio.port.vfio.VfioSubchannelST io.chanio.engine.EngineOnVfioST)
tests_seconds=900
nops=1000
warm_up=2000 # for the compilers

stage_driver() {
	local sub interface
	boot network
	stop_serving
	sub=$(guest "subchannel-of $second")
	in_guest "bind $sub"
	for interface in group iommufd; do
		run_tests "tests-$interface" "$sub" "$interface" "${driver_tests[@]}"
		measure "$sub" "$interface"
	done
	in_guest "remove-mediated-device $sub; give-back $sub"
}

launcher() { # launcher SUBCHANNEL INTERFACE CLASS...: the words that run test classes in the guest
	echo "test-java $1 $2 org.junit.platform.console.ConsoleLauncher execute --disable-banner --disable-ansi-colors" \
		"--include-engine=junit-jupiter --details=testfeed ${*:3}" | sed 's/ \(io\.chanio\)/ --select-class=\1/g'
}

run_tests() { # run_tests LOG SUBCHANNEL INTERFACE CLASS...
	local log=$logs/$1.log status=0
	guest "$(launcher "${@:2}")" "$tests_seconds" > "$log" 2>&1 || status=$?
	judge_tests "$log"
	[ "$status" -eq 0 ] || fail "the test run ends well" "exit status $status, see $log: $(tail -n 3 "$log")"
}

judge_tests() { # judge_tests LOG: one check for each test that JUnit's feed names
	local line name seen=0
	while IFS= read -r line; do
		name=${line% :: *}
		name=${name#JUnit Jupiter > }
		case $line in
			*' :: SUCCESSFUL') ok "$name" ;;
			*' :: FAILED') fail "$name" "see $1" ;;
			*' :: ABORTED' | *' :: SKIPPED') fail "$name" "it did not run, see $1" ;;
			*) continue ;;
		esac
		seen=$((seen + 1))
	done < "$1"
	[ "$seen" -gt 0 ] || fail "tests ran" "no test is named in $1"
}

measure() { # measure SUBCHANNEL INTERFACE: the probe before and after, since the host may be busier with one than the other
	local log=$logs/measure-$2.log probe_bench="probe bench \$(mediated-device $1) $nops" probe engine
	[ "$2" = group ] || probe_bench=${probe_bench/bench/bench --cdev}
	guest "$probe_bench; test-java $1 $2 io.chanio.engine.NopMeasurement $nops $warm_up; $probe_bench" 300 > "$log" 2>&1 || true
	probe=$(median probe "$log")
	engine=$(median engine "$log")
	if [ -z "$probe" ] || [ -z "$engine" ]; then
		fail "a NOP is measured ($2)" "probe ${probe:-nothing}, engine ${engine:-nothing}: $(tail -n 3 "$log")"
		return
	fi
	ok "a NOP is measured ($2)"
	awk -v n="$nops" -v p="$probe" -v e="$engine" -v i="$2" \
		'BEGIN { printf "  %d NOPs over %s, median: C probe %.0f us, engine of chanio %.0f us, ratio %.1f\n", n, i, p, e, e / p }'
}

median() { # median WHO LOG: in microseconds, the mean of those that it printed
	sed -n "s/^bench $1 NOP .*median_us=\\([0-9.]*\\).*/\\1/p" "$2" | awk '{ sum += $1 } END { if (NR) print sum / NR }'
}
