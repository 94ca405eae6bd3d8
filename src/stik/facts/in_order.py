"""Rows of a table in the order in which they were stored, however its files lie."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from stik.errors import FilesMoved

ROWS_A_PART = 50_000
_CODED = pa.dictionary(pa.int32(), pa.string())
_LONG_TEXTS = ("text", "raw", "sentence")
"""Columns whose texts are hardly ever the same: a code for each would cost more."""


@dataclass(frozen=True)
class RowGroup:
    """A row group of a file, and between which numbers of the order its rows lie."""

    file: str
    index: int
    lowest: int
    highest: int
    n_rows: int


def row_groups(files: Iterable[str], *, by: str, above: int) -> list[RowGroup]:
    """Return the row groups with rows whose number `by` is above one, in their order.

    Raises
    ------
    FilesMoved
        When upkeep has put the rows in other files meanwhile.
    """
    found = [group for file in files for group in _groups_of(file, by)]
    return sorted(
        (group for group in found if group.highest > above),
        key=lambda group: group.lowest,
    )


def in_order(
    groups: Sequence[RowGroup],
    *,
    schema: pa.Schema,
    by: Sequence[str],
    which: pc.Expression,
) -> Iterator[pa.Table]:
    """Yield the rows that are asked for, ordered by columns, in parts of some rows.

    Rows of the same number in the first column are in the same part. What is held at
    once are the row groups that overlap: few, as batches are stored one after the other
    and files are merged whole.

    Raises
    ------
    FilesMoved
        As `row_groups`; what was yielded stays right, and nothing of it is in the rest.
    """
    coded = pa.schema(f.with_type(_CODED) if _has_codes(f) else f for f in schema)
    if not groups:
        return
    waiting = coded.empty_table()
    ends = [group.lowest for group in groups[1:]]
    for group, end in zip(groups, [*ends, None], strict=True):
        read = _read(group, coded).filter(which)
        waiting = pa.concat_tables([waiting, read]) if waiting.num_rows else read
        if end is None:
            yield from _ordered(waiting, by)
            return
        is_whole = pc.less(waiting[by[0]], end)
        yield from _ordered(waiting.filter(is_whole), by)
        waiting = waiting.filter(pc.invert(is_whole))


def count_rows(files: Iterable[str], *, schema: pa.Schema, which: pc.Expression) -> int:
    """Return how many rows are asked for; reads the columns that this takes alone.

    Raises
    ------
    FilesMoved
        As `row_groups`.
    """
    # It takes 0.2 s to import; only an export pays for it.
    import pyarrow.dataset as ds  # noqa: PLC0415

    try:
        return int(ds.dataset(list(files), schema=schema).count_rows(filter=which))
    except FileNotFoundError as error:
        raise FilesMoved(error.filename or schema.names) from error


def _groups_of(file: str, by: str) -> Iterator[RowGroup]:
    try:
        told = pq.read_metadata(file)
    except FileNotFoundError as error:
        raise FilesMoved(file) from error
    column = told.schema.to_arrow_schema().get_field_index(by)
    for index in range(told.num_row_groups):
        group = told.row_group(index)
        known = group.column(column).statistics
        if group.num_rows:
            yield RowGroup(file, index, known.min, known.max, group.num_rows)


def _has_codes(field: pa.Field) -> bool:
    return bool(field.type == pa.string()) and field.name not in _LONG_TEXTS


def _read(group: RowGroup, schema: pa.Schema) -> pa.Table:
    coded = [f.name for f in schema if pa.types.is_dictionary(f.type)]
    try:
        file = pq.ParquetFile(group.file, read_dictionary=coded)
    except FileNotFoundError as error:
        raise FilesMoved(group.file) from error
    with file:
        return file.read_row_group(group.index, columns=schema.names).cast(schema)


def _ordered(rows: pa.Table, by: Sequence[str]) -> Iterator[pa.Table]:
    """Yield rows in their order; those of a survey come question by question."""
    columns = [rows[name].to_numpy() for name in by]
    order = np.lexsort(columns[::-1])
    numbers = columns[0][order]
    first = 0
    while first < len(order):
        last = min(first + ROWS_A_PART, len(order)) - 1
        end = int(np.searchsorted(numbers, numbers[last], side="right"))
        yield rows.take(pa.array(order[first:end]))
        first = end
