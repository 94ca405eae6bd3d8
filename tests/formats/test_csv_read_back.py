"""What Python's own CSV writer writes is read back as it was."""

import csv
import io
import random
from typing import Literal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.formats.conftest import Write

from stik.formats.csv_record import end_of_records, records
from stik.formats.csv_rows import CsvRows
from stik.formats.source_file import read_rows, survey_file

_PARTS = [b"a", b",", b"\n", b"\r\n", b"1,2\n", b'"x\ny"', b'5"', b"\xe9"]
Quoting = Literal[0, 1, 2, 3]
_TEXT = st.text(
    st.sampled_from("ab1 ,;\t|\"'\n\rčšž漢\u00a0\ufeff")
    | st.characters(exclude_categories=["C"]),
    max_size=12,
)
_WAYS: st.SearchStrategy[tuple[Quoting, str]] = st.sampled_from(
    [
        (csv.QUOTE_MINIMAL, "\r\n"),
        (csv.QUOTE_ALL, "\r\n"),
        (csv.QUOTE_ALL, "\n"),
        (csv.QUOTE_ALL, "\r"),
        (csv.QUOTE_NONNUMERIC, "\n"),
    ]
)
_DELIMITERS = st.sampled_from([",", ";", "\t", "|"])


@st.composite
def _tables(draw: st.DrawFn) -> list[list[str]]:
    n_columns = draw(st.integers(1, 5))
    row = st.lists(_TEXT, min_size=n_columns, max_size=n_columns)
    return draw(st.lists(row, min_size=1, max_size=8))


def _written(rows: list[list[str]], delimiter: str, way: tuple[Quoting, str]) -> bytes:
    quoting, line_end = way
    out = io.StringIO(newline="")
    writer = csv.writer(
        out, delimiter=delimiter, quoting=quoting, lineterminator=line_end
    )
    writer.writerow([f"name{place}" for place in range(len(rows[0]))])
    writer.writerows(rows)
    return out.getvalue().encode()


def _without_blanks(rows: list[list[str]]) -> list[tuple[str | None, ...]]:
    return [tuple(cell if cell.strip() else None for cell in row) for row in rows]


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=_tables(), delimiter=_DELIMITERS, way=_WAYS)
def test_any_table_is_read_back_as_it_was_written(
    write: Write, rows: list[list[str]], delimiter: str, way: tuple[Quoting, str]
) -> None:
    assume(any(cell.strip() for row in rows for cell in row))
    path = write("table.csv", _written(rows, delimiter, way))
    [chunk] = read_rows(survey_file(path, delimiter=delimiter))
    assert not chunk.broken
    assert chunk.row.to_pylist() == list(range(1, len(rows) + 1))
    read = list(zip(*chunk.table.to_pydict().values(), strict=True))
    assert read == _without_blanks(rows)


@settings(max_examples=200, deadline=None)
@given(text=st.text(st.sampled_from('a,"\n\r'), max_size=30))
def test_blocks_are_cut_only_where_a_record_ends(text: str) -> None:
    whole = text.encode()
    end = end_of_records(whole, delimiter=",")
    ends = {record.end for record in records(whole, delimiter=",")}
    assert end in ends | {0}
    parts = [whole[:end], whole[end:]]
    cells = [r.cells for part in parts for r in records(part, delimiter=",")]
    assert cells == [r.cells for r in records(whole, delimiter=",")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_in_the_file(write: Write, delimiter: str) -> None:
    rows = [["id", "how was it, all; in all", "when"], ["1", "a|b, c; d\te", "2"]]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows * 3)
    file = survey_file(write("answers.csv", out.getvalue().encode()))
    assert file.delimiter == delimiter
    assert len(file.columns) == 3


def test_blocks_larger_than_one_read_are_joined_without_loss(write: Write) -> None:
    chance = random.Random(7)
    rows = [
        [str(place), chance.choice(["", 'says "so"', "a\nb", "x;y", "čas"]) * 20]
        for place in range(120_000)
    ]
    path = write("long.csv", _written(rows, ",", (csv.QUOTE_MINIMAL, "\r\n")))
    assert path.stat().st_size > 4 * 1024 * 1024
    found: list[tuple[str | None, ...]] = []
    for chunk in read_rows(survey_file(path), chunk_rows=7_000):
        assert chunk.row[0].as_py() == len(found) + 1
        found += zip(*chunk.table.to_pydict().values(), strict=True)
    assert found == _without_blanks(rows)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    parts=st.lists(st.sampled_from(_PARTS)),
)
def test_reading_at_once_and_cell_by_cell_agree(
    write: Write, parts: list[bytes]
) -> None:
    content = b"p,q\n1,2\n" + b"".join(parts)
    file = survey_file(write("a.csv", content), delimiter=",", encoding="utf-8")
    body = content[file.body_offset :]
    at_once, by_cell = CsvRows(file, ["q"]), CsvRows(file, ["q"])
    [fast] = at_once.pieces(body, 0)
    slow = by_cell._piece_cell_by_cell(body, 0)
    assert fast.row.to_pylist() == slow.row.to_pylist()
    assert fast.table.to_pydict() == slow.table.to_pydict()
    assert fast.broken == slow.broken
