"""A rollup's rows of the same cell added up, one stretch of days after the other."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from stik.facts.levels import FINEST
from stik.facts.schema import ROLLUPS, SUMS_OF
from stik.rollups.cells import Cells
from stik.rollups.increments import added_up
from stik.rollups.stretches import (
    ROWS_AT_ONCE,
    by_stretch,
    coded,
    days_of,
    of_days,
    rows_by_day,
)

_EVERY, _MANY_DAYS = 16, 160
_WEEK = 7
_ROWS_A_PART = 65_536
_FINEST = {tables[FINEST] for tables in SUMS_OF.values()}


def merged(
    name: str, files: Sequence[str], *, spill_folder: Path
) -> pa.RecordBatchReader:
    """Return the rows of a rollup, one per cell, in the order that questions prefer.

    Cells from which everything was taken off again are left out. In memory are the
    cells of one stretch of days and as many rows again, whatever the rollup holds;
    the others wait in `spill_folder`. Each stretch lies in the order of questions,
    touchpoints and days, so that whoever asks for some passes over the others.
    """
    return pa.RecordBatchReader.from_batches(
        ROLLUPS[name], _merged(name, files, spill_folder)
    )


def n_cells(name: str, files: Sequence[str]) -> int:
    """Return about how many rows a rollup has once it is merged.

    Counted on every sixteenth day, or less often, where there are many days or rows:
    no cell spans two days.
    """
    days = list(rows_by_day(files).items())
    n_rows = sum(n for _, n in days)
    every = max(_EVERY if len(days) >= _MANY_DAYS else 1, n_rows // ROWS_AT_ONCE)
    # Every seventh day would be the same day of each week.
    chosen = dict(days[:: every + (every % _WEEK == 0)])
    if not chosen:
        return 0
    cells = _added_up(name, [of_days(name, files, days=list(chosen))])
    return int(cells.num_rows) * n_rows // sum(chosen.values())


def _merged(name: str, files: Sequence[str], folder: Path) -> Iterator[pa.RecordBatch]:
    folder.mkdir(exist_ok=True)
    for parts in by_stretch(name, files, folder=folder):
        cells = _in_order(name, _added_up(name, parts))
        for begin in range(0, cells.num_rows, _ROWS_A_PART):
            some = cells.slice(begin, _ROWS_A_PART).cast(ROLLUPS[name])
            yield from some.combine_chunks().to_batches()


def _in_order(name: str, cells: pa.Table) -> pa.Table:
    """Return cells by question, then touchpoint, then day; of the finest, day first.

    What asks by day mostly asks for some days; by month or week, for all of them.
    """
    asked = Cells.of(cells, by=("question", "scale")).number
    where, day = Cells.of(cells, by=("touchpoint",)).number, days_of(cells)
    order = (where, day, asked) if name in _FINEST else (day, where, asked)
    return cells.take(pa.array(np.lexsort(order)))


def _added_up(name: str, parts: Iterable[pa.Table]) -> pa.Table:
    """Return one row per cell; only the sum so far and one part are in memory."""
    total = coded(name).empty_table()
    for part in parts:
        rows = pa.concat_tables([total, part]) if total.num_rows else part
        total = added_up(name, rows.unify_dictionaries()).cast(coded(name))
    return total.filter(pc.not_equal(total["n"], 0))
