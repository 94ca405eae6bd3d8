"""Which rows count: none stored later, taken back, erased, or about somebody else."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

import pyarrow.compute as pc

from stik.facts.schema import TABLES
from stik.terms.snapshot import AboutOthers, Snapshot, Stretch


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


def about(whom: str | None, *, table: str, at: Snapshot) -> str | None:
    """Return the SQL filter on the rows that tell of somebody else, or None for us.

    None where no filter is needed: a rollup holds nothing of others.
    """
    if "sequence" not in TABLES[table].names:
        return None
    chosen = [each for each in at.about_others if whom in (None, each.of)]
    ranges = [f"sequence BETWEEN {each.first} AND {each.last}" for each in chosen]
    if whom is not None:
        return f"({' OR '.join(ranges)})" if ranges else "sequence < 0"
    return " AND ".join(f"NOT ({each})" for each in ranges) or None


def both(first: str | None, second: str | None) -> str | None:
    """Return the filter that chooses what two filters both do."""
    return " AND ".join(each for each in (first, second) if each) or None


def of_customers(customers: Iterable[int]) -> str:
    """Return the SQL filter that chooses the rows of some customers."""
    return f"customer IN ({', '.join(map(str, customers))})"


def answers_that_count(at: Snapshot) -> pc.Expression | None:
    """Return the filter on the answers that rollups count, None for all of them.

    For those who read files of facts; what tells of others is in no rollup.
    """
    taken_back = [each for each in at.taken_back if each.first <= each.last]
    stretches: list[Stretch | AboutOthers] = [*taken_back, *at.about_others]
    left_out = [rows_of(stretches)] if stretches else []
    if at.hidden:
        customers = list(at.hidden)
        left_out.append(pc.field("customer").isin(customers))
    return ~reduce(or_, left_out) if left_out else None


def rows_of(stretches: Iterable[Stretch | AboutOthers]) -> pc.Expression:
    """Return the filter that chooses the rows of some stretches."""
    sequence = pc.field("sequence")
    chosen = [(sequence >= each.first) & (sequence <= each.last) for each in stretches]
    return reduce(or_, chosen, pc.scalar(False))  # noqa: FBT003 a value, not a flag
