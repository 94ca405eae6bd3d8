"""Blocks of a CSV as pieces of text columns, at once where nothing is wrong."""

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from stik.errors import FileError
from stik.formats import broken
from stik.formats.csv_record import Record, end_of_records, records
from stik.formats.description import SourceFile
from stik.formats.row_chunk import BrokenRow, Piece, without_blanks

_SMALL_BYTES = 64 * 1024
_BOM = b"\xef\xbb\xbf"
"""Arrow takes it away at the beginning of a block, where it may be part of a cell."""


class CsvRows:
    """Reads blocks of whole records, one after the other, and counts their rows.

    A block is read at once by Arrow, or halved until its fault stands in a small
    block, which is read cell by cell. Only the chosen columns are judged: damage in
    another one does not keep a row out.
    """

    def __init__(self, file: SourceFile, columns: Sequence[str]) -> None:
        self.file = file
        self.columns = tuple(columns)
        self.delimiter = file.delimiter or ","
        self.next_row = 1
        self._parse = csv.ParseOptions(
            delimiter=self.delimiter, newlines_in_values=True
        )
        self._convert = csv.ConvertOptions(
            column_types=dict.fromkeys(file.columns, pa.string()),
            include_columns=self.columns or file.columns[:1],
            strings_can_be_null=True,
            null_values=[""],
        )

    def pieces(self, text: bytes, bytes_done: int) -> Iterator[Piece]:
        """Return the rows of whole records."""
        table = self._table_at_once(text)
        if table is not None:
            piece = Piece.unbroken(
                table, first_row=self.next_row, bytes_done=bytes_done
            )
            self.next_row = piece.next_row
            yield piece
            return
        half = 0
        if len(text) > _SMALL_BYTES:
            half = end_of_records(text[: len(text) // 2], delimiter=self.delimiter)
        if half == 0:
            yield self._piece_cell_by_cell(text, bytes_done)
            return
        yield from self.pieces(text[:half], bytes_done)
        yield from self.pieces(text[half:], bytes_done)

    def refuse_open_quote(self, text: bytes) -> None:
        """Raise the error that names where the mark stands that swallows the rest."""
        row = self.next_row
        for record in self._records(text):
            if record.is_open:
                field = self._field(len(record.cells) - 1)
                raise FileError(
                    self.file.path,
                    f"row {row}, field '{field}': a quotation mark opens here and is "
                    "never closed; close or delete it.",
                )
            row += 1
        raise FileError(
            self.file.path,
            f"row {self.next_row} is longer than 64 MB; look for a missing line end.",
        )

    def _table_at_once(self, text: bytes) -> pa.Table | None:
        """Return the rows, or null where one of them has to be looked at."""
        if text.startswith(_BOM):
            return None
        options = csv.ReadOptions(
            use_threads=False,
            block_size=len(text) + 1,
            column_names=self.file.columns,
        )
        try:
            table = csv.read_csv(
                pa.BufferReader(text), options, self._parse, self._convert
            )
        except pa.ArrowInvalid:
            return None
        if any(_has_long_cell(column) for column in table.columns):
            return None
        return without_blanks(table.select(self.columns))

    def _piece_cell_by_cell(self, text: bytes, bytes_done: int) -> Piece:
        found = enumerate(self._records(text), start=self.next_row)
        piece = Piece.judged(
            (self._judged(row, record) for row, record in found),
            self.columns,
            first_row=self.next_row,
            bytes_done=bytes_done,
        )
        self.next_row = piece.next_row
        return piece

    def _records(self, text: bytes) -> Iterator[Record]:
        """Return the records that count as rows."""
        is_wide = len(self.file.columns) > 1
        for record in records(text, delimiter=self.delimiter):
            is_bare = is_wide and len(record.cells) == 1 and not record.cells[0].strip()
            if record.is_open or not (record.is_blank or is_bare):
                yield record

    def _judged(self, row: int, record: Record) -> list[str | None] | BrokenRow:
        cells: dict[str, str | None] = {
            self._field(place): cell.decode(errors="surrogateescape")
            for place, cell in enumerate(record.cells)
        }
        n_columns = len(self.file.columns)
        if len(cells) != n_columns:
            return broken.wrong_column_count(row, cells, n_columns=n_columns)
        encoding = self.file.encoding or "utf-8"
        return broken.cells_or_fault(row, cells, self.columns, encoding=encoding)

    def _field(self, place: int) -> str:
        if place < len(self.file.columns):
            return self.file.columns[place]
        return f"column {place + 1}"


def _has_long_cell(column: pa.ChunkedArray) -> bool:
    if column.nbytes <= broken.MOST_CELL_CHARACTERS:
        return False
    longest = pc.max(pc.binary_length(column)).as_py()
    if longest is None or longest <= broken.MOST_CELL_CHARACTERS:
        return False
    return bool(pc.max(pc.utf8_length(column)).as_py() > broken.MOST_CELL_CHARACTERS)
