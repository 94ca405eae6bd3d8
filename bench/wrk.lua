-- Sends the requests that stand in a folder, one after the other, as they are.

local requests, last = {}, 0

function init(arguments)
  for n = 1, tonumber(arguments[2]) do
    local file = io.open(arguments[1] .. "/" .. n .. ".http", "rb")
    requests[n] = file:read("*a")
    file:close()
  end
end

function request()
  last = last % #requests + 1
  return requests[last]
end

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format(
    '{"n_answers": %d, "seconds": %f, "p50_ms": %f, "p99_ms": %f, "n_errors": %d}\n',
    summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout
  ))
end
