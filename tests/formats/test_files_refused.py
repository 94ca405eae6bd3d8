"""What cannot be read at all: one sentence that names the file and the mend."""

import gzip
import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.formats.conftest import Write

from stik.errors import FileError
from stik.formats.source_file import read_rows, survey_file

_NOBODY = 65534


def _zip(*names: str) -> bytes:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return stored.getvalue()


def _xlsx(*rows: tuple[str, ...]) -> bytes:
    stored = io.BytesIO()
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(stored)
    return stored.getvalue()


def _parquet(n_rows: int) -> bytes:
    stored = io.BytesIO()
    pq.write_table(pa.table({"a": pa.array(range(n_rows), pa.int64())}), stored)
    return stored.getvalue()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
_ANSWERS = b"a,b\n" + b"1,so so\n" * 5_000

_REFUSED = {
    "empty": (b"", "is empty; export it again with answers."),
    "only blanks": (b"\n \n\n", "is empty; export it again with answers."),
    "only a mark": (b"\xef\xbb\xbf", "is empty; export it again with answers."),
    "empty gz": (gzip.compress(b""), "is empty; export it again with answers."),
    "header only": (
        b"a,b\n",
        "has a header and no rows below it; export it again with answers.",
    ),
    "gz cut off": (
        gzip.compress(_ANSWERS)[:-9],
        "is a gzip file that was cut off; copy or export it again.",
    ),
    "gz damaged": (
        gzip.compress(_ANSWERS)[:-8] + b"12345678",
        "is a damaged gzip file; copy or export it again.",
    ),
    "unclosed quotation mark": (
        b'a,b\n1,2\n3,"so\n' + b"4,5\n" * 9,
        (
            "row 2, field 'b': a quotation mark opens here and is never closed; "
            "close or delete it."
        ),
    ),
    "title above the header": (
        b"Answers of May\n\na,b,c\n1,2,3\n4,5,6\n",
        (
            "has one cell in its first line and 3 cut at ',' below; "
            "delete what stands above the header."
        ),
    ),
    "UTF-16 cut": (
        "a,b\n1,2\n".encode("utf-16")[:-1],
        "is damaged UTF-16 text; save it again as UTF-8.",
    ),
    "binary": (
        bytes(range(256)) * 20,
        (
            "is binary of an unknown kind, not a table; "
            "export it as CSV, XLSX, Parquet, JSON lines, XES or OCEL 2.0."
        ),
    ),
    "PDF": (
        b"%PDF-1.7 and so on",
        (
            "is a PDF, not a table; "
            "export it as CSV, XLSX, Parquet, JSON lines, XES or OCEL 2.0."
        ),
    ),
    "web page": (
        b"<!DOCTYPE html><html>please log in</html>",
        (
            "is a web page or XML document, not a table; "
            "export it as CSV, XLSX, Parquet, JSON lines, XES or OCEL 2.0."
        ),
    ),
    "JSON list": (
        b'[{"a": 1}, {"a": 2}]',
        "is one JSON list; write one object a line, such as with 'jq -c .[]'.",
    ),
    "JSON over many lines": (
        b'{\n  "a": 1\n}\n',
        "holds no line that is a JSON object; write one object a line.",
    ),
    "ZIP": (
        _zip("answers.csv"),
        "is a ZIP archive, not a table; unpack it and name the file.",
    ),
    "OpenDocument": (
        _zip("mimetype", "content.xml"),
        "is an OpenDocument file; save it as XLSX or CSV.",
    ),
    "protected workbook": (
        _OLE + "EncryptedPackage".encode("utf-16-le"),
        "is protected by a password; open it in Excel and save it without.",
    ),
    "old workbook": (
        _OLE,
        "is a workbook of Excel 97-2003 (XLS); save it as XLSX or CSV.",
    ),
    "workbook cut off": (
        _xlsx(("a", "b"), ("1", "2"))[:-300],
        "is an XLSX or ZIP file that was cut off; copy or export it again.",
    ),
    "workbook without parts": (
        _zip("xl/workbook.xml"),
        "is a damaged workbook; open it in Excel and save it again as XLSX.",
    ),
    "empty workbook": (_xlsx(), "is empty; export it again with answers."),
    "workbook with a header only": (
        _xlsx(("a", "b")),
        (
            "has no rows below the header in sheet 'Sheet'; "
            "name another sheet or export it again with answers."
        ),
    ),
    "packed workbook": (
        gzip.compress(_xlsx(("a",), ("1",))),
        "is a packed workbook or Parquet file; unpack it with 'gunzip' first.",
    ),
    "Parquet cut off": (
        _parquet(9)[:-20],
        "is a Parquet file that was cut off or damaged; export it again.",
    ),
    "Parquet without rows": (
        _parquet(0),
        "has columns and no rows; export it again with answers.",
    ),
}


@pytest.mark.parametrize("case", _REFUSED)
def test_the_sentence_names_the_file_and_the_mend(write: Write, case: str) -> None:
    content, sentence = _REFUSED[case]
    path = write("answers", content)
    with pytest.raises(FileError) as refused:
        survey_file(path)
    assert str(refused.value) == f"{path}: {sentence}"
    assert refused.value.path == str(path)


@pytest.mark.parametrize("name", ["answers.csv", "answers.xlsx", "answers.parquet"])
def test_the_name_of_a_file_does_not_make_it_one(write: Write, name: str) -> None:
    assert survey_file(write(name, b"a;b\n1;2\n")).kind == "csv"


def test_a_damaged_part_of_a_workbook_is_found_before_any_row(write: Write) -> None:
    content = bytearray(_xlsx(("a", "b"), *[("1", "2")] * 500))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.getinfo("xl/worksheets/sheet1.xml")
    middle = sheet.header_offset + sheet.compress_size // 2
    content[middle : middle + 40] = bytes(40)
    with pytest.raises(FileError, match="is a damaged workbook"):
        survey_file(write("a.xlsx", bytes(content)))


def test_a_wrong_delimiter_is_named_with_the_right_one(write: Write) -> None:
    path = write("a.csv", b"id;score;comment\n1;5;so, so\n2;4;fine\n")
    with pytest.raises(FileError) as refused:
        survey_file(path, delimiter=",")
    assert str(refused.value) == (
        f"{path}: has one column when cut at ',', but its header holds ';'; "
        "give ';' as delimiter, or none."
    )


def test_a_delimiter_is_one_character(write: Write) -> None:
    path = write("a.csv", b"a;b\n1;2\n")
    with pytest.raises(FileError) as refused:
        survey_file(path, delimiter="semicolon")
    assert str(refused.value) == (
        f"{path}: cannot be cut at 'semicolon'; "
        "a delimiter is one character such as ';' or ','."
    )


def test_an_unknown_encoding_is_named(write: Write) -> None:
    path = write("a.csv", b"a;b\n1;2\n")
    with pytest.raises(FileError) as refused:
        survey_file(path, encoding="latin-one")
    assert str(refused.value) == (
        f"{path}: cannot be read as 'latin-one', which is no encoding; "
        "write one such as 'utf-8', 'cp1252' or 'cp1250', or leave it out."
    )


def test_a_missing_sheet_is_answered_with_the_nearest(write: Write) -> None:
    path = write("a.xlsx", _xlsx(("a", "b"), ("1", "2")))
    with pytest.raises(FileError) as refused:
        survey_file(path, sheet="Sheet1")
    assert str(refused.value) == (
        f"{path}: has no sheet 'Sheet1'; did you mean 'Sheet'?"
    )


def test_a_missing_column_is_answered_with_the_nearest(write: Write) -> None:
    file = survey_file(write("a.csv", b"score,comment\n1,2\n"))
    with pytest.raises(FileError) as refused:
        list(read_rows(file, columns=["scor"]))
    assert str(refused.value) == (
        f"{file.path}: has no column 'scor'; did you mean 'score'?"
    )


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    with pytest.raises(FileError) as refused:
        survey_file(path)
    assert str(refused.value) == f"{path}: does not exist; check the name and folder."


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileError) as refused:
        survey_file(tmp_path)
    assert str(refused.value) == f"{tmp_path}: is a folder; name a file inside it."


@pytest.fixture
def _without_rights() -> Iterator[None]:
    """Let root, who may read everything, be nobody for a while."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(_NOBODY)
    yield
    if user == 0:
        os.seteuid(0)


def test_a_file_that_may_not_be_read_is_named(
    write: Write, request: pytest.FixtureRequest
) -> None:
    path = write("a.csv", b"a,b\n1,2\n")
    path.chmod(0)
    request.getfixturevalue("_without_rights")
    with pytest.raises(FileError) as refused:
        survey_file(path)
    assert str(refused.value) == (
        f"{path}: may not be read; allow it with 'chmod u+r {path}'."
    )
