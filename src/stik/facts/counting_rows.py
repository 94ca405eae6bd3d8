"""Which rows of a table count: not those stored later, nor those taken back."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

import pyarrow.compute as pc

from stik.facts.schema import TABLES
from stik.terms.snapshot import Snapshot, Stretch


def condition(table: str, *, at: Snapshot, is_past: bool = False) -> str | None:
    """Return the SQL filter on a table's rows that a snapshot shows, None for all.

    `is_past` says that the files hold more than the snapshot shows. Rollups are never
    filtered: what counts no more was taken off them.
    """
    columns = TABLES[table].names
    if "sequence" in columns:
        parts = [f"sequence <= {at.last_sequence}"] if is_past else []
        parts += [
            f"sequence NOT BETWEEN {stretch.first} AND {stretch.last}"
            for stretch in at.taken_back
            if stretch.first <= stretch.last
        ]
        return " AND ".join(parts) or None
    if "snapshot" in columns:
        parts = [f"snapshot <= {at.snapshot}"] if is_past else []
        parts += [f"snapshot <> {stretch.snapshot}" for stretch in at.taken_back]
        return " AND ".join(parts) or None
    return None


def answers_that_count(at: Snapshot) -> pc.Expression | None:
    """Return the same filter for those who read files of facts, None for all rows."""
    hidden = [stretch for stretch in at.taken_back if stretch.first <= stretch.last]
    return ~rows_of(hidden) if hidden else None


def rows_of(stretches: Iterable[Stretch]) -> pc.Expression:
    """Return the filter that chooses the rows of some batches."""
    sequence = pc.field("sequence")
    chosen = [(sequence >= each.first) & (sequence <= each.last) for each in stretches]
    return reduce(or_, chosen, pc.scalar(False))  # noqa: FBT003 a value, not a flag
