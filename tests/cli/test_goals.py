"""`stik goals` as a user sees it, and what `stik programme check` says of goals."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Stik

from stik_cli.output import DASH

TODAY = ("--today", "2018-01-10")
GOALS = """
owners: {Ana: {}}
channels: {web: {owner: Ana}}
touchpoints: {checkout: {owner: Ana}}
goals:
  reached: {metric: nps, direction: up, target: 0, by: 2017-12-31, owner: Ana}
  '[soon]': {metric: nps, direction: up, target: 10, by: 2018-03-31, owner: Ana}
  tiny: {metric: nps, direction: up, target: 3, per: quarter, by: 2018-12-31,
    owner: Ana}
"""


@pytest.fixture
def aimed(place: Path, mapping: Path, survey: Callable[..., Path], stik: Stik) -> Path:
    rows = [
        f"{quarter}-{n},a{quarter}-{n},{2016 + quarter // 4}-"
        f"{quarter % 4 * 3 + 2:02}-02,web,{9 if n < 30 + quarter % 2 else 3},5,"
        for quarter in range(8)
        for n in range(40)
    ]
    assert stik("load", place, survey(*rows), "--map", mapping).code == 0
    (place / "programme.yaml").write_text(GOALS, encoding="utf-8")
    return place


@pytest.mark.parametrize("width", [80, 120])
def test_each_goal_has_its_word_number_day_and_owner(
    aimed: Path, stik: Stik, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    told = stik("goals", aimed, *TODAY)
    lines = told.out.splitlines()
    (reached,) = [line for line in lines if line.startswith("reached  ")]
    assert reached.split() == ["reached", "✓", "met", DASH, "40", "2017-12-31", "Ana"]
    (soon,) = [line for line in lines if line.startswith("[soon]  ")]
    assert "▲ on track" in soon
    assert "reached: Met: 55 points (" in told.out
    assert "As written, something speaks against: tiny." in told.out
    assert (told.code, max(map(len, lines)) <= width) == (0, True)


def test_what_speaks_against_a_goal_is_told_with_its_mend(
    aimed: Path, stik: Stik
) -> None:
    told = stik("goals", aimed, "check", *TODAY)
    words = " ".join(told.out.split())
    assert told.code == 1
    assert "+3 points a quarter cannot be seen below" in words
    assert "Now 40 come: ask more customers, or compare longer periods" in words
    assert "not checked: 2017-12-31 is past already" in words


def test_goals_are_told_as_json_and_explained(
    aimed: Path, stik: Stik, tmp_path: Path
) -> None:
    told = stik("goals", aimed, "--json", *TODAY)
    rows = {row["goal"]: row for row in told.json()["rows"]}
    assert rows["reached"]["word"] == "met"
    assert rows["reached"]["value"] == pytest.approx(55.0)
    checks = stik("goals", aimed, "check", "--json", *TODAY).json()["goals"]
    kinds = [each["kind"] for each in checks[2]["objections"]]
    assert "not measurable" in kinds
    saved = tmp_path / "goals.json"
    saved.write_text(told.out, encoding="utf-8")
    assert "the same numbers" in stik("explain", saved).out


def test_the_day_of_an_earlier_moment_is_that_of_its_knowledge(
    aimed: Path, stik: Stik
) -> None:
    told = stik("goals", aimed, "--as-of", "2018-02-01")
    assert told.code == 2
    assert "ask as of a later moment" in told.err


def test_the_programmes_check_tells_what_speaks_against_its_goals(
    aimed: Path, stik: Stik
) -> None:
    text = (aimed / "programme.yaml").read_text(encoding="utf-8")
    later = text.replace("2018-", "2040-").replace("target: 10", "target: 101")
    (aimed / "programme.yaml").write_text(later, encoding="utf-8")
    told = stik("programme", aimed, "check")
    assert told.code == 1
    assert "Goals that something speaks against" in told.out
    assert "101 points by 2040-03-31 is beyond the scale" in " ".join(told.out.split())
    goals = stik("programme", aimed, "check", "--json").json()["goals"]
    assert [each["goal"] for each in goals] == ["reached", "[soon]", "tiny"]


def test_a_goal_of_which_nothing_can_be_told_is_exit_code_1(
    aimed: Path, stik: Stik
) -> None:
    text = (aimed / "programme.yaml").read_text(encoding="utf-8")
    (aimed / "programme.yaml").write_text(text.replace("nps", "ces"), encoding="utf-8")
    assert stik("goals", aimed, *TODAY).code == 1


def test_a_goal_without_answers_in_its_quarter_is_shown_as_unknown(
    aimed: Path, stik: Stik
) -> None:
    told = stik("goals", aimed, "--today", "2019-01-10")
    (tiny,) = [line for line in told.out.splitlines() if line.startswith("tiny  ")]
    assert tiny.split() == ["tiny", "cannot", "tell", DASH, DASH, "2018-12-31", "Ana"]
    assert told.code == 1


def test_without_goals_it_is_said_where_they_go(place: Path, stik: Stik) -> None:
    for words in (("judge",), ("check",)):
        told = stik("goals", place, *words)
        assert "under 'goals:' in the programme" in told.out


def test_a_day_that_is_none_is_wrong_usage(aimed: Path, stik: Stik) -> None:
    told = stik("goals", aimed, "--today", "soon")
    assert (told.code, "--today soon is no day" in told.err) == (2, True)
