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


def registrations(run: Callable[[ibis.Table], pa.Table]) -> dict[Promise, date]:
    """Return the day on which each promise was first registered."""
    rows = run(unbound("registrations", REGISTRATIONS)).to_pylist()
    first: dict[Promise, date] = {}
    for row in sorted(rows, key=lambda each: each["registered_at"]):
        promise = (row["initiative"], row["digest"])
        first.setdefault(promise, row["registered_at"].date())
    return first


def register(
    store: Store,
    proposals: Iterable[Proposal],
    *,
    run: Callable[[ibis.Table], pa.Table],
    now: datetime,
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
                "registered_at": writer.moment(now),
            }
            for each in new
        ]
        table = pa.Table.from_pylist(rows, schema=REGISTRATIONS)
        writer.note({"registrations": table}, now=now)
    return tuple(each.name for each in new)
