"""Beliefs at the command line: written down, then shown against the answers."""

from datetime import UTC, datetime

import pytest

import stik as library
from stik_cli import belief_actions

MARCH = datetime(2026, 3, 20, tzinfo=UTC)


@pytest.fixture
def believing(place, stik, monkeypatch):
    """Return the place where Ana wrote down a belief in March 2026."""
    monkeypatch.setattr(belief_actions, "now", lambda: MARCH)
    told = stik(
        *("beliefs", place, "add", "--by", "Ana", "--metric", "nps"),
        *("--value", "45", "--touchpoint", "overall"),
    )
    assert (told.code, told.out) == (0, "Ana's belief is written down.\n")
    return place


@pytest.fixture
def answered(believing, survey, mapping, stik):
    rows = [f"{n},c{n},2026-03-05,web,{10 if n % 2 else 3},,fine" for n in range(60)]
    assert stik("load", believing, survey(*rows), "--map", mapping).code == 0
    return believing


def test_a_belief_is_shown_against_the_answers(answered, stik):
    told = stik("beliefs", answered, "show")
    assert told.code == 0
    assert "Ana on nps of overall by month" in told.out
    row = next(line for line in told.out.splitlines() if line.startswith("2026-03 "))
    assert "+45.0" in row
    assert "▲ too well" in row
    assert "Ana on nps: optimism unknown, n = 1 periods, needs 5" in told.out


def test_as_json_it_holds_the_gap(answered, stik):
    told = stik("beliefs", answered, "show", "--by", "Ana", "--json").json()
    [row] = told["rows"]
    assert (row["believed"], row["answers"], row["value"]) == (45.0, 0.0, 45.0)


def test_without_answers_the_gap_is_unknown_and_the_end_is_one(believing, stik):
    told = stik("beliefs", believing, "show")
    assert (told.code, "unknown: nobody answered" in told.out) == (1, True)


def test_what_was_written_down_can_be_printed_as_json(place, stik):
    words = ("--by", "Bojan", "--metric", "csat", "--value", "0.7")
    told = stik("beliefs", place, "add", *words, "--json").json()["written"]
    assert (told["by"], told["metric"], told["value"]) == ("Bojan", "csat", 0.7)


def test_without_beliefs_it_says_how_to_write_one(place, stik):
    told = stik("beliefs", place, "show")
    assert (told.code, "stik beliefs PLACE add" in told.out) == (1, True)


def test_a_second_belief_is_refused_in_a_sentence(believing, stik):
    words = ("--by", "Ana", "--metric", "nps", "--value", "40")
    told = stik("beliefs", believing, "add", *words, "--touchpoint", "overall")
    assert (told.code, "the first belief counts" in told.err) == (2, True)


def test_a_belief_without_a_value_is_refused(place, stik):
    told = stik("beliefs", place, "add", "--by", "Ana", "--metric", "nps")
    assert (told.code, "--value 45" in told.err) == (2, True)
    assert library.open(place).beliefs().table.num_rows == 0
