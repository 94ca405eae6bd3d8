"""The formats in which rows can be had, one line each."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pyarrow as pa

from stik.errors import QuestionError, nearest
from stik.formats.written.csv_bytes import csv_bytes
from stik.formats.written.json_lines_bytes import json_lines_bytes
from stik.formats.written.ocel_bytes import ocel_bytes
from stik.formats.written.parquet_bytes import parquet_bytes
from stik.formats.written.xes_bytes import xes_bytes


@dataclass(frozen=True)
class WrittenFormat:
    """How rows are written in a format, and what the web calls it.

    A format that `is_log` has room for events alone: they come case by case.
    """

    name: str
    media_type: str
    written: Callable[[Iterable[pa.Table], pa.Schema], Iterator[bytes]]
    is_log: bool = False


WRITTEN_FORMATS = (
    WrittenFormat("csv", "text/csv; charset=utf-8; header=present", csv_bytes),
    WrittenFormat("jsonl", "application/jsonl; charset=utf-8", json_lines_bytes),
    WrittenFormat("parquet", "application/vnd.apache.parquet", parquet_bytes),
    WrittenFormat("xes", "application/xml", xes_bytes, is_log=True),
    WrittenFormat("ocel", "application/json", ocel_bytes, is_log=True),
)


def written_format(name: str) -> WrittenFormat:
    """Return the format of that name.

    Raises
    ------
    QuestionError
        Where there is none.
    """
    for each in WRITTEN_FORMATS:
        if each.name == name:
            return each
    known = nearest(name, (each.name for each in WRITTEN_FORMATS))
    raise QuestionError(f"nothing can be exported as '{name}'; {known}")
