"""What it costs to make facts of the intake log's messages, and what they take then."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from time import process_time

import stik
from bench.cost import cpu_seconds
from bench.measure import Measure, Section
from bench.messages import A_STRETCH, HOW, NOW, SOURCE, TRACK, stretches
from stik.intake.track.stretch import Entry
from stik.workspace import Workspace

MESSAGES = 1_000_000
STORED = ("interactions", "answers", "traits")


def draining(folder: Path, *, share: float) -> Section:
    """Return events per CPU second of the drain, and bytes per row of the lake."""
    workspace = stik.create(folder / "drained", now=NOW)
    workspace.place.track_file.write_text(TRACK, encoding="utf-8")
    # A worker runs for days: what it imports, and compiles, it has paid for.
    _drain(workspace, stretches(1_000))
    n_messages = max(A_STRETCH, int(MESSAGES * share) // A_STRETCH * A_STRETCH)
    given = _Unpaid(stretches(n_messages, first=1_000))
    spent = cpu_seconds(lambda: _drain(workspace, given)) - given.cpu_seconds
    drained = _bytes_a_row(workspace)
    workspace.mend(now=NOW)
    return Section(
        "Draining",
        [
            Measure(
                f"{n_messages:,} messages of the intake log into facts and rollups",
                n_messages / spent,
                "messages per CPU s",
                at_least=200_000,
            ),
            Measure(
                "all Parquet files of the place, per interaction, answer and trait",
                drained,
                "bytes",
                at_most=16,
            ),
            Measure(
                "the same after `stik doctor --mend`",
                _bytes_a_row(workspace),
                "bytes",
                at_most=16,
            ),
        ],
        how=f"{HOW}.",
    )


class _Unpaid:
    """Stretches of the log; what it takes to make them up is not of the drain."""

    def __init__(self, given: Iterable[list[Entry]]) -> None:
        self._given = iter(given)
        self.cpu_seconds = 0.0

    def __iter__(self) -> Iterator[list[Entry]]:
        while (made := self._next()) is not None:
            yield made

    def _next(self) -> list[Entry] | None:
        begun = process_time()
        made = next(self._given, None)
        self.cpu_seconds += process_time() - begun
        return made


def _drain(workspace: Workspace, given: Iterable[list[Entry]]) -> None:
    workspace.drain(given, log="log", source=SOURCE, now=NOW)


def _bytes_a_row(workspace: Workspace) -> float:
    """Return what the files of every table take for each row of the facts."""
    at = workspace.store.latest()
    n_rows = sum(workspace.store.n_rows(name, at=at) for name in STORED)
    files = workspace.place.folder.rglob("*.parquet")
    return sum(file.stat().st_size for file in files) / n_rows
