"""The front door: look through a user's file once, then read its rows as text."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa

from stik.errors import FileError
from stik.formats.content import recognise
from stik.formats.description import Hints, SourceFile
from stik.formats.header import chosen_columns
from stik.formats.registry import format_of
from stik.formats.row_chunk import BrokenRow, RowChunk, gather, text_table

__all__ = [
    "BrokenRow",
    "RowChunk",
    "SourceFile",
    "read_rows",
    "sample_rows",
    "survey_file",
]


def survey_file(
    path: Path | str,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    object_type: str | None = None,
) -> SourceFile:
    """Return what a file is, after one look through all of it.

    Its kind and compression are told from its content, not from its name. What is
    given of `encoding`, `delimiter` (CSV), `sheet` (XLSX) and `object_type` (OCEL) goes
    before what is found.

    Raises
    ------
    FileError
        On whatever can be known before rows are read: no such file, a folder, no right
        to read it, nothing in it, no rows below the header, cut off or damaged, of
        another kind than can be read, a wrong delimiter, encoding or sheet.
    """
    place = Path(path)
    hints = Hints(encoding, delimiter, sheet, object_type)
    try:
        kind, compression = recognise(place, hints)
        return format_of(kind).survey(place, compression, hints)
    except (FileNotFoundError, NotADirectoryError):
        raise FileError(path, "does not exist; check the name and folder.") from None
    except IsADirectoryError:
        raise FileError(path, "is a folder; name a file inside it.") from None
    except PermissionError:
        raise FileError(
            path, f"may not be read; allow it with 'chmod u+r {path}'."
        ) from None


def read_rows(
    file: SourceFile,
    *,
    columns: Sequence[str] | None = None,
    start_row: int = 1,
    chunk_rows: int = 100_000,
) -> Iterator[RowChunk]:
    """Return the rows from number `start_row` on in chunks of `chunk_rows` numbers.

    Only `columns` are read, in that order; without them all. A row is judged by the
    columns read, and by the number of its cells. A number is the same whatever the
    chunk, the columns and the start.

    Raises
    ------
    FileError
        On a column the file does not have, and on damage that only shows on the way.
    """
    chosen = chosen_columns(file, columns)
    pieces = format_of(file.kind).read(file, chosen)
    return gather(pieces, start_row=start_row, chunk_rows=chunk_rows)


def sample_rows(file: SourceFile, n: int = 2000) -> pa.Table:
    """Return the good ones of the first `n` rows, every column as text."""
    for chunk in read_rows(file, chunk_rows=n):
        return chunk.table
    return text_table([], file.columns)
