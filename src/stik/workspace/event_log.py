"""Interactions as an event log: case by case, under the names of the standard."""

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from stik.engine.embedded import Embedded
from stik.workspace.customer_names import NAME

_BY = ("journey", "journey_instance", "occurred_at", "sequence", "position")
_COLUMNS = {
    "journey_instance": "case:concept:name",
    "journey": "case:journey",
    "touchpoint": "concept:name",
    "occurred_at": "time:timestamp",
    "precision": "precision",
    "unit": "org:group",
    "channel": "channel",
    "language": "language",
    "customer": "customer",
    "amount": "amount",
    "currency": "currency",
}
"""Column of an interaction → its name in a log."""


def log_rows(
    parts: Iterable[pa.Table], schema: pa.Schema, *, zone: str
) -> Iterator[pa.Table]:
    """Yield interactions case by case in the order they occurred, without case last.

    They are sorted on disk where they do not fit in memory. Moments are told in the
    time zone `zone`; `precision` is null where a moment is known to the second.
    """
    with Embedded() as engine:
        whole = (part.cast(schema) for part in parts)
        for part in engine.in_order(whole, schema, by=_BY):
            yield _as_log(part, zone=zone)


def _as_log(rows: pa.Table, *, zone: str) -> pa.Table:
    columns = {log: rows[name] for name, log in _COLUMNS.items()}
    columns["time:timestamp"] = rows["occurred_at"].cast(pa.timestamp("us", tz=zone))
    columns["customer"] = rows[NAME if NAME in rows.column_names else "customer"].cast(
        pa.string()
    )
    is_rough = pc.not_equal(rows["precision"], "second")
    columns["precision"] = pc.if_else(is_rough, rows["precision"], None)
    has_case = pc.is_valid(rows["journey_instance"])
    columns["case:journey"] = pc.if_else(has_case, rows["journey"], None)
    return pa.table(columns)
