"""The head of a CSV: its delimiter, its columns, where its rows begin."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from stik.errors import FileError
from stik.formats.csv_record import Record, records
from stik.formats.header import column_names

DELIMITERS = {",": "','", ";": "';'", "\t": "tab", "|": "'|'"}
"""The delimiters that are looked for, and what to call them."""

_LOOKED_AT = 200
_TABLE_CELLS, _FEWEST_ROWS, _MOST_SHARE = 3, 3, 0.8
"""Rows below a single cell that look like a table whose header comes later."""

_SEPARATOR_LINE = re.compile(rb'"?sep=(.)"?(?:\r\n|\r|\n)', re.IGNORECASE)


@dataclass(frozen=True)
class CsvHeader:
    """What the first lines of a CSV say about the rest."""

    delimiter: str
    columns: tuple[str, ...]
    body_offset: int


def read_header(path: Path, text: bytes, *, delimiter: str | None) -> CsvHeader:
    """Return delimiter and columns from the beginning of the file's text.

    The delimiter is the one given; else that of a first line `sep=;` as Excel writes
    it; else the one that cuts most rows into as many cells as the header.

    Raises
    ------
    FileError
        Where nothing stands below the header, or the delimiter given is not the file's.
    """
    separator = _SEPARATOR_LINE.match(text)
    start = separator.end() if separator else 0
    found = delimiter or (separator and separator[1].decode("latin-1"))
    used = found or _likeliest(text, start)
    _check_character(path, used)
    head = _rows(text, start, used)
    if not head:
        raise FileError(path, "is empty; export it again with answers.")
    if len(head) == 1:
        raise FileError(
            path, "has a header and no rows below it; export it again with answers."
        )
    if len(head[0].cells) == 1:
        _check_single_column(path, text, start, used)
    names = (cell.decode(errors="backslashreplace") for cell in head[0].cells)
    return CsvHeader(used, column_names(names), head[0].end)


def _rows(text: bytes, start: int, delimiter: str) -> Sequence[Record]:
    """Return the first rows that are not blank."""
    found = records(text, delimiter=delimiter, start=start)
    return list(
        islice((row for row in found if any(c.strip() for c in row.cells)), _LOOKED_AT)
    )


def _likeliest(text: bytes, start: int) -> str:
    """Return the delimiter with most columns in the header times rows that agree."""
    return max(DELIMITERS, key=lambda mark: _agreement(text, start, mark))


def _agreement(text: bytes, start: int, delimiter: str) -> tuple[float, float]:
    """Return how many columns are agreed upon, then by what share of the rows."""
    n_cells = [len(row.cells) for row in _rows(text, start, delimiter)]
    if not n_cells:
        return 0, 0
    share = n_cells.count(n_cells[0]) / len(n_cells)
    return (n_cells[0] - 1) * share, share


def _check_character(path: Path, delimiter: str) -> None:
    if len(delimiter) != 1 or not delimiter.isascii() or delimiter in '"\r\n':
        raise FileError(
            path,
            f"cannot be cut at {delimiter!r}; "
            "a delimiter is one character such as ';' or ','.",
        )


def _check_single_column(path: Path, text: bytes, start: int, delimiter: str) -> None:
    """Refuse one column where another delimiter, or a later header, gives more."""
    better = _likeliest(text, start)
    n_columns, _ = _agreement(text, start, better)
    if better != delimiter and n_columns >= 1:
        used = DELIMITERS.get(delimiter, repr(delimiter))
        raise FileError(
            path,
            f"has one column when cut at {used}, but its header holds "
            f"{DELIMITERS[better]}; give {DELIMITERS[better]} as delimiter, or none.",
        )
    for mark, name in DELIMITERS.items():
        n_cells = [len(row.cells) for row in _rows(text, start, mark)][1:]
        usual = max(n_cells, key=n_cells.count)
        if usual >= _TABLE_CELLS and _is_most(n_cells, usual):
            raise FileError(
                path,
                f"has one cell in its first line and {usual} cut at {name} below; "
                "delete what stands above the header.",
            )


def _is_most(n_cells: Sequence[int], usual: int) -> bool:
    n_usual = n_cells.count(usual)
    return n_usual >= _FEWEST_ROWS and n_usual >= _MOST_SHARE * len(n_cells)
