"""Values with a type become the text a person would have written."""

import io
import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from tests.formats.conftest import Write

from stik.formats.source_file import read_rows, survey_file


def _book(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _parquet(**columns: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def test_cells_of_a_workbook_become_text(write: Write) -> None:
    book = openpyxl.Workbook()
    book.active.append(["v"])
    cells = {
        3: "3",
        4.0: "4",
        4.1: "4.1",
        True: "TRUE",
        "  ": None,
        " so ": " so ",
        date(2024, 5, 1): "2024-05-01",
        datetime(2024, 5, 1, 13, 45): "2024-05-01T13:45:00",  # noqa: DTZ001
        datetime(2024, 5, 2): "2024-05-02T00:00:00",  # noqa: DTZ001
        time(9, 30): "09:30:00",
        timedelta(hours=30): "1 day, 6:00:00",
    }
    for value in cells:
        book.active.append([value, "x"])
    book.active.insert_rows(1)
    book.active["B2"] = "w"
    [chunk] = read_rows(survey_file(write("a.xlsx", _book(book))))
    assert chunk.table.column("v").to_pylist() == list(cells.values())


def test_the_sheet_that_holds_most_is_read(write: Write) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Answers")
    for row in [["id", None, "id"], [1, 2, 3], [], [4, None, None]]:
        sheet.append(row)
    book.create_sheet("Codes").append(["code"])
    for row in [["about", "this", "export"], ["made", "by", "hand"]]:
        book.active.append(row)
    file = survey_file(write("a.xlsx", _book(book)))
    assert (file.sheet, file.columns) == ("Answers", ("id", "column 2", "id (2)"))
    [chunk] = read_rows(file)
    assert chunk.row.to_pylist() == [1, 2]
    assert chunk.table.column("id").to_pylist() == ["1", "4"]


def test_two_sheets_of_a_workbook_are_two_files(write: Write) -> None:
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("2024")):
        for row in [["id", "score"], [7, 5]]:
            sheet.append(row)
    path = write("a.xlsx", _book(book))
    one, other = (survey_file(path, sheet=name) for name in ("Sheet", "2024"))
    assert one.sha256 != other.sha256
    assert survey_file(path, sheet="2024").sha256 == other.sha256


def test_a_sheet_is_read_by_name(write: Write) -> None:
    book = openpyxl.Workbook()
    book.active.append(["other"])
    sheet = book.create_sheet("2024")
    for row in [["id", "score"], [7, 5]]:
        sheet.append(row)
    file = survey_file(write("a.xlsx", _book(book)), sheet="2024")
    [chunk] = read_rows(file)
    assert chunk.table.to_pylist() == [{"id": "7", "score": "5"}]


def test_cells_beyond_the_header_of_a_sheet_break_the_row(write: Write) -> None:
    book = openpyxl.Workbook()
    for row in [["id", "score"], [1, 5], [2, 4, "?"], [3]]:
        book.active.append(row)
    [chunk] = read_rows(survey_file(write("a.xlsx", _book(book))))
    assert chunk.row.to_pylist() == [1, 3]
    [row] = chunk.broken
    assert (row.row, row.reason) == (2, "wrong_column_count")
    assert json.loads(row.raw) == {"id": "2", "score": "4", "column 3": "?"}


def test_columns_of_parquet_become_text(write: Write) -> None:
    moment = datetime(2024, 5, 1, 13, 45, tzinfo=UTC)
    content = _parquet(
        whole=pa.array([3.0, 3.5, float("nan")]),
        flag=[True, None, False],
        amount=[Decimal("1.50"), None, Decimal("2.00")],
        day=[date(2024, 5, 1), None, None],
        at=pa.array([moment, None, moment + timedelta(milliseconds=5)]),
        local=pa.array([moment.replace(tzinfo=None)] * 3, pa.timestamp("ns")),
        word=pa.array(["a", " ", None]).dictionary_encode(),
        place=[{"city": "Koper", "at": {"x": 1}}, None, {"city": None, "at": None}],
        several=[["a", "č"], None, []],
        octets=[b"Koper", b"", None],
    )
    [chunk] = read_rows(survey_file(write("a.parquet", content)))
    assert chunk.table.to_pydict() == {
        "whole": ["3", "3.5", None],
        "flag": ["true", None, "false"],
        "amount": ["1.50", None, "2.00"],
        "day": ["2024-05-01", None, None],
        "at": ["2024-05-01T13:45:00Z", None, "2024-05-01T13:45:00.005000Z"],
        "local": ["2024-05-01T13:45:00"] * 3,
        "word": ["a", None, None],
        "place.city": ["Koper", None, None],
        "place.at.x": ["1", None, None],
        "several": ['["a", "č"]', None, "[]"],
        "octets": ["Koper", None, None],
    }


def test_a_field_of_a_struct_is_read_alone(write: Write) -> None:
    content = _parquet(id=[1, 2], place=[{"a": 1, "b": {"c": 2}}, None])
    [chunk] = read_rows(
        survey_file(write("a.parquet", content)), columns=["place.b.c", "id"]
    )
    assert chunk.table.to_pydict() == {"place.b.c": ["2", None], "id": ["1", "2"]}


def test_rows_of_parquet_at_fault_are_named(write: Write) -> None:
    content = _parquet(
        id=[1, 2, 3],
        city=[b"Koper", b"K\xf6ln", "Niš".encode()],
        note=["a", "b", "c" * 100_001],
    )
    [chunk] = read_rows(survey_file(write("a.parquet", content)))
    assert chunk.table.to_pylist() == [{"id": "1", "city": "Koper", "note": "a"}]
    assert [(b.row, b.field, b.reason) for b in chunk.broken] == [
        (2, "city", "not_utf8"),
        (3, "note", "cell_too_long"),
    ]


def test_values_of_json_become_text(write: Write) -> None:
    lines = [
        '{"id": 3, "score": 3.0, "mean": 3.5, "ok": true, "who": {"city": "Koper"}}',
        '{"id": 12345678901234567890, "who": {"city": null, "a": {"b": " "}}}',
        '{"several": ["a", 2], "score": NaN, "who": "Č"}',
    ]
    file = survey_file(write("a.jsonl", "\r\n".join(lines).encode()))
    [chunk] = read_rows(file)
    assert chunk.table.to_pydict() == {
        "id": ["3", "12345678901234567890", None],
        "score": ["3", None, None],
        "mean": ["3.5", None, None],
        "ok": ["true", None, None],
        "who.city": ["Koper", None, None],
        "who.a.b": [None, None, None],
        "several": [None, None, '["a", 2]'],
        "who": [None, None, "Č"],
    }
