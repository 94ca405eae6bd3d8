"""Parquet: its survey, and its row groups as pieces of text columns."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from stik.errors import FileError
from stik.formats.broken import MOST_CELL_CHARACTERS, cells_or_fault
from stik.formats.description import Hints, SourceFile
from stik.formats.header import column_names
from stik.formats.row_chunk import Piece, without_blanks
from stik.formats.stored import stored_blocks

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

_ROWS_AT_ONCE = 32_768
_DATE_AND_TIME = r"^(\S+) ([0-9:]+)(?:\.0+)?(\.[0-9]+)?(Z?)$"


def survey_parquet(path: Path, _compression: str | None, _hints: Hints) -> SourceFile:
    """Look at the stored bytes once, and at the columns.

    Raises
    ------
    FileError
        On a file that is cut off or damaged, and on one without rows.
    """
    digest, size_bytes = sha256(), 0
    for block in stored_blocks(path, digest=digest):
        size_bytes += len(block)
    with _opened(path) as parquet:
        n_rows = parquet.metadata.num_rows
        stored = _flat(parquet.schema_arrow.empty_table()).column_names
    if n_rows == 0:
        raise FileError(path, "has columns and no rows; export it again with answers.")
    for name in stored:
        if stored.count(name) > 1:
            raise FileError(path, f"has two columns called '{name}'; rename one.")
    return SourceFile(
        path=path,
        kind="parquet",
        compression=None,
        encoding=None,
        delimiter=None,
        sheet=None,
        columns=column_names(stored),
        size_bytes=size_bytes,
        sha256=digest.hexdigest(),
    )


def read_parquet(file: SourceFile, columns: Sequence[str]) -> Iterator[Piece]:
    """Return the rows, a part of a row group at a time.

    Raises
    ------
    FileError
        On damage inside of a row group.
    """
    with _opened(file.path) as parquet:
        n_rows, next_row = parquet.metadata.num_rows, 1
        names = _flat(parquet.schema_arrow.empty_table()).column_names
        stored = [names[file.columns.index(column)] for column in columns]
        for batch in parquet.iter_batches(_ROWS_AT_ONCE, columns=stored or names[:1]):
            table = _flat(pa.Table.from_batches([batch])).select(stored)
            end = next_row + batch.num_rows
            done = file.size_bytes * (end - 1) // n_rows
            yield _piece(
                table.rename_columns(list(columns)), first_row=next_row, bytes_done=done
            )
            next_row = end


@contextmanager
def _opened(path: Path) -> "Iterator[ParquetFile]":
    # pyarrow.parquet takes 0.1 s to import; only those who read Parquet pay for it.
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415

    try:
        with ParquetFile(path, pre_buffer=False) as parquet:
            yield parquet
    except (pa.ArrowException, OSError) as damage:
        if isinstance(damage, FileNotFoundError | PermissionError):
            raise
        raise FileError(
            path, "is a Parquet file that was cut off or damaged; export it again."
        ) from None


def _flat(table: pa.Table) -> pa.Table:
    """Return the table with the fields of its structs as columns named by dots."""
    while any(pa.types.is_struct(kind) for kind in table.schema.types):
        table = table.flatten()
    return table


def _piece(table: pa.Table, *, first_row: int, bytes_done: int) -> Piece:
    """Return the rows as text, one by one where a cell is too long or no text."""
    columns = [_text(column) for column in table.columns]
    if not any(_is_at_fault(column) for column in columns):
        text = table
        for place, column in enumerate(columns):
            text = text.set_column(place, table.column_names[place], column)
        return Piece.unbroken(
            without_blanks(text), first_row=first_row, bytes_done=bytes_done
        )
    cells = [[_decoded(cell) for cell in column.to_pylist()] for column in columns]
    names = table.column_names
    return Piece.judged(
        (
            cells_or_fault(row, dict(zip(names, found, strict=True)), names)
            for row, found in enumerate(zip(*cells, strict=True), start=first_row)
        ),
        names,
        first_row=first_row,
        bytes_done=bytes_done,
    )


def _text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column as text, or as bytes where they are not valid UTF-8."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _text(column.cast(kind.value_type))
    if pa.types.is_floating(kind):
        column = pc.if_else(pc.is_nan(column), pa.scalar(None, kind), column)
    if pa.types.is_nested(kind) or pa.types.is_duration(kind):
        return pa.chunked_array([[_json(cell) for cell in column]], pa.string())
    try:
        text = column.cast(pa.string())
    except pa.ArrowInvalid:
        return column.cast(pa.binary())
    if pa.types.is_timestamp(kind):
        return pc.replace_substring_regex(text, _DATE_AND_TIME, r"\1T\2\3\4")
    return text


def _json(cell: pa.Scalar) -> str | None:
    value = cell.as_py()
    return None if value is None else json.dumps(value, ensure_ascii=False, default=str)


def _decoded(cell: str | bytes | None) -> str | None:
    return cell.decode(errors="surrogateescape") if isinstance(cell, bytes) else cell


def _is_at_fault(column: pa.ChunkedArray) -> bool:
    if not pa.types.is_string(column.type):
        return True
    longest = pc.max(pc.utf8_length(column)).as_py()
    return longest is not None and longest > MOST_CELL_CHARACTERS
