"""What a batch of answers adds to each rollup: counts, which simply add up."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from stik.facts.schema import BASE, COUNTED, ROLLUPS
from stik.rollups.cells import Cells
from stik.terms.counts import Floats

COUNTS = ("n", "n_weighted", "weight", "weight_square")
"""What a rollup counts in each of its cells; the other columns say which cell."""


def increments(
    answers: pa.Table, *, kept: Collection[str] = tuple(COUNTED)
) -> dict[str, pa.Table]:
    """Return the rows that a batch of answers (`schema.ANSWERS`) adds per rollup.

    Only of those in `kept`; the base always is.
    """
    weight = answers["weight"]
    known = pc.fill_null(weight, 0.0).to_numpy()
    sums = {
        "n": np.ones(len(answers)),
        "n_weighted": pc.is_valid(weight).to_numpy().astype(np.float64),
        "weight": known,
        "weight_square": known * known,
    }
    coarse = Cells.of(answers, by=columns_of(BASE))
    wanted = [name for name in COUNTED if name == BASE or name in kept]
    return {
        name: cells_added_up(
            name, answers, coarse.cut(answers, by=_further_columns_of(name)), sums
        )
        for name in wanted
    }


def added_up(name: str, rows: pa.Table) -> pa.Table:
    """Return one row per cell of a rollup, with what its rows count together."""
    cells = Cells.of(rows, by=columns_of(name))
    return cells_added_up(name, rows, cells, sums_of(rows))


def sums_of(rows: pa.Table) -> dict[str, Floats]:
    """Return what each row counts."""
    return {count: rows[count].to_numpy().astype(np.float64) for count in COUNTS}


def columns_of(name: str) -> Sequence[str]:
    """Return the columns that say which cell, those of the base first."""
    return [column for column in ROLLUPS[name].names if column not in COUNTS]


def _further_columns_of(name: str) -> Sequence[str]:
    return columns_of(name)[len(columns_of(BASE)) :]


def cells_added_up(
    name: str, rows: pa.Table, cells: Cells, sums: Mapping[str, Floats]
) -> pa.Table:
    """Return one row per cell of a rollup, with the sums of the rows in it."""
    added = rows.select(columns_of(name)).take(cells.one_row_each())
    for count, values in sums.items():
        total = cells.sums(values)
        is_whole = ROLLUPS[name].field(count).type == pa.int64()
        added = added.append_column(
            count, pa.array(np.rint(total).astype(np.int64) if is_whole else total)
        )
    return added.select(ROLLUPS[name].names)
