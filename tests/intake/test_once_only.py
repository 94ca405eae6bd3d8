"""Every row is counted in one place, and becomes facts once, however often it comes."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.facts.reading import NOW, check_sums, column, load_text, rows_of

import stik
from stik.intake import load
from stik.workspace import Workspace

UNKEYED = """
source = "visits"
[row]
customer = "who"
[answers.recommend]
column = "recommend"
scale = "nps_0_10"
"""
KEYED = 'key = ["id"]\n' + UNKEYED
HEADER = "id,who,recommend"


def text(*rows: str, header: str = HEADER) -> str:
    return "\n".join([header, *rows]) + "\n"


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    return stik.create(tmp_path / "place", now=NOW)


def waiting(place: Workspace) -> int:
    held = rows_of(place, "held_back")["repaired_at"]
    return 2 * held.null_count - len(held)


def test_the_same_file_again_is_known_with_the_rows_that_wait(place: Workspace) -> None:
    file = text("1,ana,9", "2,bojan,11", "3,cvetka,7")
    first = load_text(place, file, UNKEYED)
    again = load_text(place, file, UNKEYED, name="copy.csv")
    assert (first.n_stored, first.n_held) == (2, 1)
    assert (again.n_stored, again.n_held, again.n_known) == (0, 0, 3)
    for summary in (first, again):
        check_sums(summary)
    assert waiting(place) == 1


def test_a_newer_export_of_a_keyed_source_adds_only_what_is_new(
    place: Workspace,
) -> None:
    load_text(place, text("1,ana,9", "2,bojan,8"), KEYED)
    newer = load_text(place, text("2,bojan,8", "3,cvetka,7", "1,ana,9"), KEYED)
    assert (newer.n_stored, newer.n_known, newer.n_held) == (1, 2, 0)
    assert column(place, "answers", "value") == [9, 8, 7]


def test_a_newer_export_may_have_other_columns_in_another_order(
    place: Workspace,
) -> None:
    load_text(place, text("1,ana,9", "2,bojan,8"), KEYED)
    newer = text("9.0,new,ana,1.0", "8,new, bojan ,2", header="recommend,extra,who,id")
    summary = load_text(place, newer, KEYED)
    assert (summary.n_stored, summary.n_known, summary.n_held) == (0, 2, 0)


def test_a_question_moved_within_the_mapping_changes_no_row(place: Workspace) -> None:
    more = '[answers.ease]\ncolumn = "who"\nscale = "ces_1_7"\n'
    start, _, question = UNKEYED.partition("[answers")
    load_text(
        place, text("1,5,9"), 'key = ["id"]' + start + "[answers" + question + more
    )
    turned = 'key = ["id"]' + start + more + "[answers" + question
    summary = load_text(place, text("1,5,9", "2,4,9"), turned)
    assert (summary.n_stored, summary.n_known, summary.n_held) == (1, 1, 0)


def test_a_key_with_other_content_is_held_back_as_changed_and_only_once(
    place: Workspace,
) -> None:
    load_text(place, text("1,ana,9"), KEYED)
    changed = load_text(place, text("1,ana,3"), KEYED)
    assert dict(changed.held) == {"changed": 1}
    same = load_text(place, text("1,ana,3", "2,bojan,8"), KEYED)
    assert (same.n_stored, same.n_known, same.n_held) == (1, 1, 0)
    assert waiting(place) == 1
    assert column(place, "answers", "value") == [9, 8]


def test_a_bad_row_in_a_newer_export_is_not_held_back_twice(place: Workspace) -> None:
    bad = text("1,ana,9", "2,bojan,11", "broken", ",nobody,9")
    load_text(place, bad, KEYED)
    newer = load_text(place, bad + "3,cvetka,7\n", KEYED)
    check_sums(newer)
    assert (newer.n_stored, newer.n_known, newer.n_held) == (1, 4, 0)
    assert waiting(place) == 3


@pytest.mark.parametrize("rows_per_chunk", [1, 100])
def test_a_bad_row_twice_in_one_file_waits_once_whatever_the_chunks(
    place: Workspace, monkeypatch: pytest.MonkeyPatch, rows_per_chunk: int
) -> None:
    monkeypatch.setattr(load, "LEAST_ROWS_PER_CHUNK", rows_per_chunk)
    monkeypatch.setattr(load, "CELLS_PER_CHUNK", 0)
    summary = load_text(place, text("2,bo,11", "broken", "2,bo,11", "broken"), KEYED)
    assert (summary.n_held, summary.n_known) == (2, 2)
    assert waiting(place) == 2


def test_a_row_that_comes_right_in_a_newer_export_waits_no_more(
    place: Workspace,
) -> None:
    load_text(place, text("1,ana,9", "2,bojan,11"), KEYED)
    newer = load_text(place, text("1,ana,9", "2,bojan,10"), KEYED)
    assert (newer.n_stored, newer.n_known) == (1, 1)
    assert waiting(place) == 0


def test_a_mended_mapping_takes_the_rows_that_wait_in(place: Workspace) -> None:
    file = text("1,ana,9", "2,bojan,99", "3,cvetka,12")
    assert load_text(place, file, UNKEYED).n_held == 2
    mended = UNKEYED + 'missing = ["99"]\n'
    later = NOW + timedelta(days=1)
    second = load_text(place, file, mended, now=later)
    check_sums(second)
    assert (second.n_rows, second.n_stored, second.n_known, second.n_held) == (
        3,
        1,
        1,
        1,
    )
    assert waiting(place) == 1
    # Back to the first mapping and on to the second: still nothing is there twice.
    for mapping in (UNKEYED, mended, mended):
        summary = load_text(place, file, mapping, now=later)
        check_sums(summary)
        assert summary.n_stored == 0
    assert waiting(place) == 1
    assert column(place, "answers", "value") == [9]
    assert place.store.latest().last_sequence == 2


def test_customers_are_the_same_across_files_of_a_source_and_others_elsewhere(
    place: Workspace,
) -> None:
    load_text(place, text("1,007,9", "2,bojan,8", "3,,7"), UNKEYED)
    load_text(place, text("4,bojan,6", "5,cvetka,5", "6,007.0,4"), UNKEYED)
    load_text(place, text("7,bojan,3"), UNKEYED.replace("visits", "calls"))
    assert column(place, "answers", "customer") == [1, 2, None, 2, 3, 1, 4]
    names = column(place, "identities", "external_id")
    assert names == ["007", "bojan", "cvetka", "bojan"]


def test_a_chunk_whose_rows_are_all_held_back_stores_nothing_else(
    place: Workspace,
) -> None:
    summary = load_text(place, text("1,ana,11", "2,bojan,12", "broken"), KEYED)
    check_sums(summary)
    assert (summary.n_stored, summary.n_held) == (0, 3)
    assert rows_of(place, "answers").num_rows == 0
    assert rows_of(place, "identities").num_rows == 0
    assert load_text(place, text("1,ana,11"), UNKEYED, name="b.csv").n_held == 1


def test_a_row_with_many_faults_is_one_row_that_tells_them(place: Workspace) -> None:
    questions = [f"q{number}" for number in range(1, 8)]
    parts = [f'[answers.{q}]\ncolumn = "{q}"\nscale = "csat_1_5"\n' for q in questions]
    summary = load_text(
        place, text(",".join("9" * 7), header=",".join(questions)), "".join(parts)
    )
    check_sums(summary)
    held = rows_of(place, "held_back").to_pylist()
    assert [(row["field"], row["value"]) for row in held] == [("answers.q1", "9")]
    assert "Also answers.q5: 9 is not on csat_1_5" in held[0]["sentence"]
    assert held[0]["sentence"].endswith("And 2 more.")
