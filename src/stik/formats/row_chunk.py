"""Rows of a file on their way in: good ones as a table of text, broken ones named."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

MOST_CHUNK_BYTES = 64 * 1024 * 1024
"""A chunk ends here even with few rows, so that memory does not follow the cells."""


@dataclass(frozen=True)
class BrokenRow:
    r"""A row that cannot be read, with what a person needs to mend it.

    `row` counts as in `RowChunk`; `raw` is the whole row as a JSON object, bytes that
    are no text written as `\xe9`; `field` and `value` are null where the row as a
    whole is at fault. `reason` is one of wrong_column_count, not_utf8, cell_too_long,
    broken_json; `sentence` says the same to a person, with the mend.
    """

    row: int
    raw: str
    field: str | None
    value: str | None
    reason: str
    sentence: str


@dataclass(frozen=True)
class RowChunk:
    """Consecutive rows of a file.

    `row` is the number in the file of each row of `table`: the first row below the
    header is 1, blank lines do not count, broken rows do. Every column of `table` is
    text as it stands in the file, null where the cell is empty or blank. `bytes_done`
    says how much of the stored file lies behind the last row, for a progress bar.
    """

    first_row: int
    row: pa.Int64Array
    table: pa.Table
    broken: tuple[BrokenRow, ...]
    bytes_done: int


@dataclass(frozen=True)
class Piece:
    """What one read of a format gave: rows `first_row` to before `next_row`."""

    first_row: int
    next_row: int
    row: pa.Int64Array
    table: pa.Table
    broken: tuple[BrokenRow, ...]
    bytes_done: int

    @classmethod
    def unbroken(cls, table: pa.Table, *, first_row: int, bytes_done: int) -> "Piece":
        """Return the piece of a table whose rows follow each other in the file."""
        next_row = first_row + table.num_rows
        row = pa.array(np.arange(first_row, next_row, dtype=np.int64))
        return cls(first_row, next_row, row, table, (), bytes_done)

    @classmethod
    def judged(
        cls,
        rows: Iterable[Sequence[str | None] | BrokenRow],
        columns: Sequence[str],
        *,
        first_row: int,
        bytes_done: int,
    ) -> "Piece":
        """Return the piece of rows in turn: each its cells, or why it is broken."""
        numbers: list[int] = []
        good: list[Sequence[str | None]] = []
        broken: list[BrokenRow] = []
        row = first_row - 1
        for row, found in enumerate(rows, start=first_row):
            if isinstance(found, BrokenRow):
                broken.append(found)
            else:
                numbers.append(row)
                good.append(found)
        table = text_table(good, columns)
        row_numbers = pa.array(numbers, pa.int64())
        return cls(first_row, row + 1, row_numbers, table, tuple(broken), bytes_done)

    def between(self, first_row: int, next_row: int) -> "Piece":
        """Return the rows numbered from `first_row` to before `next_row`."""
        if first_row <= self.first_row and next_row >= self.next_row:
            return self
        low, high = np.searchsorted(self.row.to_numpy(), [first_row, next_row])
        return replace(
            self,
            first_row=max(first_row, self.first_row),
            next_row=min(next_row, self.next_row),
            row=self.row.slice(low, high - low),
            table=self.table.slice(low, high - low),
            broken=tuple(b for b in self.broken if first_row <= b.row < next_row),
        )


def text_table(
    rows: Sequence[Sequence[str | None]], columns: Sequence[str]
) -> pa.Table:
    """Return the rows as a table whose every column is text."""
    cells = zip(*rows, strict=True) if rows else [() for _ in columns]
    return pa.table(
        [pa.array(column, pa.string()) for column in cells], names=list(columns)
    )


def without_blanks(table: pa.Table) -> pa.Table:
    """Return the table of text with null for every empty or blank cell."""
    for position, column in enumerate(table.columns):
        is_blank = pc.or_(pc.utf8_is_space(column), pc.equal(column, ""))
        if pc.any(is_blank).as_py():
            text = pc.if_else(is_blank, pa.scalar(None, pa.string()), column)
            table = table.set_column(position, table.column_names[position], text)
    return table


def gather(
    pieces: Iterable[Piece], *, start_row: int, chunk_rows: int
) -> Iterator[RowChunk]:
    """Return the pieces' rows from `start_row` on, `chunk_rows` numbers a chunk.

    A chunk is cut short where its text grows beyond `MOST_CHUNK_BYTES`.
    """
    waiting: list[Piece] = []
    first_row = start_row
    for piece in pieces:
        while piece.next_row > first_row:
            end = first_row + chunk_rows
            waiting.append(piece.between(max(first_row, piece.first_row), end))
            if piece.next_row < end and _n_bytes(waiting) < MOST_CHUNK_BYTES:
                break
            yield _joined(waiting)
            first_row = waiting[-1].next_row
            waiting = []
    if waiting:
        yield _joined(waiting)


def _n_bytes(pieces: Iterable[Piece]) -> int:
    return sum(
        piece.table.nbytes + sum(len(row.raw) for row in piece.broken)
        for piece in pieces
    )


def _joined(pieces: Sequence[Piece]) -> RowChunk:
    return RowChunk(
        first_row=pieces[0].first_row,
        row=pa.concat_arrays([piece.row for piece in pieces]),
        table=pa.concat_tables([piece.table for piece in pieces]).combine_chunks(),
        broken=tuple(row for piece in pieces for row in piece.broken),
        bytes_done=pieces[-1].bytes_done,
    )
