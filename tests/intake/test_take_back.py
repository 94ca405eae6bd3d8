"""A load undone counts no more; made anew with a mended mapping it counts once."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from pyarrow import csv
from tests.facts.reading import NOW, check_sums, load_text

import stik
from stik.errors import FileError, MappingError
from stik.formats import parquet_file
from stik.intake import load
from stik.intake.mapping_file import parse_mapping
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
"""
KEYED = 'key = ["who"]\n' + MAPPING
TURNED = MAPPING.replace('channel = "channel"', 'channel = "tier"')
LATER = NOW + timedelta(days=1)


def text(*, start: int = 0, n: int = 60, day: str = "2026-03-01") -> str:
    rows = [
        f"c{row},{day},web,{'gold' if row % 2 else 'blue'},{row % 11}"
        for row in range(start, start + n)
    ]
    return "\n".join(["who,day,channel,tier,recommend", *rows]) + "\n"


def asked(place: Workspace, **words: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = place.ask("nps", **words).table.to_pylist()
    return rows


def everything(place: Workspace) -> list[Any]:
    groups: list[list[str]] = [[], ["channel"], ["tier"], ["month"], ["channel", "day"]]
    return [asked(place, by=by) for by in groups]


def n_waiting(place: Workspace) -> int:
    return sum(
        -1 if closed else 1
        for closed in place.held_back()["repaired_at"].is_valid().to_pylist()
    )


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    made = stik.create(tmp_path / "place", now=NOW)
    load_text(made, text(n=40, day="2026-04-02"), MAPPING, name="first.csv")
    return made


@pytest.mark.parametrize("upkeep", ["none", "mended"])
def test_a_load_taken_back_leaves_every_question_as_it_was(
    place: Workspace, upkeep: str
) -> None:
    before, touchpoints = everything(place), place.touchpoints_found()
    load_text(place, text(start=100, day="1971-01-01"), MAPPING, now=LATER)
    assert everything(place) != before
    taken = place.take_back("survey.csv", now=LATER)
    assert [each.last - each.first + 1 for each in taken.stretches] == [60]
    if upkeep == "mended":
        place.mend(now=LATER)
    assert everything(place) == before
    assert place.touchpoints_found() == touchpoints
    assert [entry.first_date for entry in place._visible.reading().entries] == [
        entry.last_date for entry in place._visible.reading().entries
    ]
    assert all(check.is_well for check in place.check())


def test_what_was_known_before_a_load_was_taken_back_can_still_be_asked(
    place: Workspace,
) -> None:
    load_text(place, text(start=100), MAPPING, now=LATER)
    seen = place.ask("nps", by="channel")
    place.take_back("survey.csv", now=LATER + timedelta(days=1))
    assert asked(place, by="channel", as_of=LATER) == seen.table.to_pylist()
    assert asked(place, by="channel") != seen.table.to_pylist()
    assert place.ask_again(seen.explain()).table == seen.table


@pytest.mark.parametrize("mapping", [MAPPING, KEYED])
def test_a_file_taken_back_can_come_again(place: Workspace, mapping: str) -> None:
    broken = text(start=100) + "c900,2026-03-01,web,gold,99\n"
    first = load_text(place, broken, mapping)
    seen = everything(place)
    place.take_back("survey.csv", now=LATER)
    assert n_waiting(place) == 0
    again = load_text(place, broken, mapping, now=LATER)
    check_sums(again)
    assert (again.n_stored, again.n_held) == (first.n_stored, first.n_held) == (60, 1)
    assert everything(place) == seen
    assert n_waiting(place) == 1


def test_a_mended_mapping_takes_a_file_in_anew(place: Workspace) -> None:
    file = text(start=100)
    load_text(place, file, MAPPING)
    noted = load_text(place, file, TURNED)
    assert any("--anew" in note for note in noted.notes)
    anew = load_text(place, file, TURNED, now=LATER, anew=True)
    assert (anew.n_stored, anew.n_known) == (60, 0)
    counted = {row["channel"]: row["n"] for row in asked(place, by="channel")}
    assert counted == {"web": 40, "blue": 30, "gold": 30}


def test_rows_mended_in_the_list_go_back_with_their_file(place: Workspace) -> None:
    before = everything(place)
    broken = text(start=100) + "c900,2026-03-01,web,gold,99\n"
    listed = load_text(place, broken, MAPPING).held_back_list
    mended = Path(listed or "")
    mended.write_text(mended.read_text("utf-8").replace(",99", ",9"), "utf-8")
    assert place.load_repaired(mended, now=NOW).n_stored == 1
    taken = place.take_back("survey.csv", now=LATER)
    assert sum(each.last - each.first + 1 for each in taken.stretches) == 61
    assert everything(place) == before
    assert n_waiting(place) == 0


def test_a_mapping_that_does_not_fit_takes_nothing_back(place: Workspace) -> None:
    load_text(place, text(start=100), MAPPING)
    seen = everything(place)
    unfit = MAPPING.replace('"recommend"', '"recomend"')
    with pytest.raises(MappingError, match="did you mean 'recommend'"):
        load_text(place, text(start=100), unfit, anew=True)
    assert everything(place) == seen


def test_of_a_file_that_turns_out_damaged_nothing_counts(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "CELLS_PER_CHUNK", 0)
    monkeypatch.setattr(parquet_file, "_ROWS_AT_ONCE", 1_000)
    before = everything(place)
    file = place.place.folder.parent / "visits.parquet"
    rows = csv.read_csv(BytesIO(text(start=100, n=9_000).encode()))
    pq.write_table(rows, file, row_group_size=1_000, compression="zstd")
    whole = file.read_bytes()
    last = pq.read_metadata(file).row_group(8).column(0)
    at = last.dictionary_page_offset + 20
    file.write_bytes(whole[:at] + bytes(200) + whole[at + 200 :])
    mapping = parse_mapping(MAPPING, path="m.toml")
    with pytest.raises(FileError, match="damaged"):
        place.load(file, mapping=mapping, now=NOW)
    assert place.store.latest().last_sequence > 40, "some of it had been stored"
    assert everything(place) == before
    file.write_bytes(whole)
    assert place.load(file, mapping=mapping, now=NOW).n_stored == 9_000


def test_a_file_that_was_never_loaded_cannot_be_taken_back(place: Workspace) -> None:
    with pytest.raises(FileError, match=r"did you mean 'first\.csv'"):
        place.take_back("frst.csv", now=NOW)
