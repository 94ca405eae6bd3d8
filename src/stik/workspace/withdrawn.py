"""What counts no more: rows of loads that were taken back, and of erased customers."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from stik.facts.schema import ERASED
from stik.facts.snapshot_rows import snapshot_of
from stik.facts.store import Store
from stik.terms.snapshot import Snapshot

WITHDRAWN = pa.schema(
    [
        pa.field("withdrawn_at", pa.timestamp("us", tz="UTC"), nullable=False),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("snapshot", pa.int64()),
        pa.field("first_sequence", pa.int64()),
        pa.field("last_sequence", pa.int64()),
        pa.field("customer", pa.int64()),
    ]
)
"""One row per batch that was taken back, or customer who was erased.

`reason` is `taken back`: then the rows from `first_sequence` to `last_sequence`, and
the held-back rows of `snapshot`, count no more; or `erased`: then all rows of
`customer`. What does not apply is null.
"""


def withdrawn(store: Store, *, after: Snapshot, until: Snapshot) -> pa.Table:
    """Return what was withdrawn after a snapshot up to another, in that order."""
    rows = [*_taken_back(store, after, until), *_erased(store, after, until)]
    return pa.Table.from_pylist(rows, schema=WITHDRAWN).sort_by("withdrawn_at")


def _taken_back(
    store: Store, after: Snapshot, until: Snapshot
) -> Iterator[dict[str, Any]]:
    known = set(after.taken_back)
    for row in store.snapshots().to_pylist():
        if not after.snapshot < row["snapshot"] <= until.snapshot:
            continue
        for each in snapshot_of(row).taken_back:
            if each not in known:
                known.add(each)
                yield {
                    "withdrawn_at": row["recorded_at"],
                    "reason": "taken back",
                    "snapshot": each.snapshot,
                    "first_sequence": each.first,
                    "last_sequence": each.last,
                }


def _erased(store: Store, after: Snapshot, until: Snapshot) -> Iterator[dict[str, Any]]:
    number = pc.field("snapshot")
    which = (number > after.snapshot) & (number <= until.snapshot)
    parts = [*store.parts("erased", at=store.latest(), which=which)]
    rows = pa.concat_tables([ERASED.empty_table(), *parts])
    told = rows.select(["customer", "erased_at"]).to_pylist()
    for customer, moment in dict.fromkeys(
        (r["customer"], r["erased_at"]) for r in told
    ):
        if customer:  # who was named in held-back rows alone has no number
            yield {"withdrawn_at": moment, "reason": "erased", "customer": customer}
