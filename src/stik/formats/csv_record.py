"""Where the records and cells of a CSV are: the rules that every reader here keeps.

A quotation mark at the beginning of a cell opens a quoted text, in which a doubled
mark stands for one, and which may hold delimiters and line ends. What follows the
closing mark, and any mark inside a cell that began without one, is plain text. A line
ends with CR LF, LF or CR.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

_QUOTE, _CR, _LF = b'"\r\n'


@dataclass(frozen=True)
class Record:
    """One record from `start` to before `end`; its last cell may be left open."""

    start: int
    end: int
    cells: tuple[bytes, ...]
    is_blank: bool
    is_open: bool


def records(text: bytes, *, delimiter: str, start: int = 0) -> Iterator[Record]:
    """Return the records of a text one by one, blank ones too."""
    first, is_quoted = start, False
    cells: list[bytes] = []
    for cell in _cell_pattern(delimiter).finditer(text, start):
        if cell.start() == len(text) and not cells:
            return
        quoted, closing, plain, ending = cell.groups()
        if quoted is not None:
            is_quoted = True
            plain = quoted.replace(b'""', b'"') + plain
        cells.append(plain)
        if ending != delimiter.encode():
            is_blank = not is_quoted and cells == [b""]
            yield Record(first, cell.end(), tuple(cells), is_blank, closing == b"")
            first, cells, is_quoted = cell.end(), [], False


def end_of_records(text: bytes, *, delimiter: str) -> int:
    """Return where the last whole record ends that has a line end, 0 if none has."""
    octets = np.frombuffer(b"\n" + text + b"\n", np.uint8)
    quotes = np.flatnonzero(octets == _QUOTE) - 1
    if _are_paired(octets, quotes, delimiter):
        return _last_line_end(text, quotes)
    return max(
        (
            record.end
            for record in records(text, delimiter=delimiter)
            if not record.is_open and text[record.end - 1] in (_CR, _LF)
        ),
        default=0,
    )


@cache
def _cell_pattern(delimiter: str) -> re.Pattern[bytes]:
    """Return the pattern of a cell: quoted text, closing mark, plain text, end."""
    mark = re.escape(delimiter.encode())
    quoted = rb'"((?:[^"]|"")*+)("|\Z)'
    return re.compile(
        rb"(?:" + quoted + rb")?([^" + mark + rb"\r\n]*)(" + mark + rb"|\r\n|\r|\n|\Z)"
    )


def _are_paired(
    octets: npt.NDArray[np.uint8], quotes: npt.NDArray[np.intp], delimiter: str
) -> bool:
    """Return whether every mark opens, closes or doubles where one may.

    Then the marks before a place tell whether it is quoted: an odd number of them.
    `octets` is the text between two line ends.
    """
    is_edge = np.zeros(256, dtype=np.bool_)
    is_edge[[_CR, _LF, ord(delimiter)]] = True
    opening, closing = quotes[0::2], quotes[1::2]
    may_open = is_edge[octets[opening]]
    may_close = is_edge[octets[closing + 2]]
    is_doubled = opening[1:] == closing[: len(opening[1:])] + 1
    may_open[1:] |= is_doubled
    may_close[: len(is_doubled)] |= is_doubled
    return bool(may_open.all() and may_close.all())


def _last_line_end(text: bytes, quotes: npt.NDArray[np.intp]) -> int:
    """Return the place after the last line end outside of paired quotation marks."""
    for mark in (b"\n", b"\r"):
        before = len(text)
        while (at := text.rfind(mark, 0, before)) >= 0:
            n_before = int(np.searchsorted(quotes, at))
            if n_before % 2 == 0:
                return at + 1
            before = int(quotes[n_before - 1])
    return 0
