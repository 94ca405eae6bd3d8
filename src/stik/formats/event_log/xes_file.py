"""XES (IEEE 1849), packed or not: one row an event, with what its trace says."""

import codecs
import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from stik.errors import FileError
from stik.formats.description import Hints, SourceFile
from stik.formats.encoding import known_encoding, marked_encoding, utf8_blocks
from stik.formats.event_log.xes_rows import EventRows
from stik.formats.event_log.xes_text import root_prefix, stretches
from stik.formats.row_chunk import Piece
from stik.formats.stored import content_blocks

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


def survey_xes(path: Path, compression: str | None, hints: Hints) -> SourceFile:
    """Look through the whole file once, for its bytes and for the names in it.

    Raises
    ------
    FileError
        On a file that is cut off, that declares entities, and on one without events.
    """
    digest = sha256()
    encoding = _encoding(path, compression, hints)
    blocks = utf8_blocks(path, compression, encoding=encoding, digest=digest)
    rows = _event_rows(path, compression, encoding, columns=())
    size_bytes = 0
    for stretch in stretches(path, blocks, end_tag=rows.end_tag):
        rows.look_at(stretch)
        size_bytes = stretch.bytes_done
    if not rows.names:
        raise FileError(path, "holds no events; export it again with events.")
    return SourceFile(
        path=path,
        kind="xes",
        compression=compression,
        encoding=encoding,
        delimiter=None,
        sheet=None,
        columns=rows.names,
        size_bytes=size_bytes,
        sha256=digest.hexdigest(),
    )


def read_xes(file: SourceFile, columns: Sequence[str]) -> Iterator[Piece]:
    """Return the events in the order of the file, and each trace that has none."""
    encoding = file.encoding or "utf-8"
    blocks = utf8_blocks(file.path, file.compression, encoding=encoding)
    rows = _event_rows(file.path, file.compression, encoding, columns=columns)
    for stretch in stretches(file.path, blocks, end_tag=rows.end_tag):
        yield from rows.pieces(stretch)


def _encoding(path: Path, compression: str | None, hints: Hints) -> str:
    """Return the encoding given, else the one marked, else the one declared."""
    given = known_encoding(path, hints.encoding)
    head = _head(path, compression)
    declared = _DECLARED.search(head)
    told = declared[1].decode() if declared else None
    return given or marked_encoding(head) or known_encoding(path, told) or "utf-8"


def _event_rows(
    path: Path, compression: str | None, encoding: str, *, columns: Sequence[str]
) -> EventRows:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    prefix = root_prefix(decoder.decode(_head(path, compression))) or ""
    return EventRows(path, columns, prefix=prefix, encoding=encoding)


def _head(path: Path, compression: str | None) -> bytes:
    blocks = content_blocks(path, compression)
    return next((block for block, _ in blocks if block), b"")[: 64 * 1024]
