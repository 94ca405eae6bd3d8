"""Rows that cannot be read are named; the others of the file go in."""

import json
import random

import pytest
from tests.formats.conftest import Write

from stik.errors import FileError
from stik.formats.source_file import BrokenRow, read_rows, survey_file


def _read(write: Write, content: bytes) -> tuple[list[int], list[BrokenRow]]:
    chunks = list(read_rows(survey_file(write("answers", content))))
    good = [row for chunk in chunks for row in chunk.row.to_pylist()]
    return good, [row for chunk in chunks for row in chunk.broken]


def test_a_row_with_too_few_cells_is_named(write: Write) -> None:
    good, [row] = _read(write, b"id;score;comment\n1;5;ok\n2;4\n3;3;no\n")
    assert good == [1, 3]
    assert row == BrokenRow(
        row=2,
        raw='{"id": "2", "score": "4"}',
        field=None,
        value=None,
        reason="wrong_column_count",
        sentence="row 2 has 2 cells, the header has 3; add the missing cells.",
    )


def test_a_row_with_too_many_cells_is_named(write: Write) -> None:
    good, [row] = _read(write, b"id;score\n1;5\n2;4\n3;3;no;2\n")
    assert good == [1, 2]
    assert json.loads(row.raw) == {
        "id": "3",
        "score": "3",
        "column 3": "no",
        "column 4": "2",
    }
    assert row.sentence == (
        "row 3 has 4 cells, the header has 2; "
        "put quotation marks round a cell that holds the delimiter."
    )


def test_a_cell_of_a_million_characters_breaks_its_row_only(write: Write) -> None:
    long = "č" * 1_000_000
    content = f"id;comment\n1;ok\n2;{long}\n3;fine\n".encode()
    good, [row] = _read(write, content)
    assert good == [1, 3]
    assert (row.row, row.field, row.reason) == (2, "comment", "cell_too_long")
    assert row.value == "č" * 200 + "…"
    assert json.loads(row.raw)["comment"] == long
    assert row.sentence == (
        "row 2, field 'comment': the cell has 1,000,000 characters, at most 100,000 "
        "are read; shorten it, or close the quotation mark it begins with."
    )


def test_a_cell_of_a_hundred_thousand_characters_is_read(write: Write) -> None:
    content = f'id;comment\n1;{"č" * 100_000}\n2;"{"a" * 100_001}"\n'.encode()
    good, broken = _read(write, content)
    assert (good, [row.row for row in broken]) == ([1], [2])


def test_numbers_stay_right_whatever_is_broken_between(write: Write) -> None:
    chance = random.Random(3)
    lines, wrong = [], []
    for row in range(1, 60_001):
        kind = chance.choices(["good", "short", "bytes", "quoted"], [997, 1, 1, 1])[0]
        if kind in ("short", "bytes"):
            wrong.append(row)
        ending = {
            "good": b",fine,%d" % row,
            "short": b",fine",
            "bytes": b",n\xe9,%d" % row,
            "quoted": b',"a\n\nb",%d' % row,
        }
        lines.append(b"%d" % row + ending[kind] + b"\n" * chance.choice([1, 1, 2]))
    content = "id,č,again\n".encode() + "0,žšč,0\n".encode() * 300 + b"".join(lines)
    file = survey_file(write("a.csv", content))
    assert file.encoding == "utf-8"
    found: list[int] = []
    for chunk in read_rows(file, start_row=301, chunk_rows=9_999):
        ids = [int(cell) for cell in chunk.table.column("id").to_pylist()]
        assert ids == chunk.table.column("again").cast("int64").to_pylist()
        assert ids == [row - 300 for row in chunk.row.to_pylist()]
        found += [row.row - 300 for row in chunk.broken]
    assert found == wrong


def test_a_line_of_broken_json_is_named(write: Write) -> None:
    content = (
        b'{"id": 1}\n\n{"id": 2,}\n[3]\n{"id": 4}\n{"id": "\\ud800"}\n{"\\ud800": 1}\n'
    )
    good, broken = _read(write, content)
    assert good == [1, 4, 6]
    assert [(row.row, row.reason) for row in broken] == [
        (2, "broken_json"),
        (3, "broken_json"),
        (5, "not_utf8"),
    ]
    assert json.loads(broken[0].raw) == {"line": '{"id": 2,}'}
    assert broken[0].sentence.startswith("row 2 is not one JSON object, ")
    assert broken[0].sentence.endswith("at character 10; mend or delete the line.")
    assert broken[1].sentence == (
        "row 3 is not one JSON object, it begins with something else than '{'; "
        "mend or delete the line."
    )


def test_an_open_mark_among_others_names_where_it_stands(write: Write) -> None:
    content = b'a,b\n1,5" pipe\n2,3\n4,"so\n' + b"5,6\n" * 9
    file = survey_file(write("a.csv", content))
    with pytest.raises(FileError, match=r"row 3, field 'b': a quotation mark opens"):
        list(read_rows(file))
