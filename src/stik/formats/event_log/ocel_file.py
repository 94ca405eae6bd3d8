"""OCEL 2.0 as JSON, packed or not: a row for each event and object of one type."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path

from stik.errors import FileError, nearest
from stik.formats.broken import broken_event, cells_or_fault
from stik.formats.description import Hints, SourceFile
from stik.formats.encoding import utf8_blocks
from stik.formats.event_log.json_arrays import JsonArrays
from stik.formats.event_log.ocel_events import (
    NotAnEvent,
    Objects,
    related_objects,
    rows_of,
)
from stik.formats.row_chunk import BrokenRow, Piece
from stik.formats.stored import Digest

_ROWS_AT_ONCE = 5_000


def survey_ocel(path: Path, compression: str | None, hints: Hints) -> SourceFile:
    """Look through the file: once for its objects, once for its events.

    The type of objects is the one given, else the one that most events are about.

    Raises
    ------
    FileError
        On a file that is cut off or no JSON, a type that is not there, and on one
        without events about an object.
    """
    objects = Objects.of(_arrays(path, compression).elements())
    digest = sha256()
    arrays = _arrays(path, compression, digest)
    names: dict[str, dict[str, None]] = {}
    n_rows: Counter[str] = Counter()
    for _, event in (each for each in arrays.elements() if each[0] == "events"):
        for kind in _types(event, objects):
            for row in rows_of(event, objects, object_type=kind):
                names.setdefault(kind, {}).update(dict.fromkeys(row))
                n_rows[kind] += 1
    chosen = _chosen(path, n_rows, wanted=hints.object_type)
    if len(n_rows) > 1:  # two types of objects are two files
        digest.update(chosen.encode())
    return SourceFile(
        path=path,
        kind="ocel",
        compression=compression,
        encoding="utf-8",
        delimiter=None,
        sheet=None,
        columns=tuple(names[chosen]),
        size_bytes=arrays.bytes_done,
        sha256=digest.hexdigest(),
        object_type=chosen,
        object_types=tuple(n_rows),
    )


def _chosen(path: Path, n_rows: Counter[str], *, wanted: str | None) -> str:
    """Return the type of objects to read: the one wanted, or that of most rows."""
    if not n_rows:
        raise FileError(path, "holds no event about an object; export it again.")
    chosen = wanted or n_rows.most_common(1)[0][0]
    if chosen not in n_rows:
        known = nearest(chosen, n_rows)
        raise FileError(path, f"has no events about the type '{chosen}'; {known}")
    return chosen


def read_ocel(file: SourceFile, columns: Sequence[str]) -> Iterator[Piece]:
    """Return a row for each event and object of the file's type that it is about."""
    objects = Objects.of(_arrays(file.path, file.compression).elements())
    arrays = _arrays(file.path, file.compression)
    rows = _judged(file, arrays, objects, columns)
    next_row = 1
    while found := list(islice(rows, _ROWS_AT_ONCE)):
        piece = Piece.judged(
            found, columns, first_row=next_row, bytes_done=arrays.bytes_done
        )
        next_row = piece.next_row
        yield piece


def _judged(
    file: SourceFile, arrays: JsonArrays, objects: Objects, columns: Sequence[str]
) -> Iterator[Sequence[str | None] | BrokenRow]:
    row = 0
    for number, event in enumerate(
        (element for name, element in arrays.elements() if name == "events"), start=1
    ):
        try:
            told = list(rows_of(event, objects, object_type=file.object_type or ""))
        except NotAnEvent as fault:
            row += 1
            yield broken_event(
                row,
                json.dumps(event, ensure_ascii=False),
                fault=str(fault),
                where=f"event {number:,} of the file",
                trace=None,
            )
            continue
        for cells in told:
            row += 1
            yield cells_or_fault(row, cells, columns)


def _types(event: object, objects: Objects) -> list[str]:
    """Return the types of the objects an event is about, none where it is broken."""
    try:
        list(rows_of(event, objects, object_type=""))
    except NotAnEvent:
        return []
    told = event if isinstance(event, dict) else {}
    return list(dict.fromkeys(kind for _, kind, _ in related_objects(told, objects)))


def _arrays(
    path: Path, compression: str | None, digest: Digest | None = None
) -> JsonArrays:
    blocks = utf8_blocks(path, compression, encoding="utf-8", digest=digest)
    return JsonArrays(path, blocks)
