"""In which encoding a file's text is, and the text as UTF-8 whatever that is."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from stik.errors import FileError
from stik.formats.code_pages import byte_counts, code_page
from stik.formats.stored import Digest, content_blocks

_NOT_ASCII_LINE = re.compile(rb"[^\n]*[\x80-\xff][^\n]*")
_UTF_8 = ("utf-8", "utf-8-sig")


@dataclass(frozen=True)
class TextSurvey:
    """What one pass over a file of text found."""

    encoding: str
    size_bytes: int
    sha256: str
    n_quotes: int


def survey_text(
    path: Path, compression: str | None, *, encoding: str | None
) -> TextSurvey:
    """Return encoding, size, hash and number of quotation marks in one pass.

    The encoding is the one given; else that of a byte order mark; else UTF-8 where
    all of the text, or most of the lines that are not plain ASCII, are valid UTF-8;
    else the code page under which the text is likeliest (`code_pages`). Only that
    choice between UTF-8 and a code page takes another pass.

    Raises
    ------
    FileError
        On a damaged gzip file, an unknown encoding, and on damaged UTF-16.
    """
    digest = sha256()
    given = known_encoding(path, encoding)
    check = _Check("utf-8")
    n_quotes, size_bytes = 0, 0
    for block, done in content_blocks(path, compression, digest=digest):
        if size_bytes == 0:
            check = _Check(given or marked_encoding(block) or "utf-8")
        check.take(block)
        n_quotes += block.count(b'"')
        size_bytes = done
    check.take(b"", is_last=True)
    found = check.encoding
    if not check.is_valid:
        found = _despite_damage(path, compression, found, is_given=given is not None)
    return TextSurvey(found, size_bytes, digest.hexdigest(), n_quotes)


def utf8_blocks(
    path: Path,
    compression: str | None,
    *,
    encoding: str,
    digest: Digest | None = None,
) -> Iterator[tuple[bytes, int]]:
    """Return the text as UTF-8 without its mark, with the stored bytes behind it.

    Bytes that are no text in `encoding` are passed on as they are, to be found where
    rows are read.
    """
    decoder = codecs.getincrementaldecoder(encoding)("surrogateescape")
    is_first = True
    for block, done in content_blocks(path, compression, digest=digest):
        text = block
        if encoding not in _UTF_8:
            text = decoder.decode(block).encode("utf-8", "surrogateescape")
        if is_first:
            text = text.removeprefix(codecs.BOM_UTF8)
        is_first = is_first and not text
        yield text, done


class _Check:
    """Whether bytes that come in blocks are valid in an encoding."""

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding
        self.is_valid = True
        self._decoder = codecs.getincrementaldecoder(encoding)()

    def take(self, block: bytes, *, is_last: bool = False) -> None:
        """Look at the next bytes; after the first damage nothing is looked at."""
        if not self.is_valid:
            return
        try:
            self._decoder.decode(block, is_last)
        except UnicodeError:
            self.is_valid = False


def known_encoding(path: Path, encoding: str | None) -> str | None:
    """Return the usual name of an encoding the user gave."""
    if encoding is None:
        return None
    try:
        "a".encode(encoding)
    except (LookupError, UnicodeError):
        raise FileError(
            path,
            f"cannot be read as '{encoding}', which is no encoding; "
            "write one such as 'utf-8', 'cp1252' or 'cp1250', or leave it out.",
        ) from None
    return codecs.lookup(encoding).name


def marked_encoding(block: bytes) -> str | None:
    """Return the encoding whose byte order mark the content begins with."""
    if block.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return None


def _despite_damage(
    path: Path, compression: str | None, encoding: str, *, is_given: bool
) -> str:
    """Return the encoding of text that is not valid in the first one tried."""
    if encoding.startswith(("utf-16", "utf-32")):
        raise FileError(
            path, f"is damaged {encoding.upper()} text; save it again as UTF-8."
        )
    if is_given or encoding == "utf-8-sig" or _is_mostly_utf8(path, compression):
        return encoding
    return code_page(
        byte_counts(block for block, _ in content_blocks(path, compression))
    )


def _is_mostly_utf8(path: Path, compression: str | None) -> bool:
    """Return whether most lines that are not plain ASCII are valid UTF-8."""
    n_valid = n_damaged = 0
    rest = b""
    for block, _ in content_blocks(path, compression):
        text = rest + block
        end = text.rfind(b"\n") + 1
        rest = text[end:]
        n_valid, n_damaged = _with_lines_of(text[:end], n_valid, n_damaged)
    n_valid, n_damaged = _with_lines_of(rest, n_valid, n_damaged)
    return n_valid > n_damaged


def _with_lines_of(text: bytes, n_valid: int, n_damaged: int) -> tuple[int, int]:
    for line in _NOT_ASCII_LINE.finditer(text):
        if _is_utf8(line[0]):
            n_valid += 1
        else:
            n_damaged += 1
    return n_valid, n_damaged


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
