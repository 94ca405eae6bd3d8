"""Who is erased counts nowhere, at once; after upkeep no byte of them is left."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from tests.facts.reading import NOW, check_sums, load_text

import stik
from stik.errors import CustomerUnknown
from stik.workspace import Workspace

MAPPING = """
source = "visits"
[row]
customer = "who"
occurred = "day"
channel = "channel"
[traits]
tier = "tier"
[answers.recommend]
column = "recommend"
scale = "nps_0_10"
[verbatims.why]
column = "why"
"""
CVETKA = "cvetka@example.com"
LATER = NOW + timedelta(days=1)


def text(*extra: str) -> str:
    people = [f"p{row}@example.com" for row in range(80)]
    rows = [
        f"{who},2026-03-{1 + row % 28:02d},web,gold,{row % 11},fine {row}"
        for row, who in enumerate(people)
    ]
    return "\n".join(["who,day,channel,tier,recommend,why", *rows, *extra]) + "\n"


HERS = (
    f"{CVETKA},2026-03-05,shop,secret tier,0,Cvetka waited an hour",
    f"{CVETKA},2026-04-05,shop,secret tier,1,Cvetka waited again",
)
HER_BAD_ROW = f"{CVETKA},2026-04-06,shop,secret tier,77,Cvetka typed nonsense"


def everything(place: Workspace) -> list[Any]:
    groups = [[], ["channel"], ["tier"], ["month"], ["channel", "day"]]
    asked = [place.ask("nps", by=by) for by in groups]
    return [result.table.to_pylist() for result in asked]


@pytest.fixture
def without_her(tmp_path: Path) -> Workspace:
    made = stik.create(tmp_path / "without", now=NOW)
    load_text(made, text(), MAPPING)
    return made


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    made = stik.create(tmp_path / "place", now=NOW)
    load_text(made, text(*HERS, HER_BAD_ROW), MAPPING)
    return made


def bytes_of(folder: Path) -> list[bytes]:
    """Return every file as it is, and every Parquet file as what it says."""
    found = []
    for parent, _, names in os.walk(folder):
        for path in (Path(parent, name) for name in names):
            found += [path.read_bytes(), str(path).encode()]
            if path.suffix == ".parquet":
                found.append(str(pq.read_table(path).to_pylist()).encode())
    return found


def test_the_search_for_bytes_finds_who_was_not_erased(place: Workspace) -> None:
    said = b"\n".join(bytes_of(place.place.folder))
    assert CVETKA.encode() in said
    assert b"waited an hour" in said
    assert b"typed nonsense" in said


def test_who_is_erased_is_in_no_answer_from_that_moment(
    place: Workspace, without_her: Workspace
) -> None:
    assert everything(place) != everything(without_her)
    receipt = place.people.erase(CVETKA, now=LATER, by="Ana")
    assert everything(place) == everything(without_her)
    assert dict(receipt.n_rows) == {
        "interactions": 0,
        "answers": 2,
        "verbatims": 2,
        "traits": 2,
        "identities": 1,
        "held_back": 1,
    }
    assert receipt.erased_by == "Ana"
    assert place.held_back().num_rows == 0
    with pytest.raises(CustomerUnknown, match="no customer is called"):
        place.people.held_of(CVETKA)


def test_who_is_erased_is_erased_of_earlier_moments_too(
    place: Workspace, without_her: Workspace
) -> None:
    seen = place.ask("nps", by="channel")
    load_text(place, text("new@example.com,2026-05-01,web,blue,9,ok"), MAPPING)
    place.people.erase(CVETKA, now=LATER)
    again = place.ask_again(seen.explain()).table
    assert again == without_her.ask("nps", by="channel").table
    assert place.people.n_erased_since(seen.explain()["snapshot"]["snapshot"]) == 1


def test_after_upkeep_no_byte_of_the_place_is_of_who_was_erased(
    place: Workspace, without_her: Workspace
) -> None:
    place.people.erase(CVETKA, now=LATER, by="Ana")
    place.people.purge(now=LATER)
    said = b"\n".join(bytes_of(place.place.folder))
    for word in (CVETKA.encode(), b"Cvetka", b"secret tier"):
        assert word not in said
    assert everything(place) == everything(without_her)
    assert all(check.is_well for check in place.check())
    load_text(place, text("new@example.com,2026-05-01,web,blue,9,ok"), MAPPING)
    assert place.ask("nps").table["n"].to_pylist() == [161]


def test_old_rows_of_who_was_erased_do_not_come_back_and_new_ones_may(
    place: Workspace,
) -> None:
    place.people.erase(CVETKA, now=NOW)
    newer = f"{CVETKA},2026-07-01,shop,blue,9,Hello again"
    summary = load_text(
        place, text(*HERS, HER_BAD_ROW, newer), MAPPING, now=NOW + timedelta(days=60)
    )
    check_sums(summary)
    assert (summary.n_erased, summary.n_stored, summary.n_held) == (3, 81, 0)
    assert place.people.held_of(CVETKA)["answers"].num_rows == 1


def test_who_is_named_in_a_held_back_row_alone_can_be_erased(place: Workspace) -> None:
    load_text(place, text("lost@example.com,2026-04-06,shop,x,77,Lost"), MAPPING)
    place.people.erase("lost@example.com", now=LATER)
    place.people.purge(now=LATER)
    assert b"lost@example.com" not in b"\n".join(
        content for content in bytes_of(place.place.folder) if b"who,day" not in content
    )
    assert place.held_back().num_rows == 1, "that of another person stays"


def test_a_question_goes_on_where_upkeep_moved_its_files(place: Workspace) -> None:
    reading = place._visible.reading()
    place.people.erase(CVETKA, now=LATER)
    stik.open(place.place.folder).people.purge(now=LATER)
    assert sum(entry.n for entry in reading.entries) == 80


def test_nobody_else_is_erased_with_a_name_of_another_source(place: Workspace) -> None:
    other = MAPPING.replace('"visits"', '"calls"')
    load_text(place, text(*HERS), other, name="calls.csv")
    place.people.erase(CVETKA, source="visits", now=LATER)
    assert place.people.held_of(CVETKA)["answers"].num_rows == 2
