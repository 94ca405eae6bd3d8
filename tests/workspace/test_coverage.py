"""Beside each score: whom it hears, of how many it could, and how many were asked."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.workspace.conftest import add
from typer.testing import CliRunner

import stik
from stik.workspace import Workspace
from stik_cli.main import commands

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SURVEYS = """
surveys:
  spring: {question: recommend, asked: 120, period: 2016-01 to 2016-06}
  too few: {question: recommend, asked: 10, period: 2016-05}
  another year: {question: recommend, asked: 10, period: 2017}
  another question: {question: rating, asked: 10, period: 2016-05}
"""


def customers(first: int, end: int, **row: object) -> list[dict[str, object]]:
    """Return a row of each of some customers."""
    return [{"who": f"c{n}", "day": "2016-05-11", **row} for n in range(first, end)]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """100 ordered, 40 of them rated it and 10 twice; only raters are known of help.

    60 recommend as a whole, of whom 20 neither ordered nor had help.
    """
    rows = [
        *customers(0, 100, touchpoint="order", channel="web"),
        *customers(0, 40, touchpoint="order", channel="web", rating=5),
        *customers(0, 10, touchpoint="order", channel="web", rating=4),
        *customers(0, 30, touchpoint="help", channel="phone", rating=3),
        *customers(60, 120, touchpoint="overall", recommend=9),
        *[{"day": "2016-05-11", "touchpoint": "order", "rating": 1} for _ in range(5)],
    ]
    folder = tmp_path_factory.mktemp("coverage")
    found = stik.create(folder / "place", now=NOW)
    add(found, rows, now=NOW)
    (folder / "place" / "programme.yaml").write_text(SURVEYS)
    return found


def test_each_score_says_how_many_of_those_it_hears(workspace: Workspace):
    found = workspace.coverage("csat", by="touchpoint").table.to_pylist()
    help_, order = found
    assert (order["n"], order["customers"], order["met"]) == (55, 40, 100)
    assert order["coverage"] == pytest.approx(0.4)
    assert (help_["n"], help_["customers"], help_["met"]) == (30, 30, None)
    assert help_["coverage_unknown"] == "only customers who answered are stored here"


def test_the_whole_could_be_heard_of_by_whoever_was_anywhere(workspace: Workspace):
    [row] = workspace.coverage("nps").table.to_pylist()
    assert (row["customers"], row["met"]) == (60, 120)
    assert row["coverage"] == pytest.approx(0.5)


def test_the_score_is_the_one_that_is_asked_for(workspace: Workspace):
    by = ["touchpoint", "question", "year"]
    asked = workspace.ask("csat", by=by).table
    covered = workspace.coverage("csat", by=by).table
    assert covered.select(asked.column_names).equals(asked)
    assert covered["met"].to_pylist() == [None, 100]


def test_a_filter_counts_for_both(workspace: Workspace):
    words = {"by": "channel", "where": {"channel": "web"}}
    [row] = workspace.coverage("csat", **words).table.to_pylist()
    assert (row["customers"], row["met"]) == (40, 100)


def test_who_is_not_named_is_no_customer(tmp_path: Path):
    workspace = stik.create(tmp_path / "place", now=NOW)
    rows = [{"day": "2016-05-11", "touchpoint": "order", "rating": 1}] * 40
    add(workspace, rows, now=NOW)
    [row] = workspace.coverage("csat", by="touchpoint").table.to_pylist()
    assert (row["n"], row["customers"], row["coverage"]) == (40, 0, None)
    assert row["coverage_unknown"] == "no customer who answered is named"


def test_the_surveys_of_the_period_tell_their_response_rate(workspace: Workspace):
    told = workspace.coverage("nps", from_date="2016", to_date="2016").explain()
    spring, too_few = told["surveys"]
    assert (spring["survey"], spring["answered"], spring["asked"]) == (
        "spring",
        60,
        120,
    )
    assert spring["response_rate"] == pytest.approx(0.5)
    assert too_few["response_rate"] is None
    notes = [note for note in told["notes"] if "asked answered" in note]
    assert notes == [
        (
            "spring (2016-01-01 to 2016-06-30): 60 of 120 asked answered, "
            "a response rate of 50.0%"
        ),
        (
            "too few (2016-05-01 to 2016-05-31): 60 of 10 asked answered: "
            "more answered than were asked; correct it in the programme"
        ),
    ]


def test_a_response_rate_counts_people_once_however_often_they_answered(
    tmp_path: Path,
) -> None:
    twice = [*customers(0, 40, recommend=9), *customers(0, 30, recommend=7)]
    nobody = [{"day": "2016-05-11", "recommend": 8}] * 20
    workspace = stik.create(tmp_path / "place", now=NOW)
    add(workspace, twice, now=NOW)
    (tmp_path / "place" / "programme.yaml").write_text(SURVEYS)
    spring = workspace.coverage("nps").explain()["surveys"][0]
    assert spring["answered"] == 40
    assert spring["response_rate"] == pytest.approx(40 / 120)
    add(workspace, nobody, now=NOW, name="nobody")
    spring = workspace.coverage("nps").explain()["surveys"][0]
    assert (spring["answered"], spring["answered_named"]) == (60, 40)


def test_where_nobody_is_named_a_response_rate_counts_responses(
    tmp_path: Path,
) -> None:
    workspace = stik.create(tmp_path / "place", now=NOW)
    add(workspace, [{"day": "2016-05-11", "recommend": 8}] * 20, now=NOW)
    (tmp_path / "place" / "programme.yaml").write_text(SURVEYS)
    notes = workspace.coverage("nps").explain()["notes"]
    assert (
        "spring (2016-01-01 to 2016-06-30): 20 of 120 asked answered (responses: "
        "nobody is named), a response rate of 16.7%"
    ) in notes


def test_it_can_be_asked_again(workspace: Workspace):
    found = workspace.coverage("csat", by=["touchpoint", "channel"])
    assert workspace.ask_again(found.explain()).to_json() == found.to_json()


def test_the_command_shows_both_and_says_what_is_unknown(workspace: Workspace):
    place = str(workspace.place.folder)
    shown = CliRunner().invoke(
        commands, ["coverage", place, "csat", "--by", "touchpoint"]
    )
    assert shown.exit_code == 0
    [order] = [line for line in shown.stdout.splitlines() if line.startswith("order")]
    assert order.split()[-3:] == ["40", "100", "40%"]
    assert "Coverage is unknown: only customers who answered" in shown.stdout
    alone = ["coverage", place, "csat", "--where", "touchpoint=help"]
    assert CliRunner().invoke(commands, alone).exit_code == 1
