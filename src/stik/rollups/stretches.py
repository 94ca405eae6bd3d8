"""Rows of a rollup laid on disk by stretches of days, each small enough for memory."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from stik.facts.schema import ROLLUPS
from stik.terms.counts import Integers

ROWS_AT_ONCE = 500_000
"""So many rows are read, or added up, at a time, however many there are."""

_MOST_STRETCHES = 400
"""One file is open for each of them, and few machines allow more than 1,000."""

_NO_DAY = np.iinfo(np.int32).min
_CODED = pa.dictionary(pa.int32(), pa.string())

Parts = Iterator[pa.Table]


def rows_by_day(files: Sequence[str]) -> Mapping[int, int]:
    """Return how many rows there are of each day, in the order of the days.

    Days are numbered from 1970-01-01; the least number is for rows without a day.
    """
    n_rows: Counter[int] = Counter()
    for file in files:
        for batch in pq.ParquetFile(file).iter_batches(
            ROWS_AT_ONCE, columns=["occurred_date"]
        ):
            days, counts = np.unique(days_of(batch), return_counts=True)
            n_rows.update(dict(zip(days.tolist(), counts.tolist(), strict=True)))
    return dict(sorted(n_rows.items()))


def of_days(name: str, files: Sequence[str], *, days: Sequence[int]) -> pa.Table:
    """Return the rows of some days; see `rows_by_day`."""
    wanted = np.array(days, dtype=np.int32)
    chosen = [
        part.filter(pa.array(np.isin(days_of(part), wanted)))
        for part in rows_in(name, files)
    ]
    return _put_together(chosen) if chosen else coded(name).empty_table()


def by_stretch(name: str, files: Sequence[str], *, folder: Path) -> Iterator[Parts]:
    """Yield the parts of each stretch of days, in their order; no day is in two.

    Rows are laid in `folder` first, in one go, where there is more than one stretch.
    """
    first_days = _first_days(rows_by_day(files))
    if not len(first_days):
        yield rows_in(name, files)
        return
    paths = [folder / f"{number}.arrows" for number in range(len(first_days) + 1)]
    _lay(name, rows_in(name, files), paths, first_days=first_days)
    for path in paths:
        yield _laid(path)
        path.unlink()


def coded(name: str) -> pa.Schema:
    """Return a rollup's columns, each text once with a code for each row."""
    return pa.schema(
        [f.with_type(_CODED) if f.type == pa.string() else f for f in ROLLUPS[name]]
    )


def _first_days(n_rows: Mapping[int, int]) -> Integers:
    """Return the first day of each stretch but the first."""
    counts = np.array(list(n_rows.values()), dtype=np.int64)
    most = max(ROWS_AT_ONCE, int(counts.sum()) // _MOST_STRETCHES + 1)
    stretch = (np.cumsum(counts) - 1) // most
    begins = np.flatnonzero(np.diff(stretch)) + 1
    return np.array(list(n_rows), dtype=np.int64)[begins]


def _lay(
    name: str, parts: Parts, paths: Sequence[Path], *, first_days: Integers
) -> None:
    """Put the rows of each stretch in a file of their own."""
    compressed = pa.ipc.IpcWriteOptions(compression="lz4")
    with ExitStack() as opened:
        writers = [
            opened.enter_context(
                pa.ipc.new_stream(path, coded(name), options=compressed)
            )
            for path in paths
        ]
        for part in parts:
            stretch = np.searchsorted(first_days, days_of(part), side="right")
            in_order = np.argsort(stretch.astype(np.uint16), kind="stable")
            rows = part.take(pa.array(in_order))
            ends = np.cumsum(np.bincount(stretch, minlength=len(paths))).tolist()
            for writer, begin, end in zip(writers, [0, *ends], ends, strict=False):
                if end > begin:
                    writer.write_table(rows.slice(begin, end - begin))


def _laid(path: Path) -> Parts:
    """Yield the rows in a file, a good part at a time: they were laid in small ones."""
    with pa.ipc.open_stream(path) as batches:
        yield from _gathered(pa.Table.from_batches([batch]) for batch in batches)


def rows_in(name: str, files: Sequence[str]) -> Parts:
    """Yield the rows of a rollup's files, a good part at a time."""
    yield from _gathered(_read(name, files))


def _read(name: str, files: Sequence[str]) -> Parts:
    schema = coded(name)
    texts = [f.name for f in schema if pa.types.is_dictionary(f.type)]
    for file in files:
        stored = pq.ParquetFile(file, read_dictionary=texts)
        for batch in stored.iter_batches(ROWS_AT_ONCE, columns=schema.names):
            yield pa.Table.from_batches([batch]).select(schema.names).cast(schema)


def _gathered(parts: Parts) -> Parts:
    """Yield parts put together, as many as are read at once: each costs by itself."""
    some: list[pa.Table] = []
    n_rows = 0
    for part in parts:
        if some and n_rows + part.num_rows > ROWS_AT_ONCE:
            yield _put_together(some)
            some, n_rows = [], 0
        some.append(part)
        n_rows += part.num_rows
    if some:
        yield _put_together(some)


def _put_together(parts: Sequence[pa.Table]) -> pa.Table:
    """Return the rows of all parts, each text once."""
    return pa.concat_tables(parts).unify_dictionaries().combine_chunks()


def days_of(rows: pa.Table | pa.RecordBatch) -> Integers:
    """Return the day of each row; see `rows_by_day`."""
    days = pc.fill_null(rows["occurred_date"].cast(pa.int32()), _NO_DAY)
    return np.asarray(days)
