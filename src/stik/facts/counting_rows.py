"""Which rows count: not those stored later, taken back, or of an erased customer."""

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
    parts = []
    if "sequence" in columns:
        parts += [f"sequence <= {at.last_sequence}"] if is_past else []
        parts += [
            f"sequence NOT BETWEEN {each.first} AND {each.last}"
            for each in at.taken_back
            if each.first <= each.last
        ]
    elif "snapshot" in columns:
        parts += [f"snapshot <= {at.snapshot}"] if is_past else []
        parts += [f"snapshot <> {each.snapshot}" for each in at.taken_back]
    if {"customer", "sequence"} <= set(columns) and at.hidden:
        parts.append(f"(customer IS NULL OR NOT {of_customers(at.hidden)})")
    return " AND ".join(parts) or None


def of_customers(customers: Iterable[int]) -> str:
    """Return the SQL filter that chooses the rows of some customers."""
    return f"customer IN ({', '.join(map(str, customers))})"


def answers_that_count(at: Snapshot) -> pc.Expression | None:
    """Return the same filter for those who read files of facts, None for all rows."""
    stretches = [each for each in at.taken_back if each.first <= each.last]
    left_out = [rows_of(stretches)] if stretches else []
    if at.hidden:
        customers = list(at.hidden)
        left_out.append(pc.field("customer").isin(customers))
    return ~reduce(or_, left_out) if left_out else None


def rows_of(stretches: Iterable[Stretch]) -> pc.Expression:
    """Return the filter that chooses the rows of some batches."""
    sequence = pc.field("sequence")
    chosen = [(sequence >= each.first) & (sequence <= each.last) for each in stretches]
    return reduce(or_, chosen, pc.scalar(False))  # noqa: FBT003 a value, not a flag
