"""What real CSV files look like, and what is made of it."""

import gzip

import pytest
from tests.formats.conftest import Write

from stik.formats.source_file import SourceFile, read_rows, sample_rows, survey_file


def _read(file: SourceFile) -> list[dict[str, str | None]]:
    return [row for chunk in read_rows(file) for row in chunk.table.to_pylist()]


def test_names_are_trimmed_filled_and_told_apart(write: Write) -> None:
    file = survey_file(write("a.csv", b"*RESPNUM, Q1 ,Q1,,Q1 (2)\n1,2,3,4,5\n"))
    assert file.columns == ("*RESPNUM", "Q1", "Q1 (2)", "column 4", "Q1 (2) (2)")


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_line_ends_of_all_systems_are_read(write: Write, line_end: bytes) -> None:
    content = line_end.join([b"a,b", b"1,2", b"", b"3,4"])
    assert _read(survey_file(write("a.csv", content))) == [
        {"a": "1", "b": "2"},
        {"a": "3", "b": "4"},
    ]


def test_blank_lines_are_passed_over_and_not_counted(write: Write) -> None:
    file = survey_file(write("a.csv", b"\n\na,b\n\n1,2\n   \n\n3,4\n5\n\n"))
    [chunk] = read_rows(file)
    assert chunk.row.to_pylist() == [1, 2]
    assert [row.row for row in chunk.broken] == [3]


def test_blank_cells_are_null_and_other_text_keeps_its_blanks(write: Write) -> None:
    file = survey_file(write("a.csv", 'a,b,c\n  ,"",\u00a0\n x , "y",0\n'.encode()))
    assert _read(file) == [
        {"a": None, "b": None, "c": None},
        {"a": " x ", "b": ' "y"', "c": "0"},
    ]


def test_marks_inside_of_plain_cells_are_text(write: Write) -> None:
    file = survey_file(write("a.csv", b'a,b\n5" pipe,"so ""he"" said"\n"x"y,z"\n'))
    assert _read(file) == [
        {"a": '5" pipe', "b": 'so "he" said'},
        {"a": "xy", "b": 'z"'},
    ]


def test_nul_bytes_are_kept_as_they_are(write: Write) -> None:
    file = survey_file(write("a.csv", b"name,comment\n1,good\x00bye" + b" all" * 9))
    assert _read(file)[0]["comment"] == "good\x00bye" + " all" * 9


def test_the_delimiter_line_of_excel_is_no_header(write: Write) -> None:
    file = survey_file(write("a.csv", b"sep=|\na|b\n1|2\n"))
    assert (file.delimiter, file.columns) == ("|", ("a", "b"))
    assert _read(file) == [{"a": "1", "b": "2"}]


def test_commas_in_a_single_column_of_text_cut_nothing(write: Write) -> None:
    content = b"comment\nall good, thanks\nno, never, no\nfine\n"
    assert _read(survey_file(write("a.csv", content))) == [
        {"comment": "all good, thanks"},
        {"comment": "no, never, no"},
        {"comment": "fine"},
    ]


@pytest.mark.parametrize("name", ["a.csv.gz", "a.csv", "a"])
def test_packed_files_are_told_by_content_not_by_name(write: Write, name: str) -> None:
    packed = gzip.compress(b"a;b\n1;2\n") + gzip.compress(b"3;4\n")
    file = survey_file(write(name, packed))
    assert (file.kind, file.compression, file.delimiter) == ("csv", "gz", ";")
    assert file.size_bytes == len(packed)
    assert _read(file) == [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]


def test_a_plain_file_called_gz_is_read_as_it_is(write: Write) -> None:
    assert survey_file(write("a.csv.gz", b"a,b\n1,2\n")).compression is None


def test_a_sample_holds_the_first_rows_as_text(write: Write) -> None:
    lines = b"".join(b"%d,x\n" % place for place in range(50))
    table = sample_rows(survey_file(write("a.csv", b"a,b\n" + lines)), n=10)
    assert table.column("a").to_pylist() == [str(place) for place in range(10)]
    assert {str(kind) for kind in table.schema.types} == {"string"}


def test_highly_packed_text_is_read_whole(write: Write) -> None:
    packed = gzip.compress(b"a,b\n" + b"1,2\n" * 3_000_000)
    rows = sum(
        len(chunk.row) for chunk in read_rows(survey_file(write("a.csv.gz", packed)))
    )
    assert rows == 3_000_000
