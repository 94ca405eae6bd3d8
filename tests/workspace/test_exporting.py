"""An export holds every row that counts, once, and the next goes on where it ended."""

import json
import shutil
from datetime import timedelta
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest
from tests.facts.reading import NOW, load_text

import stik
from stik.errors import QuestionError
from stik.facts import in_order
from stik.workspace import Workspace
from stik.workspace.exporting import TABLES, Export

MAPPING = """
source = "visits"
key = ["who", "day"]
[row]
customer = "who"
occurred = "day"
channel = "channel"
weight = "weight"
[traits]
tier = "tier"
[answers.recommend]
column = "recommend"
scale = "nps_0_10"
[answers.satisfied]
column = "satisfied"
scale = "csat_1_5"
[verbatims.why]
column = "why"
"""
HEADER = "who,day,channel,weight,tier,recommend,satisfied,why"
LATER = NOW + timedelta(days=1)


def survey(*people: int, extra: str = "") -> str:
    rows = [
        f"p{n}@example.com,2026-{1 + n % 5:02d}-{1 + n % 28:02d},"
        f"{'web' if n % 3 else '=x'},{1 + n % 4},gold,{n % 11},{1 + n % 5},"
        f'"said, {n}"'
        for n in people
    ]
    return "\n".join([HEADER, *rows, extra]) + "\n"


@pytest.fixture(scope="module")
def as_loaded(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return a place that is only read."""
    made = stik.create(tmp_path_factory.mktemp("loaded") / "place", now=NOW)
    load_text(made, survey(*range(40), extra="p77,2026-03-03,web,1,,77,3,"), MAPPING)
    return made


@pytest.fixture
def place(as_loaded: Workspace, tmp_path: Path) -> Workspace:
    """Return a copy of it."""
    shutil.copytree(as_loaded.place.folder, tmp_path / "place")
    return stik.open(tmp_path / "place")


def rows_in(export: Export) -> list[dict[str, Any]]:
    """Return an export of JSON lines as rows."""
    return [json.loads(line) for line in b"".join(export).splitlines()]


def rows(place: Workspace, table: str, **words: Any) -> list[dict[str, Any]]:
    return rows_in(place.export(table, "jsonl", **words))


def table_in(format_: str, content: bytes) -> pa.Table:
    if format_ == "csv":
        return pc.read_csv(BytesIO(content))
    if format_ == "parquet":
        return pq.read_table(BytesIO(content))
    return pa.Table.from_pylist([json.loads(line) for line in content.splitlines()])


def test_what_is_exported_and_loaded_elsewhere_gives_the_same_numbers(
    as_loaded: Workspace, tmp_path: Path
):
    file = tmp_path / "answers.csv"
    file.write_bytes(b"".join(as_loaded.export("answers", "csv", names=True)))
    mapping = """
        source = "visits"
        key = ["sequence", "position"]
        [long]
        question = "question"
        value = "value"
        [row]
        customer = "customer_name"
        occurred = { column = "occurred_date", precision = "day" }
        channel = "channel"
        weight = "weight"
        [answers.recommend]
        scale = "nps_0_10"
        [answers.satisfied]
        scale = "csat_1_5"
    """
    (tmp_path / "answers.toml").write_text(mapping)
    elsewhere = stik.create(tmp_path / "elsewhere", now=NOW)
    summary = elsewhere.load(file, mapping=tmp_path / "answers.toml", now=NOW)
    assert (summary.n_stored, summary.n_held) == (80, 0)
    for metric in ("nps", "csat"):
        for words in ({"by": ["month"]}, {"weighted": True}):
            there = elsewhere.ask(metric, **words).table
            assert there == as_loaded.ask(metric, **words).table


def test_every_format_says_the_same(as_loaded: Workspace):
    read = {
        format_: table_in(format_, b"".join(as_loaded.export("verbatims", format_)))
        for format_ in ("csv", "jsonl", "parquet")
    }
    for column in ("sequence", "position", "customer", "question", "text"):
        csv, lines, parquet = (read[f][column].to_pylist() for f in read)
        assert csv == lines == parquet
    assert [row["sequence"] for row in read["jsonl"].to_pylist()] == list(range(1, 41))
    assert read["csv"]["occurred_date"] == read["parquet"]["occurred_date"]


def test_no_text_of_a_csv_is_run_by_a_spreadsheet_and_each_can_be_had_back(
    as_loaded: Workspace,
):
    said = b"".join(as_loaded.export("answers", "csv")).decode("utf-8-sig")
    channels = pc.read_csv(BytesIO(said.encode()))["channel"].to_pylist()
    assert set(channels) == {"'=x", "web"}
    exact = {row["channel"] for row in rows(as_loaded, "answers")}
    assert {name.removeprefix("'") for name in channels} == exact == {"=x", "web"}


def test_exports_that_follow_each_other_hold_each_row_once(place: Workspace):
    first = place.export("answers", "jsonl")
    load_text(place, survey(*range(60)), MAPPING, name="newer.csv")
    second = place.export("answers", "jsonl", since=first.cursor)
    third = place.export("answers", "jsonl", since=second.cursor)
    exports = (first, second, third)
    assert [export.n_rows_to_come for export in exports] == [80, 40, 0]
    found = [rows_in(export) for export in exports]
    assert [len(part) for part in found] == [80, 40, 0]
    assert [*chain(*found)] == rows(place, "answers")
    held = place.export("held_back", "jsonl")
    assert [row["value"] for row in rows_in(held)] == ["77"]
    assert rows(place, "held_back", since=held.cursor) == []


def test_what_counts_no_more_is_in_no_export_and_told_since_the_cursor(
    place: Workspace,
):
    before = rows(place, "answers")
    cursor = place.export("answers").cursor
    load_text(place, survey(*range(40, 50)), MAPPING, name="wrong.csv")
    middle = place.export("answers", since=cursor).cursor
    place.take_back("wrong.csv", now=LATER)
    place.people.erase("p3@example.com", now=LATER)
    taken_back, erased = rows(place, "withdrawn", since=middle)
    assert (taken_back["reason"], erased["reason"]) == ("taken back", "erased")
    first, last = taken_back["first_sequence"], taken_back["last_sequence"]
    assert (first, last) == (41, 50)
    kept = [row for row in before if row["customer"] != erased["customer"]]
    assert len(kept) == len(before) - 2
    assert rows(place, "answers") == kept
    assert rows(place, "answers", since=cursor) == []
    assert rows(place, "traits", where={"name": ["tier"]}, names=True)[2][
        "customer_name"
    ]
    last = place.export("withdrawn", since=middle).cursor
    assert rows(place, "withdrawn", since=last) == []
    for table in TABLES:
        assert b"p3@example.com" not in b"".join(
            place.export(table, names=table == "answers")
        )


def test_an_export_goes_on_whatever_is_stored_and_moved_meanwhile(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(in_order, "ROWS_A_PART", 7)
    for n in (40, 50, 60):
        load_text(place, survey(*range(n, n + 10)), MAPPING, name=f"{n}.csv")
    expected = rows(place, "answers")
    export = place.export("answers", "jsonl")
    parts = iter(export)
    begun = [next(parts) for _ in range(5)]
    beside = stik.open(place.place.folder)
    load_text(beside, survey(*range(70, 80)), MAPPING, name="later.csv")
    beside.people.erase("p64@example.com", now=LATER)
    beside.people.purge(now=LATER)
    found = [json.loads(line) for line in b"".join([*begun, *parts]).splitlines()]
    erased = {row["sequence"] for row in expected} - {row["sequence"] for row in found}
    assert len(erased) == 1
    assert found == [row for row in expected if row["sequence"] not in erased]
    following = rows(place, "answers", since=export.cursor)
    assert len(following) == 20
    assert min(row["sequence"] for row in following) > expected[-1]["sequence"]


def test_what_is_about_others_is_exported_where_it_is_asked_for(place: Workspace):
    rival = f'about = "Rival"\n{MAPPING}'.replace('"visits"', '"panel"')
    load_text(place, survey(*range(90, 95)), rival, name="rival.csv")
    assert len(rows(place, "answers")) == 80
    theirs = rows(place, "answers", about="Rival", names=True)
    assert {row["source"] for row in theirs} == {"panel"}
    assert theirs[0]["customer_name"] == "p90@example.com"
    assert rows(place, "answers", about="Nobody") == []


def test_rows_are_chosen_by_values_and_days_as_questions_are(as_loaded: Workspace):
    words: Any = {
        "where": {"channel": ["web"]},
        "from_date": "2026-02",
        "to_date": "2026-03",
    }
    n = sum(
        as_loaded.ask(metric, **words).table["n"][0].as_py()
        for metric in ("nps", "csat")
    )
    assert len(rows(as_loaded, "answers", **words)) == n > 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"table": "answer"}, "cannot be exported; did you mean 'answers'"),
        ({"format": "xml"}, "nothing can be exported as 'xml'; known are: csv"),
        ({"since": "1-1"}, "no cursor of this place, or a backup"),
        ({"since": "new"}, "no cursor of this place"),
        ({"where": {"chanel": ["x"]}}, "did you mean 'channel'"),
        ({"table": "traits", "from_date": "2026"}, "are not chosen by day"),
    ],
)
def test_what_cannot_be_exported_is_refused(as_loaded: Workspace, words, sentence):
    with pytest.raises(QuestionError, match=sentence):
        as_loaded.export(**{"table": "answers", **words})
