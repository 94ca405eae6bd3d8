"""The encoding is found out, or taken from the user."""

import gzip
import json

import pytest
from tests.formats.conftest import Write

from stik.formats.source_file import read_rows, survey_file

_TEXT = "kraj;ocena\nŽalec;5\nŁódź;4\nNiš;3\n"
_WESTERN = "city;score\nKöln;5\nMünchen;4\nPlain;3\n"


@pytest.mark.parametrize(
    ("stored", "name"),
    [
        (_TEXT.encode(), "utf-8"),
        (_TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (_TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + _TEXT.encode("utf-16-be"), "utf-16"),
    ],
)
@pytest.mark.parametrize("is_packed", [False, True])
def test_text_is_the_same_in_every_unicode_encoding(
    write: Write, stored: bytes, name: str, *, is_packed: bool
) -> None:
    content = gzip.compress(stored) if is_packed else stored
    file = survey_file(write("a.csv", content))
    assert file.encoding == name
    assert file.columns == ("kraj", "ocena")
    [chunk] = read_rows(file)
    assert chunk.table.column("kraj").to_pylist() == ["Žalec", "Łódź", "Niš"]


def test_text_that_is_not_utf_8_is_windows_1252(write: Write) -> None:
    file = survey_file(write("a.csv", _WESTERN.encode("cp1252")))
    assert file.encoding == "cp1252"
    [chunk] = read_rows(file)
    assert chunk.table.column("city").to_pylist() == ["Köln", "München", "Plain"]


def test_the_encoding_given_goes_before_the_one_found(write: Write) -> None:
    path = write("a.csv", "kraj;ocena\nŽalec;5\nŠkofja Loka;4\n".encode("cp1250"))
    file = survey_file(path, encoding="windows-1250")
    [chunk] = read_rows(file)
    assert file.encoding == "cp1250"
    assert chunk.table.column("kraj").to_pylist() == ["Žalec", "Škofja Loka"]


def test_rows_of_another_encoding_are_held_apart(write: Write) -> None:
    lines = [f"{place};Škofja Loka".encode() for place in range(1, 6)]
    lines[2] = "3;Köln".encode("cp1252")
    file = survey_file(write("a.csv", b"id;city\n" + b"\n".join(lines)))
    [chunk] = read_rows(file)
    assert file.encoding == "utf-8"
    assert chunk.row.to_pylist() == [1, 2, 4, 5]
    [row] = chunk.broken
    assert (row.row, row.field, row.value, row.reason) == (
        3,
        "city",
        r"K\xf6ln",
        "not_utf8",
    )
    assert json.loads(row.raw) == {"id": "3", "city": r"K\xf6ln"}
    assert row.sentence == (
        r"row 3, field 'city': 'K\xf6ln' is not valid utf-8, "
        "unlike the rest of the file; write the cell anew."
    )


def test_damage_in_columns_not_read_keeps_no_row_out(write: Write) -> None:
    content = "id;city\n1;Žalec\n2;Niš\n".encode() + b"3;K\xf6ln\n"
    [chunk] = read_rows(survey_file(write("a.csv", content)), columns=["id"])
    assert chunk.table.to_pydict() == {"id": ["1", "2", "3"]}
    assert not chunk.broken


def test_bytes_that_are_no_text_in_the_encoding_given_break_the_row(
    write: Write,
) -> None:
    path = write("a.csv", b"id,city\n1,K\xf6ln\n2,\x81\n")
    [chunk] = read_rows(survey_file(path, encoding="cp1252"))
    assert chunk.table.column("city").to_pylist() == ["Köln"]
    assert [row.row for row in chunk.broken] == [2]
    assert "is not valid cp1252" in chunk.broken[0].sentence
