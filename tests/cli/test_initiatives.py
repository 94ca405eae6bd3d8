"""Initiatives at the command line: registered, listed, verified."""

from datetime import UTC, datetime

import pytest

import stik as library
from stik_cli.initiative_actions import TIMES

PROGRAMME = """
touchpoints: {checkout: {}, complaint: {}}
initiatives:
  shorter form:
    measure: csat
    scope: {touchpoint: checkout}
    begins_on: 2999-01-01
    expected: 0.05
"""


@pytest.fixture
def planned(place):
    (place / "programme.yaml").write_text(PROGRAMME)
    return place


def test_what_is_new_is_registered_once(planned, stik):
    assert stik("initiatives", planned, "register").out == (
        "registered now: shorter form\n"
    )
    again = stik("initiatives", planned, "register")
    assert again.out.startswith("Nothing new")
    assert stik("initiatives", planned, "register", "--json").json() == {
        "registered": []
    }


def test_what_was_promised_is_listed_in_its_words(planned, stik):
    stik("initiatives", planned, "register")
    [row] = stik("initiatives", planned, "list", "--json").json()["registered"]
    assert row["is_current"] is True
    assert row["words"]["expected"] == 0.05
    assert row["words"]["begins_on"] == "2999-01-01"
    programme = planned / "programme.yaml"
    programme.write_text(PROGRAMME.replace("0.05", "0.01"))
    stik("initiatives", planned, "register")
    first, second = stik("initiatives", planned, "list").out.splitlines()[1:]
    assert "0.05" in first
    assert first.endswith("changed since")
    assert second.rstrip().endswith("0.01")


def test_what_has_not_begun_is_told_with_its_day_and_ends_in_one(planned, stik):
    told = stik("initiatives", planned)
    assert told.code == 1
    assert "registered now: shorter form" in told.out
    assert "it begins on 2999-01-01" in told.out


def test_a_counted_measure_shows_its_effect_as_times(place, stik):
    registered_at = datetime(2025, 1, 1, tzinfo=UTC)
    (place / "programme.yaml").write_text(
        "touchpoints: {complaint: {}}\n"
        "initiatives: {fewer: {measure: count of complaint, "
        "begins_on: 2999-01-01, expected: 0.8}}\n"
    )
    library.open(place).register_initiatives(now=registered_at)
    row = next(
        line for line in stik("initiatives", place).out.splitlines() if "fewer" in line
    )
    assert f"{TIMES} 0.80" in row


def test_without_initiatives_it_says_where_to_write_them(place, stik):
    for action in ("verify", "list"):
        told = stik("initiatives", place, action)
        assert "No initiatives yet: write them in programme.yaml." in told.out


def test_a_day_that_is_none_is_refused(planned, stik):
    told = stik("initiatives", planned, "--today", "soon")
    assert (told.code, "write 2026-05-31" in told.err) == (2, True)
