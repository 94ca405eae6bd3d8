"""What 100 million answers cost, and a question of the rollups that a billion give."""

from pathlib import Path

import stik
from bench.asking import against_by_hand
from bench.cost import of_module
from bench.many_answers import COMPANY
from bench.measure import Measure, Section
from bench.questions import COLUMNS, asked_of_rollups

ANSWERS = 100_000_000
REPEATS = 3
_BY_ROLLUP = (
    "Engine CPU is what the process spends while the engine runs the compiled question "
    "of one `ask`, result rows included; the whole `ask` adds what is done in Python: "
    "the plan, an interval for every cell, the table. Both in a process that has asked "
    "it once. Where the bound is missed, there is more to return than it allows: each "
    "unit, touchpoint and month has a row for every value that was answered."
)


def hundred_million(folder: Path, *, share: float) -> list[Section]:
    """Return what it costs to count 100 million answers, and to ask them."""
    n, place = int(ANSWERS * share), folder / "hundred"
    of_module("bench.alone", "make", place, "--answers", str(n))
    rebuilt, raw, cheap = (
        of_module("bench.alone", work, place) for work in ("rebuild", "raw", "rollups")
    )
    workspace = stik.open(place)
    hand, from_raw, _ = against_by_hand(workspace, repeats=REPEATS)
    measures = [
        Measure(
            f"counting all rollups of {n:,} answers anew",
            rebuilt.cpu_seconds,
            "CPU s",
            at_most=60 * share,
        ),
        _peak("its peak memory", rebuilt.peak_bytes),
        Measure(
            "`ask nps` by touchpoint and month, raw: CPU over that of SQL by hand",
            from_raw / hand,
            at_most=1.25,
        ),
        Measure("SQL by hand", hand, "CPU s"),
        Measure("raw", from_raw, "CPU s"),
        _peak("peak memory of a process that asks it raw", raw.peak_bytes),
        _peak("peak memory of a process that asks rollups", cheap.peak_bytes),
    ]
    how = f"Three years of {COMPANY}. Threads: as many as cores."
    rows = asked_of_rollups(str(place))
    return [
        Section("100 million answers", measures, how),
        Section(
            "Questions of the rollups of 100 million answers",
            [],
            _BY_ROLLUP,
            COLUMNS,
            rows,
        ),
    ]


def billion(folder: Path) -> Section:
    """Return what questions of the rollups of a billion answers cost."""
    place = folder / "billion"
    of_module("bench.alone", "shape", place)
    how = (
        "The same company after ten years, with a billion answers: every cell of every "
        "day (3,653) is there and summed up by upkeep, with counts drawn by chance for "
        "each rollup by itself. How many cells there are depends on days and kinds, "
        "not on how many answers they count; the answers themselves are not there."
    )
    title = "Questions of rollups of the shape of a billion answers"
    return Section(title, [], how, COLUMNS, asked_of_rollups(str(place)))


def _peak(name: str, peak_bytes: int) -> Measure:
    return Measure(name, peak_bytes / 2**30, "GiB", at_most=1)
