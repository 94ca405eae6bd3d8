"""Which rows count: none stored later, taken back, erased, or about somebody else."""

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

import pyarrow.compute as pc

from stik.facts.schema import TABLES
from stik.terms.snapshot import AboutOthers, Snapshot, Stretch


def condition(
    table: str,
    *,
    at: Snapshot,
    is_past: bool = False,
    whom: str | None = None,
    is_of_everybody: bool = False,
) -> str | None:
    """Return the SQL filter on a table's rows that a snapshot shows, None for all.

    `is_past` says that the files hold more than the snapshot shows. Only rows that tell
    of our own company are shown, or only those of `whom`, or those of everybody.
    Rollups are never filtered: what counts no more was taken off them, and nothing of
    others is in them.
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
        parts += [] if is_of_everybody else _telling_of(whom, at=at)
    elif "snapshot" in columns:
        parts += [f"snapshot <= {at.snapshot}"] if is_past else []
        parts += [f"snapshot <> {each.snapshot}" for each in at.taken_back]
    if {"customer", "sequence"} <= set(columns) and at.hidden:
        parts.append(f"(customer IS NULL OR NOT {of_customers(at.hidden)})")
    return " AND ".join(parts) or None


def _telling_of(whom: str | None, *, at: Snapshot) -> list[str]:
    """Return filters on the rows that tell of somebody else, or (None) of us."""
    ranges = [
        f"BETWEEN {each.first} AND {each.last}"
        for each in at.about_others
        if whom in (None, each.of)
    ]
    if whom is None:
        return [f"sequence NOT {each}" for each in ranges]
    either = " OR ".join(f"sequence {each}" for each in ranges)
    return [f"({either or 'sequence < 0'})"]


def of_customers(customers: Iterable[int]) -> str:
    """Return the SQL filter that chooses the rows of some customers."""
    return f"customer IN ({', '.join(map(str, customers))})"


def answers_that_count(at: Snapshot) -> pc.Expression | None:
    """Return the filter on the answers that rollups count, None for all of them.

    For those who read files of facts; what tells of others is in no rollup.
    """
    return rows_that_count("answers", at=at)


def rows_that_count(
    table: str, *, at: Snapshot, whom: str | None = None
) -> pc.Expression | None:
    """Return the filter on a table's rows that a snapshot shows, None for all.

    As `condition`, for those who read the files themselves: rows that tell of our own
    company, or only those of `whom`.
    """
    columns, kept = TABLES[table].names, []
    if "sequence" in columns:
        taken_back = [each for each in at.taken_back if each.first <= each.last]
        others = [each for each in at.about_others if whom in (None, each.of)]
        left_out: list[Stretch | AboutOthers] = [*taken_back]
        left_out += [] if whom else others
        kept += [~rows_of(left_out)] if left_out else []
        kept += [rows_of(others)] if whom else []
    elif "snapshot" in columns and at.taken_back:
        batches = [each.snapshot for each in at.taken_back]
        kept.append(~pc.field("snapshot").isin(batches))
    if {"customer", "sequence"} <= set(columns) and at.hidden:
        kept.append(~pc.field("customer").isin(list(at.hidden)))
    return reduce(and_, kept) if kept else None


def rows_of(stretches: Iterable[Stretch | AboutOthers]) -> pc.Expression:
    """Return the filter that chooses the rows of some stretches."""
    sequence = pc.field("sequence")
    chosen = [(sequence >= each.first) & (sequence <= each.last) for each in stretches]
    return reduce(or_, chosen, pc.scalar(False))  # noqa: FBT003 a value, not a flag
