"""What it costs to read an event log, and whether memory grows with it.

The reader of pm4py, in an environment of its own (it is AGPL and no dependency): time
`pm4py.read_xes(FILE)` by `time.process_time()` after `import pm4py`, on the file that
`write_log` writes or any other, and hold it against `reading_logs` on the same file.
"""

from pathlib import Path

from bench.cost import Cost, of_module
from bench.measure import Measure

TRACES = 20_000
TIMES = 4
_EVENTS_A_TRACE = 15
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n'


def reading_logs(folder: Path, *, share: float) -> list[Measure]:
    """Return CPU time an event, and peak memory, of surveying and reading XES."""
    n_traces = int(TRACES * share)
    costs = []
    for n in (n_traces, n_traces * TIMES):
        log = folder / f"log_{n}.xes"
        write_log(log, n_traces=n)
        costs.append(of_module("bench.read_file", log))
        log.unlink()
    few, many = costs
    n_events = n_traces * _EVENTS_A_TRACE
    return [
        Measure(
            f"XES of {n_events:,} events, looked through and read",
            _microseconds(few, n_events),
            "CPU µs an event",
        ),
        Measure(
            f"the same, {TIMES} times as many",
            _microseconds(many, n_events * TIMES),
            "CPU µs an event",
            at_most=10,
        ),
        Measure(
            "peak memory of the many, over that of the few",
            many.peak_bytes / few.peak_bytes,
            at_most=1.2,
        ),
    ]


def write_log(path: Path, *, n_traces: int) -> None:
    """Write a log as programs do: a line for each attribute, five an event."""
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEAD)
        for trace in range(n_traces):
            events = "".join(_event(trace, place) for place in range(_EVENTS_A_TRACE))
            name = _attribute("string", "concept:name", f"order {trace}")
            file.write(f"\t<trace>\n\t\t{name}{events}\t</trace>\n")
        file.write("</log>\n")


def _event(trace: int, place: int) -> str:
    said = [
        ("string", "concept:name", f"step {(trace + place) % 23}"),
        ("string", "org:resource", f"somebody {(trace * place) % 61}"),
        ("string", "lifecycle:transition", "complete"),
        ("date", "time:timestamp", f"2026-05-{1 + place}T18:20:{trace % 60:02d}+02:00"),
        ("int", "amount", str(trace % 997)),
    ]
    told = "".join(f"\t\t\t{_attribute(*each)}" for each in said)
    return f"\t\t<event>\n{told}\t\t</event>\n"


def _attribute(kind: str, key: str, value: str) -> str:
    return f'<{kind} key="{key}" value="{value}"/>\n'


def _microseconds(cost: Cost, n_events: int) -> float:
    return cost.cpu_seconds / n_events * 1e6
