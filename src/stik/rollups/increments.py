"""What a batch of answers adds to each rollup: counts, which simply add up."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from stik.facts.schema import BASE, MONTHLY, ROLLUPS
from stik.terms.counts import Floats, Integers

COUNTED = ("n", "n_weighted", "weight", "weight_square")
"""What a rollup counts in each of its cells; the other columns say which cell."""

_MOST_CELLS = 2**62


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
    wanted = [n for n in ROLLUPS if n == BASE or (n in kept and n != MONTHLY)]
    daily = {name: _added_up(name, answers, sums) for name in wanted}
    return {**daily, MONTHLY: _monthly(daily[BASE])}


def _monthly(rows: pa.Table) -> pa.Table:
    """Return the counts of the base by month, as finely as that is known."""
    days = rows["occurred_date"]
    first = pc.cast(pc.floor_temporal(days, unit="month"), pa.date32())
    precision = rows["precision"].cast(pa.string())
    is_finer = pc.is_in(precision, pa.array(["second", "day"]))
    coarser = pc.if_else(is_finer, "month", precision)
    rows = rows.drop_columns(["occurred_date", "precision"])
    rows = rows.append_column("occurred_date", first)
    rows = rows.append_column("precision", coarser)
    sums = {count: rows[count].to_numpy().astype(np.float64) for count in COUNTED}
    return _added_up(MONTHLY, rows, sums)


def _added_up(name: str, rows: pa.Table, sums: Mapping[str, Floats]) -> pa.Table:
    """Return one row per cell of a rollup, with the sums of the rows in it."""
    by = [column for column in ROLLUPS[name].names if column not in COUNTED]
    which = _cells(rows, by)
    n_cells = int(which.max()) + 1 if len(which) else 0
    one_row = np.empty(n_cells, dtype=np.int64)
    one_row[which] = np.arange(len(which))
    cells = rows.select(by).take(pa.array(one_row))
    for count, values in sums.items():
        total = np.bincount(which, weights=values, minlength=n_cells)
        is_whole = ROLLUPS[name].field(count).type == pa.int64()
        cells = cells.append_column(
            count, pa.array(np.rint(total).astype(np.int64) if is_whole else total)
        )
    return cells.select(ROLLUPS[name].names)


def _cells(rows: pa.Table, by: Sequence[str]) -> Integers:
    """Return the number of the cell that each row falls in.

    Columns are read as numbers and put together as digits of one: grouping by it is
    ten times cheaper than grouping by the texts themselves.
    """
    cell, n_cells = np.zeros(len(rows), dtype=np.int64), 1
    for name in by:
        digit, base = _numbered(rows[name])
        if n_cells * base > _MOST_CELLS:
            cell, n_cells = _numbered(pa.chunked_array([pa.array(cell)]))
        cell, n_cells = cell * base + digit, n_cells * base
    number, _ = _numbered(pa.chunked_array([pa.array(cell)]))
    return number - 1


def _numbered(column: pa.ChunkedArray) -> tuple[Integers, int]:
    """Return each value's number, 0 for null, and how many numbers there are."""
    encoded = column.combine_chunks()
    if not pa.types.is_dictionary(encoded.type):
        encoded = encoded.dictionary_encode()
    numbers = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False)
    return numbers.astype(np.int64) + 1, len(encoded.dictionary) + 1
