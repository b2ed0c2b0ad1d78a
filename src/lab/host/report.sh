# shellcheck shell=bash
# What the lab prints, and the count of what passed and failed.

passed=0
failed=0
worker=
checking=no

say() { # say WORDS: one line with the seconds since the start
	printf '[%4ds] %s\n' "$SECONDS" "$*"
}

# Exit statuses beside 0 and 1 (a check failed).
cannot_run=2
cannot_download=3

refuse() { # refuse WORDS: the lab cannot run; one line, then the end
	printf 'lab: %s\n' "$*" >&2
	exit "${refusal:-$cannot_run}"
}

ok() {
	passed=$((passed + 1))
	printf '  ok   %s\n' "$1"
}

fail() { # fail WHAT WHY
	failed=$((failed + 1))
	printf '  FAIL %s: %s\n' "$1" "$(head -c 1600 <<< "${2-}")"
}

verify() { # verify WHAT COMMAND...: passes when the command does; shows its output when not
	local what=$1 output
	shift
	if output=$("$@" 2>&1); then ok "$what"; else fail "$what" "$output"; fi
}

summary_of_what_was_cut_short() {
	fail "the lab ran to its end" "it did not"
	summary || true
}

summary() { # the last line; the exit status says whether nothing failed
	checking=no
	echo "$passed passed, $failed failed"
	[ "$failed" -eq 0 ]
}

within() { # within SECONDS COMMAND...: tries every quarter of a second until the command succeeds
	local end=$((SECONDS + $1))
	shift
	until "$@" > /dev/null 2>&1; do
		[ "$SECONDS" -lt "$end" ] || return 1
		sleep 0.25
	done
}

with_progress() { # with_progress WHAT LOG COMMAND...: a line every 30 s while the command runs; its log when it fails
	local what=$1 log=$2 since=$SECONDS
	shift 2
	say "$what"
	set -m # a process group of its own, so that clean_up can end the command with all that it started
	"$@" > "$log" 2>&1 < /dev/null &
	worker=$!
	set +m
	while kill -0 "$worker" 2> /dev/null; do
		sleep 1
		[ $(((SECONDS - since) % 30)) -ne 29 ] || say "$what: $((SECONDS - since)) s so far, $(wc -l < "$log") lines of log"
	done
	if ! wait "$worker"; then
		worker=
		tail -n 30 "$log" >&2
		refuse "$what failed; all of its output: $log"
	fi
	worker=
}
