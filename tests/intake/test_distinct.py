"""Texts with a code for each distinct one: what goes in comes out, row by row."""

from hypothesis import given
from hypothesis import strategies as st

from stik.intake.distinct import Coding, Texts, first_said

SAID = st.lists(st.none() | st.text(max_size=3), max_size=20)


@given(SAID)
def test_each_row_says_what_it_said(said):
    found = Texts.of(said)
    assert found.to_list() == said
    assert len(set(found.texts)) == len(found.texts)


def test_a_number_is_the_text_that_is_written():
    coding = Coding()
    coding.add([7, None])
    coding.add([12, 7])
    assert coding.texts().to_list() == ["7", None, "12", "7"]


def test_the_first_that_says_something_counts_and_an_empty_text_says_nothing():
    users = Texts.of(["ana", "", None, None, "ana"])
    devices = Texts.of(["d1", "d2", "ana", "", None])
    assert first_said(users, devices).to_list() == ["ana", "d2", "ana", None, "ana"]


@given(SAID)
def test_what_says_nothing_changes_nothing(said):
    nothing = Texts.of([None] * len(said))
    expected = [text or None for text in said]
    assert first_said(nothing, Texts.of(said)).to_list() == expected
    assert first_said(Texts.of(said), nothing).to_list() == expected


def test_rows_are_found_by_what_they_say():
    texts = Texts.of(["page", None, "track", "page"])
    assert texts.says({"page", "screen"}).tolist() == [True, False, False, True]
    assert texts.says(set()).tolist() == [False] * 4
