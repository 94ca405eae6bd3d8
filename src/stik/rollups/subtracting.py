"""What answers that count no more take off each rollup: their counts, below zero."""

from collections.abc import Collection, Iterable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from stik.rollups.increments import COUNTS, added_up, increments
from stik.rollups.stretches import ROWS_AT_ONCE


def subtracted(
    answers: Iterable[pa.Table], *, kept: Collection[str]
) -> dict[str, pa.Table]:
    """Return the rows of each rollup in `kept` that take the answers off it.

    `answers` are parts of `schema.ANSWERS`; all of them count no more. No more rows
    are in memory than cells are taken from, a few times over, however many parts come.
    """
    rows: dict[str, list[pa.Table]] = {}
    for part in answers:
        for name, cells in increments(part, kept=kept).items():
            parts = rows.setdefault(name, [])
            parts.append(_negative(cells))
            if _are_many(parts):
                parts[:] = [_together(name, parts)]
    return {name: _together(name, parts) for name, parts in rows.items()}


def _are_many(parts: Sequence[pa.Table]) -> bool:
    """Return whether it is time to add the parts up: more came than the sum has."""
    total, *later = (int(part.num_rows) for part in parts)
    return sum(later) > max(total, ROWS_AT_ONCE)


def _together(name: str, parts: Sequence[pa.Table]) -> pa.Table:
    if len(parts) == 1:
        return parts[0]
    return added_up(name, pa.concat_tables(parts).unify_dictionaries())


def _negative(cells: pa.Table) -> pa.Table:
    for name in COUNTS:
        column = cells.column_names.index(name)
        cells = cells.set_column(column, name, pc.negate(cells[name]))
    return cells
