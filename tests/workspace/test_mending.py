"""What waits is counted and shown, and goes in once corrected."""

from pathlib import Path

import pytest
from tests.facts.reading import NOW, check_sums, column, load_text
from tests.intake.test_repair import KEYED, MAPPING, visits

import stik
from stik.errors import FileError, QuestionError, RowUnknown
from stik.workspace import Workspace

BAD = visits("1,2026-01-05,9", "2,2026-01-05,11", "3,2026-01-05,99", "4,soon,8")
WITH_CODE = KEYED.replace('"nps_0_10"', '"nps_0_10"\nmissing = ["99"]')


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    return stik.create(tmp_path / "place", now=NOW)


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    path = tmp_path / "corrected.toml"
    path.write_text(WITH_CODE)
    return path


def test_what_waits_is_counted_by_reason_with_a_sample(place):
    load_text(place, BAD, MAPPING)
    first, second = place.mending.counted().to_pylist()
    assert (first["source"], first["reason"], first["n"]) == (
        "visits",
        "off the scale",
        2,
    )
    assert (second["reason"], second["n"]) == ("not a date", 1)
    [dated] = place.mending.waiting(source="visits", reason="not a date")
    assert dated["id"] == second["sample"]
    assert dated["row"] == {"day": "soon", "recommend": "8"}
    assert place.mending.waiting(source="others") == []


def test_a_row_edited_right_goes_in_and_one_edited_wrong_keeps_waiting(place):
    load_text(place, BAD, MAPPING)
    first, second, _ = place.mending.waiting()
    right = place.mending.edit(first["id"], {"recommend": "1"}, now=NOW)
    wrong = place.mending.edit(second["id"], {"recommend": "12"}, now=NOW)
    check_sums(right)
    assert (right.n_stored, wrong.n_stored, wrong.n_held) == (1, 0, 1)
    assert "12 is not on nps_0_10" in wrong.first_held[0].fault.sentence
    assert column(place, "answers", "value") == [9, 1]
    assert len(place.mending.waiting()) == 2
    with pytest.raises(RowUnknown, match="stik held"):
        place.mending.edit(first["id"], {"recommend": "1"}, now=NOW)


def test_a_column_that_the_row_has_not_is_named(place):
    load_text(place, BAD, MAPPING)
    row = place.mending.waiting()[0]["id"]
    with pytest.raises(QuestionError, match="did you mean 'recommend'"):
        place.mending.edit(row, {"recomend": "1"}, now=NOW)


def test_by_a_corrected_mapping_all_of_a_source_is_tried_again(place, corrected):
    load_text(place, BAD, KEYED)
    tried = place.mending.try_again(corrected, now=NOW)
    check_sums(tried)
    # Of row 3 nothing is left to answer: it is stored, without an answer.
    assert (tried.n_rows, tried.n_stored, tried.n_held) == (3, 1, 2)
    waits = {row["row"]["id"]: row["reason"] for row in place.mending.waiting()}
    assert waits == {"2": "off the scale", "4": "not a date"}
    again = place.mending.try_again(corrected, now=NOW)
    assert again.n_rows == 0
    # A row that came right is known when its file is loaded again.
    assert load_text(place, BAD, WITH_CODE).n_stored == 0


def test_a_mapping_that_asks_for_what_was_not_kept_says_so(place, tmp_path):
    load_text(place, BAD, MAPPING)
    more = tmp_path / "more.toml"
    more.write_text(f'{MAPPING}[answers.again]\ncolumn = "again"\nscale = "yes_no"\n')
    with pytest.raises(FileError, match="no column 'again'"):
        place.mending.try_again(more, now=NOW)
    assert len(place.mending.waiting()) == 3
