"""JSON lines, packed or not: one object a line, nested ones flattened with dots."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from stik.errors import FileError
from stik.formats.broken import Cells, broken_json, cells_or_fault, written
from stik.formats.description import Hints, SourceFile
from stik.formats.encoding import survey_text, utf8_blocks
from stik.formats.row_chunk import BrokenRow, Piece

_MOST_LINE_BYTES = 64 * 1024 * 1024


def survey_jsonl(path: Path, compression: str | None, hints: Hints) -> SourceFile:
    """Look through the whole file: once for its bytes, once for the names in it.

    Raises
    ------
    FileError
        On a file that is cut off, and on one without a single JSON object.
    """
    text = survey_text(path, compression, encoding=hints.encoding)
    names: dict[str, None] = {}
    for lines, _ in _lines(path, compression, text.encoding):
        for line in lines:
            cells = _cells(1, line)
            if not isinstance(cells, BrokenRow):
                names.update(dict.fromkeys(cells))
    if not names:
        raise FileError(
            path, "holds no line that is a JSON object; write one object a line."
        )
    return SourceFile(
        path=path,
        kind="jsonl",
        compression=compression,
        encoding=text.encoding,
        delimiter=None,
        sheet=None,
        columns=tuple(names),
        size_bytes=text.size_bytes,
        sha256=text.sha256,
    )


def read_jsonl(file: SourceFile, columns: Sequence[str]) -> Iterator[Piece]:
    """Return the rows, one for each line that is not blank."""
    next_row = 1
    encoding = file.encoding or "utf-8"
    for lines, bytes_done in _lines(file.path, file.compression, encoding):
        piece = Piece.judged(
            (
                _judged(row, line, columns, encoding)
                for row, line in enumerate(lines, start=next_row)
            ),
            columns,
            first_row=next_row,
            bytes_done=bytes_done,
        )
        next_row = piece.next_row
        yield piece


def _lines(
    path: Path, compression: str | None, encoding: str
) -> Iterator[tuple[Sequence[str], int]]:
    """Return the lines that are not blank, a block of the file at a time."""
    rest, done = b"", 0
    for text, done in utf8_blocks(path, compression, encoding=encoding):
        *whole, rest = (rest + text).split(b"\n")
        if len(rest) > _MOST_LINE_BYTES:
            raise FileError(path, "has a line longer than 64 MB; write one row a line.")
        yield _decoded(whole), done
    yield _decoded([rest]), done


def _decoded(lines: Sequence[bytes]) -> Sequence[str]:
    text = (line.decode(errors="surrogateescape").strip() for line in lines)
    return [line for line in text if line]


def _judged(
    row: int, line: str, columns: Sequence[str], encoding: str
) -> list[str | None] | BrokenRow:
    cells = _cells(row, line)
    if isinstance(cells, BrokenRow):
        return cells
    return cells_or_fault(row, cells, columns, encoding=encoding)


def _cells(row: int, line: str) -> Cells | BrokenRow:
    """Return what the line says by name, or why it is broken."""
    try:
        found = json.loads(line, parse_constant=_no_number)
    except json.JSONDecodeError as fault:
        where = f"{fault.msg.lower()} at character {fault.colno}"
        return broken_json(row, line, fault=where)
    except (RecursionError, ValueError):
        return broken_json(row, line, fault="it is nested too deep or too long")
    if not isinstance(found, dict):
        return broken_json(row, line, fault="it begins with something else than '{'")
    return dict(_flattened(found, ""))


def _flattened(
    found: Mapping[str, object], prefix: str
) -> Iterator[tuple[str, str | None]]:
    for name, value in found.items():
        if isinstance(value, dict):
            yield from _flattened(value, f"{prefix}{name}.")
        else:
            yield written(prefix + name), _text(value)


def _text(value: object) -> str | None:
    """Return a value as text: whole numbers without a point, lists as JSON."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _no_number(_name: str) -> None:
    """Read NaN and Infinity, which are no JSON but are written, as nothing."""
