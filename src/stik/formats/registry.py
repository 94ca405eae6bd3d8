"""The formats that can be read, one line each."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from stik.formats.csv_file import read_csv, survey_csv
from stik.formats.description import Hints, SourceFile
from stik.formats.event_log.ocel_file import read_ocel, survey_ocel
from stik.formats.event_log.xes_file import read_xes, survey_xes
from stik.formats.jsonl_file import read_jsonl, survey_jsonl
from stik.formats.parquet_file import read_parquet, survey_parquet
from stik.formats.row_chunk import Piece
from stik.formats.xlsx_file import read_xlsx, survey_xlsx


@dataclass(frozen=True)
class Format:
    """How files of one kind are looked through and read."""

    kind: str
    survey: Callable[[Path, str | None, Hints], SourceFile]
    read: Callable[[SourceFile, Sequence[str]], Iterator[Piece]]


FORMATS = (
    Format("csv", survey_csv, read_csv),
    Format("xlsx", survey_xlsx, read_xlsx),
    Format("parquet", survey_parquet, read_parquet),
    Format("jsonl", survey_jsonl, read_jsonl),
    Format("xes", survey_xes, read_xes),
    Format("ocel", survey_ocel, read_ocel),
)
"""Every kind that `content.recognise` can tell."""


def format_of(kind: str) -> Format:
    """Return the format of that kind."""
    return next(known for known in FORMATS if known.kind == kind)
