-- A NOP on the demonstration's bare device, waited for: wrk -t1 -c16 -d10s -s src/bench/wrk/nop.lua http://127.0.0.1:8080
wrk.method = "POST"
wrk.path = "/api/v1/subchannels/0.0.0009/jobs"
wrk.body = '{"program":{"ccws":[{"command":"NOP","flags":["SLI"]}]}}'
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Prefer"] = "wait=10"
