"""Rows held back are mended in their list and sent again; the rest keeps waiting."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.facts.reading import NOW, check_sums, column, load_text, rows_of

import stik
from stik.errors import FileError
from stik.intake.held_list import open_rows
from stik.intake.load import LoadSummary
from stik.workspace import Workspace

MAPPING = """
source = "visits"
[row]
occurred = "day"
[answers.recommend]
column = "recommend"
scale = "nps_0_10"
"""
KEYED = 'key = ["id"]\n' + MAPPING
Row = dict[str, str]


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    return stik.create(tmp_path / "place", now=NOW)


def visits(*rows: str) -> str:
    return "\n".join(["id,day,recommend", *rows]) + "\n"


def edit(summary: LoadSummary, change: Callable[[list[Row]], list[Row]]) -> Path:
    """Change the rows of a held-back list as a person does in a spreadsheet."""
    assert summary.held_back_list is not None
    path = Path(summary.held_back_list)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    changed = change(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(changed[0]))
        writer.writeheader()
        writer.writerows(changed)
    return path


def with_answers(*answers: str) -> Callable[[list[Row]], list[Row]]:
    def change(rows: list[Row]) -> list[Row]:
        pairs = zip(rows, answers, strict=True)
        return [{**row, "recommend": answer} for row, answer in pairs]

    return change


def waiting(place: Workspace) -> list[str]:
    return sorted(open_rows(rows_of(place, "held_back")))


def test_mended_rows_go_in_and_those_still_wrong_keep_waiting_and_are_told(
    place: Workspace,
) -> None:
    bad = visits("1,2026-01-05,9", "2,2026-01-05,11", "3,2026-01-05,12")
    first = load_text(place, bad, MAPPING)
    path = edit(first, with_answers("10", "13"))
    repaired = place.load_repaired(path, now=NOW)
    check_sums(repaired)
    assert (repaired.n_stored, repaired.n_held) == (1, 1)
    assert repaired.held_back_list == str(path)
    assert "13 is not on nps_0_10" in repaired.first_held[0].fault.sentence
    assert [name.partition(":")[2] for name in waiting(place)] == ["3"]
    edit(repaired, with_answers("10", "3"))
    assert place.load_repaired(path, now=NOW).n_stored == 1
    assert waiting(place) == []
    assert column(place, "answers", "value") == [9, 10, 3]


def test_a_list_sent_twice_adds_nothing_the_second_time(place: Workspace) -> None:
    first = load_text(place, visits("1,2026-01-05,11"), MAPPING)
    path = edit(first, lambda rows: [*with_answers("9")(rows)] * 2)
    once = place.load_repaired(path, now=NOW)
    again = place.load_repaired(path, now=NOW)
    assert (once.n_stored, once.n_known) == (1, 1)
    assert (again.n_stored, again.n_known) == (0, 2)
    check_sums(again)
    assert column(place, "answers", "value") == [9]


def test_rows_of_two_files_are_mended_in_one_list(place: Workspace) -> None:
    lists = [
        load_text(place, visits(f"{n},2026-01-0{n},11"), MAPPING, name=f"{n}.csv")
        for n in (1, 2)
    ]
    assert lists[0].held_back_list is not None
    with Path(lists[0].held_back_list).open(encoding="utf-8-sig") as file:
        others = list(csv.DictReader(file))
    path = edit(lists[1], lambda rows: [*others, *rows])
    still_wrong = place.load_repaired(path, now=NOW)
    assert (still_wrong.n_rows, still_wrong.n_held) == (2, 2)
    edit(lists[1], with_answers("8", "9"))
    assert place.load_repaired(path, now=NOW).n_stored == 2
    assert waiting(place) == []


def test_a_row_of_a_wrong_length_is_put_together_in_the_list(place: Workspace) -> None:
    first = load_text(place, visits("1,2026-01-05", "2,2026-01-05,9,more"), KEYED)
    path = edit(first, with_answers("8", "9"))
    assert place.load_repaired(path, now=NOW).n_stored == 2
    # What was mended is known when the newer export brings it in right.
    newer = load_text(place, visits("1,2026-01-05,8", "2,2026-01-05,9"), KEYED)
    assert (newer.n_stored, newer.n_known, newer.n_held) == (0, 2, 0)


def test_a_row_that_came_right_elsewhere_is_closed_when_mended(
    place: Workspace,
) -> None:
    first = load_text(place, visits("1,2026-01-05,11"), KEYED)
    path = edit(first, with_answers("9"))
    load_text(place, visits("1,2026-01-05,9"), KEYED, name="newer.csv")
    repaired = place.load_repaired(path, now=NOW)
    assert (repaired.n_stored, repaired.n_known) == (0, 1)
    assert column(place, "answers", "value") == [9]
    assert waiting(place) == []


def test_a_repaired_row_is_not_held_back_by_the_next_export(place: Workspace) -> None:
    first = load_text(place, visits("1,2026-01-05,11"), KEYED)
    place.load_repaired(edit(first, with_answers("9")), now=NOW)
    newer = load_text(place, visits("1,2026-01-05,11", "2,2026-01-05,7"), KEYED)
    assert (newer.n_stored, newer.n_known, newer.n_held) == (1, 1, 0)
    assert waiting(place) == []


def test_a_list_without_its_columns_is_refused_with_their_name(
    place: Workspace,
) -> None:
    first = load_text(place, visits("1,2026-01-05,11"), MAPPING)
    path = edit(first, lambda rows: [{"stik_row": rows[0]["stik_row"], "x": "1"}])
    with pytest.raises(FileError, match="has no column 'recommend' any more"):
        place.load_repaired(path, now=NOW)
    edit(first, lambda rows: [{"recommend": "9"} for _ in rows])
    with pytest.raises(FileError, match="has no column stik_row"):
        place.load_repaired(path, now=NOW)
    assert len(waiting(place)) == 1


def test_a_line_that_is_no_json_can_be_mended_in_the_list(
    place: Workspace, tmp_path: Path
) -> None:
    good = '{"id": "1", "day": "2026-01-05", "recommend": 9}\n'
    (tmp_path / "visits.jsonl").write_text(good + '{"id": "2", "day":\n')
    mapping = tmp_path / "m.toml"
    mapping.write_text(MAPPING)
    first = place.load(tmp_path / "visits.jsonl", mapping=mapping, now=NOW)
    assert (first.n_stored, first.n_held) == (1, 1)
    path = edit(
        first, lambda rows: [{**rows[0], "day": "2026-01-06", "recommend": "4"}]
    )
    assert place.load_repaired(path, now=NOW).n_stored == 1
    assert column(place, "answers", "value") == [9, 4]


def test_a_repair_that_ended_meanwhile_is_not_done_again(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_text(place, visits("1,2026-01-05,11"), MAPPING)
    path = edit(first, with_answers("9"))
    seen = place.held_back()
    place.load_repaired(path, now=NOW)
    # A second process looked at what waits before the first one took the lock.
    monkeypatch.setattr(place, "held_back", lambda: seen)
    assert place.load_repaired(path, now=NOW).n_stored == 0
    assert column(place, "answers", "value") == [9]
