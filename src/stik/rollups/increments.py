"""What a batch of answers adds to each rollup: counts, which simply add up."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from stik.facts.schema import BASE, MONTHLY, MONTHS_OF, ROLLUPS
from stik.rollups.cells import Cells
from stik.terms.counts import Floats

COUNTED = ("n", "n_weighted", "weight", "weight_square")
"""What a rollup counts in each of its cells; the other columns say which cell."""


def increments(
    answers: pa.Table, *, kept: Collection[str] = tuple(ROLLUPS)
) -> dict[str, pa.Table]:
    """Return the rows that a batch of answers (`schema.ANSWERS`) adds per rollup.

    Only of those in `kept`; the base and its months always are.
    """
    weight = answers["weight"]
    known = pc.fill_null(weight, 0.0).to_numpy()
    sums = {
        "n": np.ones(len(answers)),
        "n_weighted": pc.is_valid(weight).to_numpy().astype(np.float64),
        "weight": known,
        "weight_square": known * known,
    }
    wanted = {*kept, BASE, MONTHLY}
    coarse = Cells.of(answers, by=_columns_of(BASE))
    counted: dict[str, pa.Table] = {}
    for by_day, by_month in MONTHS_OF.items():
        if wanted & {by_day, by_month}:
            finer = coarse.cut(answers, by=_further_columns_of(by_day))
            counted[by_day] = _added_up(by_day, answers, finer, sums)
            counted[by_month] = _monthly(by_month, counted[by_day])
    return {name: rows for name, rows in counted.items() if name in wanted}


def added_up(name: str, rows: pa.Table) -> pa.Table:
    """Return one row per cell of a rollup, with what its rows count together."""
    sums = {count: rows[count].to_numpy().astype(np.float64) for count in COUNTED}
    return _added_up(name, rows, Cells.of(rows, by=_columns_of(name)), sums)


def _columns_of(name: str) -> Sequence[str]:
    """Return the columns that say which cell, those of the base first."""
    return [column for column in ROLLUPS[name].names if column not in COUNTED]


def _further_columns_of(name: str) -> Sequence[str]:
    return _columns_of(name)[len(_columns_of(BASE)) :]


def _monthly(name: str, rows: pa.Table) -> pa.Table:
    """Return counts by day as a rollup by month, as finely as that is known."""
    days = rows["occurred_date"]
    first = pc.cast(pc.floor_temporal(days, unit="month"), pa.date32())
    precision = rows["precision"].cast(pa.string())
    is_finer = pc.is_in(precision, pa.array(["second", "day"]))
    coarser = pc.if_else(is_finer, "month", precision)
    rows = rows.drop_columns(["occurred_date", "precision"])
    rows = rows.append_column("occurred_date", first)
    return added_up(name, rows.append_column("precision", coarser))


def _added_up(
    name: str, rows: pa.Table, cells: Cells, sums: Mapping[str, Floats]
) -> pa.Table:
    """Return one row per cell of a rollup, with the sums of the rows in it."""
    added = rows.select(_columns_of(name)).take(cells.one_row_each())
    for count, values in sums.items():
        total = cells.sums(values)
        is_whole = ROLLUPS[name].field(count).type == pa.int64()
        added = added.append_column(
            count, pa.array(np.rint(total).astype(np.int64) if is_whole else total)
        )
    return added.select(ROLLUPS[name].names)
