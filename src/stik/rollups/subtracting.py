"""What answers that count no more take off each rollup: their counts, below zero."""

from collections.abc import Collection, Iterable

import pyarrow as pa
import pyarrow.compute as pc

from stik.rollups.increments import COUNTED, increments


def subtracted(
    answers: Iterable[pa.Table], *, kept: Collection[str]
) -> dict[str, pa.Table]:
    """Return the rows of each rollup in `kept` that take the answers off it.

    `answers` are parts of `schema.ANSWERS`; all of them count no more.
    """
    rows: dict[str, list[pa.Table]] = {}
    for part in answers:
        for name, cells in increments(part, kept=kept).items():
            rows.setdefault(name, []).append(_negative(cells))
    return {name: pa.concat_tables(parts) for name, parts in rows.items()}


def _negative(cells: pa.Table) -> pa.Table:
    for name in COUNTED:
        column = cells.column_names.index(name)
        cells = cells.set_column(column, name, pc.negate(cells[name]))
    return cells
