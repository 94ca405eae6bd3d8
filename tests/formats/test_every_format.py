"""The same table reads the same in every format, row numbers and all."""

import csv
import gzip
import io
import json
from hashlib import sha256

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.formats.conftest import Write

from stik.formats.registry import FORMATS
from stik.formats.source_file import SourceFile, read_rows, sample_rows, survey_file

_COLUMNS = ("id", "ocena", "mnenje")
_ROWS = [
    (f"{place}", f"{place % 11}" if place % 3 else None, f"zelo, zelo dobro {place}")
    for place in range(1, 41)
]


def _csv() -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([_COLUMNS, *_ROWS])
    return out.getvalue().encode()


def _jsonl() -> bytes:
    return "\n".join(
        json.dumps(dict(zip(_COLUMNS, row, strict=True))) for row in _ROWS
    ).encode()


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    for row in [_COLUMNS, *_ROWS]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _parquet() -> bytes:
    out = io.BytesIO()
    columns = [pa.array(cells, pa.string()) for cells in zip(*_ROWS, strict=True)]
    table = pa.table(columns, names=list(_COLUMNS))
    pq.write_table(table, out, row_group_size=15)
    return out.getvalue()


def _xes() -> bytes:
    def attribute(key: str, value: str | None) -> str:
        return "" if value is None else f'<string key="{key}" value="{value}"/>'

    def event(row: tuple[str | None, ...]) -> str:
        cells = zip(_COLUMNS, row, strict=True)
        return "<event>" + "".join(attribute(*cell) for cell in cells) + "</event>"

    traces = [_ROWS[first : first + 3] for first in range(0, len(_ROWS), 3)]
    told = ("<trace>" + "".join(map(event, rows)) + "</trace>" for rows in traces)
    return f"<log>{''.join(told)}</log>".encode()


def _ocel() -> bytes:
    events = [
        {
            "id": row[0],
            "type": "answered",
            "time": "2026-05-31T18:20:00Z",
            "attributes": [
                {"name": name, "value": cell}
                for name, cell in zip(_COLUMNS, row, strict=True)
            ],
            "relationships": [{"objectId": "o", "qualifier": "about"}],
        }
        for row in _ROWS
    ]
    objects = [{"id": "o", "type": "order"}]
    return json.dumps({"events": events, "objects": objects}).encode()


_OF_LOG = ("case:concept:name", "ocel:qualifier", "concept:name", "time:timestamp")
_BESIDE = {"ocel": (*_OF_LOG, "ocel:eid")}
"""The columns that a format adds to the table."""

_WAYS = {
    "csv": _csv,
    "csv packed": lambda: gzip.compress(_csv()),
    "jsonl": _jsonl,
    "jsonl packed": lambda: gzip.compress(_jsonl()),
    "xes": _xes,
    "xes packed": lambda: gzip.compress(_xes()),
    "ocel": _ocel,
    "xlsx": _xlsx,
    "parquet": _parquet,
}


@pytest.fixture(params=_WAYS)
def file(request: pytest.FixtureRequest, write: Write) -> SourceFile:
    return survey_file(write("answers", _WAYS[request.param]()))


def test_every_format_is_tried_here() -> None:
    assert {known.kind for known in FORMATS} == {way.split()[0] for way in _WAYS}


def test_the_survey_names_columns_size_and_hash(file: SourceFile) -> None:
    stored = file.path.read_bytes()
    assert file.columns == (*_BESIDE.get(file.kind, ()), *_COLUMNS)
    assert file.size_bytes == len(stored)
    assert file.sha256 == sha256(stored).hexdigest()


def test_rows_are_text_in_the_order_of_the_file(file: SourceFile) -> None:
    [chunk] = read_rows(file, columns=_COLUMNS)
    assert chunk.first_row == 1
    assert chunk.row.type == pa.int64()
    assert chunk.row.to_pylist() == list(range(1, 41))
    assert set(chunk.table.schema.types) == {pa.string()}
    assert list(zip(*chunk.table.to_pydict().values(), strict=True)) == _ROWS
    assert chunk.bytes_done == file.size_bytes


@pytest.mark.parametrize("start_row", [1, 2, 17, 40])
@pytest.mark.parametrize("chunk_rows", [1, 7, 40, 1_000])
def test_reading_goes_on_from_any_row(
    file: SourceFile, start_row: int, chunk_rows: int
) -> None:
    chunks = list(read_rows(file, start_row=start_row, chunk_rows=chunk_rows))
    numbers = [row for chunk in chunks for row in chunk.row.to_pylist()]
    assert numbers == list(range(start_row, 41))
    ids = [cell for c in chunks for cell in c.table.column("id").to_pylist()]
    assert ids == [str(row) for row in numbers]
    assert [c.first_row for c in chunks] == list(range(start_row, 41, chunk_rows))
    assert all(len(chunk.row) <= chunk_rows for chunk in chunks)
    done = [chunk.bytes_done for chunk in chunks]
    assert done == sorted(done)
    assert done[-1] == file.size_bytes


def test_nothing_is_left_after_the_last_row(file: SourceFile) -> None:
    assert list(read_rows(file, start_row=41)) == []


def test_only_the_columns_asked_for_are_read_in_that_order(file: SourceFile) -> None:
    [chunk] = read_rows(file, columns=["mnenje", "id"])
    assert chunk.table.column_names == ["mnenje", "id"]
    assert chunk.table.slice(2, 1).to_pylist() == [
        {"mnenje": "zelo, zelo dobro 3", "id": "3"}
    ]


def test_without_columns_the_numbers_of_the_rows_are_told(file: SourceFile) -> None:
    chunks = list(read_rows(file, columns=[], chunk_rows=30))
    assert [len(chunk.row) for chunk in chunks] == [30, 10]


def test_a_sample_holds_the_first_rows(file: SourceFile) -> None:
    assert sample_rows(file, n=5).column("id").to_pylist() == ["1", "2", "3", "4", "5"]
