"""What is known of a file before its rows are read."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Hints:
    """What the user says about a file; null is found out from the file itself."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    object_type: str | None = None


@dataclass(frozen=True)
class SourceFile:
    """A file of the user that was looked through once and can be read.

    `kind` is csv, xlsx, parquet, jsonl, xes or ocel; `compression` is gz or null.
    `encoding` is null for formats that have none, as are `delimiter` (csv only) and
    `sheet` (xlsx only). `columns` are the names of the header: outer blanks trimmed, an
    empty name called after its place ("column 7"), a repeated one numbered
    ("name (2)").
    `size_bytes` and `sha256` are of the file as stored, packed if it is. `body_offset`
    is where the rows of a csv begin, in bytes of its text as UTF-8. `sha256` is of the
    content, and of the sheet's name where the file has several (`n_sheets`), or of
    `object_type`, whose objects are the cases of an OCEL log, where it has several.
    """

    path: Path
    kind: str
    compression: str | None
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    columns: tuple[str, ...]
    size_bytes: int
    sha256: str
    body_offset: int = 0
    n_sheets: int = 1
    object_type: str | None = None
    object_types: tuple[str, ...] = ()
