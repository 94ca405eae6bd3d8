"""What `/metrics` tells of the intake: what waits, came of it, or was refused."""

from collections import Counter
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from pathlib import Path

from stik.terms.snapshot import Snapshot
from stik.workspace import Workspace
from stik_web.clock import now
from stik_web.counted import counted
from stik_web.declined import DECLINED
from stik_web.open_metrics import Family
from stik_web.place import workspace
from stik_web.sources.log import COMMITS, REQUESTS, waiting
from stik_web.sources.models import Drained

_Figures = Mapping[tuple[str, ...], float]

_known_held: dict[tuple[Path, int, int], _Figures] = {}
"""By place, version of the table, and how many loads were taken back."""


def families() -> Iterator[Family]:
    """Yield each measure of the intake."""
    yield from _waiting()
    yield from _of_this_process()
    yield from _drained()
    yield from _of_the_facts(workspace())


def _waiting() -> Iterator[Family]:
    found = waiting()
    lag = (now() - found.oldest_at).total_seconds() if found.oldest_at else 0.0
    yield _gauge("stik_intake_entries", "Requests that wait.", found.n_entries)
    yield _gauge("stik_intake_messages", "Messages that wait.", found.n_messages)
    yield _gauge("stik_intake_lag_seconds", "Age of the oldest of them.", lag)


def _of_this_process() -> Iterator[Family]:
    declined: _Figures = {
        (status, HTTPStatus(int(status)).phrase): n
        for status, n in counted(DECLINED).items()
    }
    yield _counter("stik_intake_commits", "Commits of the log.", counted(COMMITS))
    yield _counter("stik_intake_requests", "Requests in them.", counted(REQUESTS))
    yield Family(
        "stik_requests_declined",
        "counter",
        "Requests that were not taken.",
        declined,
        ("status", "reason"),
    )


def _drained() -> Iterator[Family]:
    """Yield what became of messages, as the worker wrote it down."""
    rows = list(Drained.objects.order_by("source"))
    of = ("source",)
    for name, told, column in (
        ("stik_drained_messages", "Messages drained.", "n_messages"),
        ("stik_duplicate_messages", "Messages known already.", "n_known"),
        ("stik_messages_held_back", "Messages that had to be held back.", "n_held"),
    ):
        figures: _Figures = {(row.source,): getattr(row, column) for row in rows}
        yield Family(name, "counter", told, figures, of)
    yield Family(
        "stik_last_drain_timestamp_seconds",
        "gauge",
        "When messages were drained last.",
        {(row.source,): row.drained_at.timestamp() for row in rows},
        of,
    )


def _of_the_facts(of: Workspace) -> Iterator[Family]:
    latest = of.store.latest()
    age = (now() - latest.recorded_at).total_seconds()
    yield _gauge("stik_last_batch_age_seconds", "Age of the last batch.", age)
    yield Family(
        "stik_held_back_rows",
        "gauge",
        "Rows that wait for repair.",
        _held_back(of, at=latest),
        ("source", "reason"),
    )


def _held_back(of: Workspace, *, at: Snapshot) -> _Figures:
    """Return how many rows wait by source and reason; read only when that changed."""
    as_of = (of.place.folder, at.versions["held_back"], len(at.taken_back))
    if as_of in _known_held:
        return _known_held[as_of]
    found: Counter[tuple[str, ...]] = Counter()
    for row in of.mending.counted().to_pylist():
        found[row["source"], row["reason"]] += row["n"]
    _known_held.clear()
    _known_held[as_of] = found
    return found


def _gauge(name: str, told: str, figure: float) -> Family:
    return Family(name, "gauge", told, {(): figure})


def _counter(name: str, told: str, by: dict[str, int]) -> Family:
    return Family(name, "counter", told, {(): sum(by.values())})
