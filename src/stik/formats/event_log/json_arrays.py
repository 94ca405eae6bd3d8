"""The arrays of one large JSON object, element by element."""

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from stik.errors import FileError

_MOST_LETTERS = 64 * 1024 * 1024
_BLANKS = re.compile(r"[ \t\r\n]*")
_CUT = 64
"""A fault so near to the end of what was read may come from that end."""


class JsonArrays:
    """Reads a JSON object whose members are arrays; holds one element at a time.

    `bytes_done` says how much of the stored file was read.
    """

    def __init__(self, path: Path, blocks: Iterable[tuple[bytes, int]]) -> None:
        self._path, self._blocks = path, iter(blocks)
        self._decode = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode
        self._parse = json.JSONDecoder(parse_constant=lambda _: None).raw_decode
        self._text, self._at, self._is_over = "", 0, False
        self._line = 1
        self.bytes_done = 0

    def elements(self) -> Iterator[tuple[str, object]]:
        """Yield each element of each array, with the name of that.

        Raises
        ------
        FileError
            Where the text is cut off or no JSON: it says the line.
        """
        self._expect("{")
        while self._next() != "}":
            name = str(self._value())
            self._expect(":")
            if self._next() == "[":
                yield from ((name, element) for element in self._array())
            else:
                self._value()
            if self._next() != "}":
                self._expect(",")

    def _array(self) -> Iterator[object]:
        self._expect("[")
        while self._next() != "]":
            yield self._value()
            if self._next() != "]":
                self._expect(",")
        self._expect("]")

    def _next(self) -> str:
        """Return the next letter that is not blank, without taking it."""
        while True:
            blanks = _BLANKS.match(self._text, self._at)
            self._at = blanks.end() if blanks else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._read_on():
                raise self._fault("it was cut off")

    def _expect(self, letter: str) -> None:
        if self._next() != letter:
            raise self._fault(f"a '{letter}' is missing")
        self._at += 1

    def _value(self) -> object:
        self._next()
        while True:
            try:
                value, end = self._parse(self._text, self._at)
            except json.JSONDecodeError as fault:
                is_cut = fault.pos > len(self._text) - _CUT
                is_cut = is_cut or fault.msg.startswith("Unterminated")
                if not (is_cut and self._read_on()):
                    self._at = fault.pos
                    raise self._fault(fault.msg.lower()) from None
            except RecursionError:
                raise self._fault("it is nested too deep") from None
            else:
                if end < len(self._text) or not self._read_on():
                    self._at = end
                    return value

    def _read_on(self) -> bool:
        """Read the next block; say whether there was one."""
        if self._is_over:
            return False
        block, self.bytes_done = next(self._blocks, (b"", self.bytes_done))
        self._is_over = not block
        self._line += self._text.count("\n", 0, self._at)
        self._text = self._text[self._at :] + self._decode(block, self._is_over)
        self._at = 0
        if len(self._text) > _MOST_LETTERS:
            raise self._fault("a part of it is longer than 64 MB")
        return True

    def _fault(self, what: str) -> FileError:
        line = self._line + self._text.count("\n", 0, self._at)
        column = self._at - self._text.rfind("\n", 0, self._at)
        return FileError(
            self._path,
            f"is no whole JSON: {what}, at line {line:,}, column {column:,}; "
            "copy or export it again.",
        )
