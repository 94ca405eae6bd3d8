"""Segments: how many customers are in each, and who was in which from when to when."""

from collections.abc import Sequence

import pyarrow as pa

from stik.errors import UnknownDimension
from stik.insights.reading import Reading
from stik.rollups.memberships import members_at
from stik.terms.segmentation import Segmentation

SEGMENTS = pa.schema(
    [
        ("segmentation", pa.string()),
        ("kind", pa.string()),
        ("segment", pa.string()),
        ("n_customers", pa.int64()),
        ("share", pa.float64()),
    ]
)


def segments_now(reading: Reading) -> pa.Table:
    """Return how many customers are in each segment of each segmentation.

    Now is when the facts were last stored. `share` is of all customers, 0 to 1, null
    without customers. Whoever is in none has a row with a null `segment`.
    """
    rows = [row for each in reading.segmentations for row in _rows(each, reading)]
    return pa.Table.from_pylist(rows, schema=SEGMENTS)


def history_of(name: str, reading: Reading) -> pa.Table:
    """Return who was in which segment: customer, segment, from_, to_ (null: until now).

    Raises
    ------
    UnknownDimension
        When there is no such segmentation.
    """
    known = {each.name: each for each in reading.segmentations}
    if name not in known:
        raise UnknownDimension(name, known)
    history = reading.memberships(known[name])
    return reading.run(history.order_by(["customer", "from_"]))


def _rows(segmentation: Segmentation, reading: Reading) -> list[dict[str, object]]:
    held = reading.memberships(segmentation)
    counted = members_at(held, now=reading.snapshot.recorded_at)
    found = {row["segment"]: row["n"] for row in reading.run(counted).to_pylist()}
    total = sum(found.values())
    return [
        {
            "segmentation": segmentation.name,
            "kind": segmentation.kind,
            "segment": name,
            "n_customers": found.get(name, 0),
            "share": found.get(name, 0) / total if total else None,
        }
        for name in _in_order(segmentation, found)
    ]


def _in_order(
    segmentation: Segmentation, found: dict[str | None, int]
) -> Sequence[str | None]:
    names: list[str | None] = [each.name for each in segmentation.segments]
    return [*names, None] if found.get(None) else names
