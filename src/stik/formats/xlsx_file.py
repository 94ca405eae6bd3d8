"""XLSX: its survey, and the rows of one sheet as pieces of text columns."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from stik.errors import FileError, nearest
from stik.formats.broken import Cells, cells_or_fault, wrong_column_count
from stik.formats.description import Hints, SourceFile
from stik.formats.header import column_names
from stik.formats.row_chunk import BrokenRow, Piece
from stik.formats.stored import stored_blocks

if TYPE_CHECKING:
    from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_ROWS_AT_ONCE = 5_000
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,
)
"""What openpyxl raises on parts that are missing, cut or no proper XML."""


def survey_xlsx(path: Path, _compression: str | None, hints: Hints) -> SourceFile:
    """Look through the workbook once and choose its sheet.

    Raises
    ------
    FileError
        On a damaged workbook, a sheet that is not there, and one without rows.
    """
    digest, size_bytes = sha256(), 0
    for block in stored_blocks(path, digest=digest):
        size_bytes += len(block)
    with path.open("rb") as stored, _workbook(path, stored) as book:
        _check_archive(path)
        sheet = _chosen_sheet(path, book, hints.sheet)
        head = list(islice(_text_rows(sheet), 2))
        name = sheet.title
        n_sheets = len(book.worksheets)
    if n_sheets > 1:  # two sheets of a workbook are two files
        digest.update(name.encode())
    if not head:
        raise FileError(path, "is empty; export it again with answers.")
    if len(head) < 2:
        raise FileError(
            path,
            f"has no rows below the header in sheet '{name}'; "
            "name another sheet or export it again with answers.",
        )
    return SourceFile(
        path=path,
        kind="xlsx",
        compression=None,
        encoding=None,
        delimiter=None,
        sheet=name,
        columns=column_names(cell or "" for cell in head[0]),
        size_bytes=size_bytes,
        sha256=digest.hexdigest(),
        n_sheets=n_sheets,
    )


def read_xlsx(file: SourceFile, columns: Sequence[str]) -> Iterator[Piece]:
    """Return the rows of the sheet; wholly blank ones are passed over."""
    with file.path.open("rb") as stored, _workbook(file.path, stored) as book:
        rows = _text_rows(book[file.sheet])
        next(rows)
        next_row = 1
        found = _taken(file.path, rows)
        while found:
            later = _taken(file.path, rows)
            bytes_done = stored.tell() if later else file.size_bytes
            piece = Piece.judged(
                (
                    _judged(file, row, cells, columns)
                    for row, cells in enumerate(found, start=next_row)
                ),
                columns,
                first_row=next_row,
                bytes_done=min(bytes_done, file.size_bytes),
            )
            next_row, found = piece.next_row, later
            yield piece


@contextmanager
def _workbook(path: Path, stored: BinaryIO) -> "Iterator[Workbook]":
    """Open the workbook for reading row by row, with the values formulas had."""
    # openpyxl takes 0.2 s to import; only those who read a workbook pay for it.
    from openpyxl import load_workbook  # noqa: PLC0415

    with _understood(path):
        book = load_workbook(stored, read_only=True, data_only=True)
    try:
        yield book
    finally:
        book.close()


@contextmanager
def _understood(path: Path) -> Iterator[None]:
    """Silence openpyxl's remarks on styles; name the file where it is damaged."""
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    except _DAMAGE:
        raise FileError(
            path, "is a damaged workbook; open it in Excel and save it again as XLSX."
        ) from None


def _check_archive(path: Path) -> None:
    """Read every part of the workbook once, so that damage shows before any row."""
    with _understood(path), zipfile.ZipFile(path) as archive:
        if archive.testzip() is not None:
            raise zipfile.BadZipFile


def _chosen_sheet(
    path: Path, book: "Workbook", name: str | None
) -> "ReadOnlyWorksheet":
    """Return the sheet of that name, or the one that holds most below its header."""
    sheets: dict[str, ReadOnlyWorksheet] = {
        sheet.title: sheet for sheet in book.worksheets
    }
    if name is not None and name not in sheets:
        raise FileError(path, f"has no sheet '{name}'; {nearest(name, sheets)}")
    if name is not None:
        return sheets[name]
    if len(sheets) == 1:
        return next(iter(sheets.values()))
    with _understood(path):
        return max(sheets.values(), key=_n_cells)


def _n_cells(sheet: "ReadOnlyWorksheet") -> int:
    """Return how many cells below the header are filled, -1 where nothing is at all."""
    rows = _text_rows(sheet)
    header = next(rows, None)
    if header is None:
        return -1
    return sum(cell is not None for row in rows for cell in row)


def _text_rows(sheet: "ReadOnlyWorksheet") -> Iterator[list[str | None]]:
    """Return the rows that are not wholly blank, without the blanks at their end."""
    # Some programs write a wrong size into the sheet; without it all rows are read.
    sheet.reset_dimensions()
    for row in sheet.iter_rows():
        cells = [_text(cell) for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            yield cells


def _taken(path: Path, rows: Iterator[list[str | None]]) -> Sequence[list[str | None]]:
    with _understood(path):
        return list(islice(rows, _ROWS_AT_ONCE))


def _judged(
    file: SourceFile, row: int, cells: Sequence[str | None], columns: Sequence[str]
) -> list[str | None] | BrokenRow:
    names = list(file.columns)
    names += [f"column {place + 1}" for place in range(len(names), len(cells))]
    named: Cells = dict(zip(names, cells, strict=False))
    if len(cells) > len(file.columns):
        return wrong_column_count(row, named, n_columns=len(file.columns))
    return cells_or_fault(row, named, columns)


def _text(cell: "ReadOnlyCell | EmptyCell") -> str | None:
    """Return a cell as text: dates as ISO, whole numbers without a point."""
    value = cell.value
    if value is None or isinstance(value, str):
        return value if value and not value.isspace() else None
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and _is_day(value, cell.number_format):
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _is_day(value: datetime, number_format: str) -> bool:
    """Return whether a moment at midnight is shown as a day without its hour."""
    # As in `_workbook`: only those who read a workbook pay for openpyxl.
    from openpyxl.styles.numbers import is_datetime  # noqa: PLC0415

    return value.time() == time() and is_datetime(number_format) == "date"
