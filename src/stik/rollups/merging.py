"""A rollup's rows of the same cell added up, on disk: it need not fit in memory."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import ibis
import pyarrow as pa

from stik.engine.embedded import Embedded
from stik.engine.tables import TableFiles, unbound
from stik.facts.schema import ROLLUPS
from stik.rollups.increments import COUNTED

_MEMORY = "300MB"
"""What the sums of one rollup may hold at a time; more is spilled to `spill_folder`."""

_EVERY, _MANY_DAYS = 16, 160


def merged(
    name: str, files: Sequence[str], *, spill_folder: Path
) -> pa.RecordBatchReader:
    """Return the rows of a rollup, one per cell, in the order of their days.

    Cells from which everything was taken off again are left out.
    """
    return pa.RecordBatchReader.from_batches(
        ROLLUPS[name], _added_up(name, files, spill_folder)
    )


def n_cells(name: str, files: Sequence[str], *, spill_folder: Path) -> int:
    """Return about how many rows a rollup has once it is merged.

    Counted on every sixteenth day where there are many: no cell spans two days.
    """
    with _engine(name, files, spill_folder) as engine:
        rows = unbound(name, ROLLUPS[name])
        dated = engine.run(rows.select("occurred_date").distinct())
        days = sorted(day for day in dated["occurred_date"].to_pylist() if day)
        chosen = days[::_EVERY] if len(days) >= _MANY_DAYS else days
        cells = _cells(name)
        if chosen != days:
            cells = cells.filter(cells.occurred_date.isin(chosen))
        counted = engine.run(cells.agg(n=cells.count()))
    n_counted = int(counted["n"][0].as_py())
    return n_counted if chosen == days else n_counted * len(days) // len(chosen)


def _added_up(
    name: str, files: Sequence[str], spill_folder: Path
) -> Iterator[pa.RecordBatch]:
    with _engine(name, files, spill_folder) as engine:
        for part in engine.stream(_cells(name).order_by("occurred_date")):
            yield part.cast(ROLLUPS[name])


def _engine(name: str, files: Sequence[str], spill_folder: Path) -> Embedded:
    engine = Embedded(memory_limit=_MEMORY, spill_folder=spill_folder)
    engine.register([TableFiles(name, tuple(files), ROLLUPS[name])])
    return engine


def _cells(name: str) -> ibis.Table:
    rows = unbound(name, ROLLUPS[name])
    by = [column for column in rows.columns if column not in COUNTED]
    cells = rows.group_by(*by).agg(**{count: rows[count].sum() for count in COUNTED})
    return cells.filter(cells.n != 0).select(*ROLLUPS[name].names)
