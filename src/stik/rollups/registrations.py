"""Registrations: when each initiative was first seen as it is written."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

import ibis
import pyarrow as pa

from stik.engine.tables import unbound
from stik.facts.schema import REGISTRATIONS
from stik.facts.store import Store
from stik.terms.proposal import Proposal

Promise = tuple[str, str]
"""The name of an initiative and the digest of what it promises."""

Run = Callable[[ibis.Table], pa.Table]


def registered(run: Run, *, until: int | None = None) -> pa.Table:
    """Return what was registered, oldest first, up to the snapshot `until`.

    Rows out: `schema.REGISTRATIONS`, one per initiative and promise.
    """
    rows = unbound("registrations", REGISTRATIONS)
    if until is not None:
        rows = rows.filter(rows.snapshot <= until)
    return run(rows).sort_by([("snapshot", "ascending"), ("initiative", "ascending")])


def registrations(run: Run, *, until: int | None = None) -> dict[Promise, date]:
    """Return the day on which each promise was first registered."""
    first: dict[Promise, date] = {}
    for row in registered(run, until=until).to_pylist():
        promise = (row["initiative"], row["digest"])
        first.setdefault(promise, row["registered_at"].date())
    return first


def register(
    store: Store, proposals: Iterable[Proposal], *, run: Run, now: datetime
) -> tuple[str, ...]:
    """Write down which promises are seen for the first time; return their names."""
    known = registrations(run)
    new = [each for each in proposals if (each.name, each.digest) not in known]
    if not new:
        return ()
    with store.writing() as writer:
        rows = [
            {
                "snapshot": writer.next_snapshot,
                "initiative": each.name,
                "digest": each.digest,
                "words": each.words,
                "registered_at": writer.moment(now),
            }
            for each in new
        ]
        table = pa.Table.from_pylist(rows, schema=REGISTRATIONS)
        writer.note({"registrations": table}, now=now)
    return tuple(each.name for each in new)
