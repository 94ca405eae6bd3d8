"""The text of an XES log, cut where an event ends."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from stik.errors import FileError

_MOST_EVENT_BYTES = 64 * 1024 * 1024

_ROOT = re.compile(r"<((?:[^\W\d][\w.-]*:)?)log[\s>]")
_OPENINGS = (b"<!--", b"<![CDATA[", b"<?")
_ASIDE = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
"""What tells nothing of an event: a comment, text between elements, an instruction."""


def root_prefix(head: str) -> str | None:
    """Return what stands before the names of a log's elements; null where it is none.

    >>> root_prefix('<?xml version="1.0"?><x:log xmlns:x="http://example.com">')
    'x:'
    """
    found = _ROOT.search(head)
    return found[1] if found else None


@dataclass(frozen=True)
class Stretch:
    """Some of the text: whole events, or what follows the last one.

    `line` and `column` say where it begins in the file, both from 1.
    """

    data: bytes
    end_tag: str
    line: int
    column: int
    bytes_done: int
    is_last: bool = False

    @cached_property
    def texts(self) -> list[str]:
        """Return the text of each event, cut at its end, which is left out.

        Bytes that are no text stand as surrogates.
        """
        text = self.data.decode(errors="surrogateescape")
        return [text] if self.is_last else text.split(self.end_tag)[:-1]


class Cursor:
    """Where the texts of a stretch begin; asked from the first to the last."""

    def __init__(self, stretch: Stretch) -> None:
        self._stretch = stretch
        self._number, self._at = 0, (stretch.line, stretch.column)

    def place(self, number: int, line: int, column: int) -> tuple[int, int]:
        """Return line and column in the file of a place inside of a text."""
        for text in self._stretch.texts[self._number : number]:
            whole = text + self._stretch.end_tag
            self._at = _after(whole.encode(errors="surrogateescape"), *self._at)
        self._number = number
        first_line, first_column = self._at
        if line > 1:
            return first_line + line - 1, column
        return first_line, first_column + column - 1


def stretches(
    path: Path, blocks: Iterable[tuple[bytes, int]], *, end_tag: str
) -> Iterator[Stretch]:
    """Yield the text a block at a time, and last what follows the last event.

    Raises
    ------
    FileError
        On an event longer than 64 MB.
    """
    rest, done, at = b"", 0, (1, 1)
    for block, done in blocks:
        text, end = _cut(rest + block, end_tag.encode())
        rest = text[end:]
        if len(rest) > _MOST_EVENT_BYTES:
            raise FileError(path, "has an event longer than 64 MB; shorten it.")
        if end:
            yield Stretch(text[:end], end_tag, *at, done)
            at = _after(text[:end], *at)
    yield Stretch(rest, end_tag, *at, done, is_last=True)


def _cut(text: bytes, end_tag: bytes) -> tuple[bytes, int]:
    """Return the text without what tells nothing, and where its last event ends.

    Blanks keep every place; what stands in an open comment is not looked at.
    """
    limit = len(text)
    if b"<!" in text or b"<?" in text:
        text = _ASIDE.sub(lambda found: re.sub(rb"[^\n]", b" ", found[0]), text)
        opened = [text.find(opening) for opening in _OPENINGS]
        limit = min(place for place in (*opened, limit) if place >= 0)
    end = text.rfind(end_tag, 0, limit)
    return text, end + len(end_tag) if end >= 0 else 0


def _after(text: bytes, line: int, column: int) -> tuple[int, int]:
    n_lines = text.count(b"\n")
    last_line = text[text.rfind(b"\n") + 1 :].decode(errors="surrogateescape")
    return line + n_lines, len(last_line) + (1 if n_lines else column)
