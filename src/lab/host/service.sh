# shellcheck shell=bash
# The service in the guest, and HTTP to it: every call leaves its answer in $answer and its code in $http_status.

service_seconds=600
http_status=000
answer=

api() { # api GET|POST PATH [BODY]: path below /api/v1; waits for the end of a job
	local options=(-sS --max-time 90 -o "$answer" -w '%{http_code}' -X "$1" -H 'Prefer: wait=30')
	[ $# -lt 3 ] || options+=(-H 'Content-Type: application/json' -d "$3")
	if [ "$guest_kind" = network ]; then
		http_status=$(curl "${options[@]}" "http://127.0.0.1:$http_port/api/v1$2" 2> "$answer.err") || http_status=000
	else
		api_inside "$@"
	fi
}

api_inside() { # the same, called in the guest by busybox, which tells no body of a refusal
	local options="-T 90 --header 'Prefer: wait=30'"
	if [ $# -ge 3 ]; then
		printf '%s' "$3" > "$share/body"
		options+=" --header 'Content-Type: application/json' --post-file /lab/body"
	elif [ "$1" = POST ]; then
		options+=" --post-data ''"
	fi
	http_status=200
	guest "wget -q -O - $options 'http://127.0.0.1:8080/api/v1$2' 2> /lab/wget.err" 120 > "$answer" ||
		http_status=$(grep -o 'HTTP/1.1 [0-9]*' "$share/wget.err" | cut -d ' ' -f 2 || echo 000)
}

plain() { # plain PATH: prints what a path outside the API says
	curl -sS --max-time 60 "http://127.0.0.1:$http_port$1"
}

expect() { # expect WHAT STATUS JQ: passes when the last answer has the code and fulfils the expression
	if [ "$http_status" != "$2" ]; then
		fail "$1" "HTTP $http_status instead of $2: $(cat "$answer" "$answer.err" 2> /dev/null)"
	elif ! jq -e "$3" "$answer" > /dev/null 2>&1; then
		fail "$1" "not true: $3: $(jq -c . "$answer" 2>&1)"
	else
		ok "$1"
	fi
}

holds() { # holds PATH JQ: whether the resource fulfils the expression now
	api GET "$1"
	[ "$http_status" = 200 ] && jq -e "$2" "$answer" > /dev/null
}

eventually() { # eventually WHAT SECONDS PATH JQ
	if within "$2" holds "$3" "$4"; then
		ok "$1"
	else
		api GET "$3"
		fail "$1" "not within $2 s: $4: HTTP $http_status $(jq -c . "$answer" 2>&1)"
	fi
}

program() { # program CCWS: the body of a job
	jq -cn "{program: {ccws: $1}}"
}

run_program() { # run_program SUBCHANNEL CCWS
	api POST "/subchannels/$1/jobs" "$(program "$2")"
}

is_ready() {
	if [ "$guest_kind" = network ]; then
		curl -sf --max-time 5 "http://127.0.0.1:$http_port/q/health/ready"
	else
		# A refused connection is not told: its packet has a wrong checksum there.
		guest 'wget -q -T 5 -O - http://127.0.0.1:8080/q/health/ready'
	fi
}

is_ready_or_ended() {
	is_ready || [ -e "$share/service.rc" ]
}

start_service() { # start_service LOG OPTION...: waits until it says that it is ready
	local log=$1 from=$SECONDS
	shift
	answer=$work/answer
	: > "$answer"
	in_guest "service start /lab/$log.log $*"
	within "$service_seconds" is_ready_or_ended || true
	if is_ready > /dev/null; then
		ok "service is ready (after $((SECONDS - from)) s)"
	else
		fail "service is ready" "not after $((SECONDS - from)) s: $(tail -n 5 "$share/$log.log")"
		return 1
	fi
}

stop_service() { # stop_service LOG: keeps its log
	verify "service ends in order" guest 'test "$(service stop)" -eq 143' 90
	cp "$share/$1.log" "$logs/"
}
