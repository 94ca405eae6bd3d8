"""CSV, packed or not: its survey, and its rows as pieces of text columns."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from stik.formats.csv_header import read_header
from stik.formats.csv_record import end_of_records
from stik.formats.csv_rows import CsvRows
from stik.formats.description import Hints, SourceFile
from stik.formats.encoding import survey_text, utf8_blocks
from stik.formats.row_chunk import Piece

_HEAD_BYTES = 1024 * 1024
_MOST_RECORD_BYTES = 64 * 1024 * 1024


def survey_csv(path: Path, compression: str | None, hints: Hints) -> SourceFile:
    """Look through the whole file once.

    Raises
    ------
    FileError
        On a file that is empty, cut off, without rows, cut at the wrong delimiter, or
        whose last quotation mark is never closed.
    """
    text = survey_text(path, compression, encoding=hints.encoding)
    head = _head(path, compression, text.encoding)
    header = read_header(path, head, delimiter=hints.delimiter)
    file = SourceFile(
        path=path,
        kind="csv",
        compression=compression,
        encoding=text.encoding,
        delimiter=header.delimiter,
        sheet=None,
        columns=header.columns,
        size_bytes=text.size_bytes,
        sha256=text.sha256,
        body_offset=header.body_offset,
    )
    if text.n_quotes % 2:
        _check_last_quote(file)
    return file


def read_csv(file: SourceFile, columns: Sequence[str]) -> Iterator[Piece]:
    """Return the rows, a piece for each block of the file that could be read at once.

    Raises
    ------
    FileError
        On a quotation mark that is never closed.
    """
    reader = CsvRows(file, columns)
    for text, bytes_done, is_open in _whole_records(file):
        if is_open:
            reader.refuse_open_quote(text)
        yield from reader.pieces(text, bytes_done)


def _whole_records(file: SourceFile) -> Iterator[tuple[bytes, int, bool]]:
    """Return the text below the header in blocks that end where a record ends.

    The third value is true for a last block that ends inside of quotation marks.
    """
    delimiter = file.delimiter or ","
    rest, wanted, done = b"", 0, 0
    for text, done in _body(file):
        rest += text
        if len(rest) < wanted:
            continue
        end = end_of_records(rest, delimiter=delimiter)
        if end:
            yield rest[:end], done, False
        elif len(rest) > _MOST_RECORD_BYTES:
            yield rest, done, True
            return
        rest = rest[end:]
        wanted = 2 * len(rest)
    if rest:
        is_open = end_of_records(rest + b"\n", delimiter=delimiter) <= len(rest)
        yield rest, done, is_open


def _body(file: SourceFile) -> Iterator[tuple[bytes, int]]:
    """Return the text below the header as UTF-8."""
    offset = file.body_offset
    for text, done in utf8_blocks(
        file.path, file.compression, encoding=file.encoding or "utf-8"
    ):
        yield text[offset:], done
        offset = max(0, offset - len(text))


def _head(path: Path, compression: str | None, encoding: str) -> bytes:
    """Return enough of the text's beginning to know the header by."""
    head = b""
    for text, _ in utf8_blocks(path, compression, encoding=encoding):
        head += text
        if len(head) >= _HEAD_BYTES:
            break
    return head


def _check_last_quote(file: SourceFile) -> None:
    """Read all rows where marks are odd in number: the last may swallow the rest."""
    for _ in read_csv(file, file.columns[:1]):
        pass
