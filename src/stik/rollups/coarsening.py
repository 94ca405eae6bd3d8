"""Counts by day and touchpoint summed up to coarser levels."""

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from stik.facts.levels import Level
from stik.rollups.cells import Cells
from stik.rollups.increments import cells_added_up, columns_of, sums_of

_FINER = ("second", "day")
_KNOWN_TO = {"month": "month", "week": "day"}
"""How finely dates are known at a level that were known to the day or finer."""

_CUT_BY = ("touchpoint", "occurred_date", "precision")


def coarsened(
    name: str, rows: pa.Table, *, levels: Sequence[Level]
) -> Iterator[tuple[Level, pa.Table]]:
    """Yield a rollup's rows by day and touchpoint as one row per cell of each level.

    Texts in `rows` are coded. A date known no finer than to the month stays as it is
    by week, one known to the year also by month.
    """
    sums = sums_of(rows)
    everywhere = rows.set_column(
        rows.column_names.index("touchpoint"),
        "touchpoint",
        pa.nulls(rows.num_rows, rows.schema.field("touchpoint").type),
    )
    alike = [column for column in columns_of(name) if column not in _CUT_BY]
    cells = {False: Cells.of(rows, by=alike)}
    cells[True] = cells[False].cut(rows, by=["touchpoint"])
    for grain in dict.fromkeys(level.grain for level in levels):
        dates = _dates(grain, rows)
        for level in levels:
            if level.grain == grain:
                part = rows if level.is_by_touchpoint else everywhere
                cut = cells[level.is_by_touchpoint].cut(dates, by=dates.column_names)
                yield level, cells_added_up(name, _with(part, dates), cut, sums)


def _dates(grain: str, rows: pa.Table) -> pa.Table:
    """Return the first day of the month or week of each date, and how it is known."""
    days, precision = rows["occurred_date"], rows["precision"].combine_chunks()
    if grain == "day":
        return rows.select(["occurred_date", "precision"])
    names = precision.dictionary.to_pylist()
    is_finer = pa.array([name in _FINER for name in names]).take(precision.indices)
    first = pc.cast(pc.floor_temporal(days, unit=grain), pa.date32())
    if grain == "week":  # a month may begin within one
        first = pc.if_else(is_finer, first, days)
    known_to = [_KNOWN_TO[grain] if name in _FINER else name for name in names]
    different = list(dict.fromkeys(known_to))
    codes = pa.array(map(different.index, known_to), pa.int32()).take(precision.indices)
    coarser = pa.DictionaryArray.from_arrays(codes, pa.array(different, pa.string()))
    return pa.table({"occurred_date": first, "precision": coarser})


def _with(rows: pa.Table, columns: pa.Table) -> pa.Table:
    """Return rows with other values in some columns."""
    for name in columns.column_names:
        rows = rows.set_column(rows.column_names.index(name), name, columns[name])
    return rows
