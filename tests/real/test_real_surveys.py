"""Real surveys give the numbers that are known of them, in one load each."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import stik
from stik.workspace import Workspace

NOW = datetime(2026, 3, 2, tzinfo=UTC)
EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.fixture(scope="session")
def sfo(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return eight years of an airport's passenger survey."""
    workspace = stik.create(tmp_path_factory.mktemp("sfo") / "place", now=NOW)
    for year in range(2010, 2018):
        workspace.load(
            real_data / "sfo_airport_survey" / f"sfo_{year}.csv.gz",
            mapping=EXAMPLES / "sfo" / f"sfo_{year}.toml",
            now=NOW,
        )
    return workspace


@pytest.fixture(scope="session")
def airline(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return the airline's passengers, without dates."""
    workspace = stik.create(tmp_path_factory.mktemp("airline") / "place", now=NOW)
    (file,) = (real_data / "airline_satisfaction").glob("*.csv.gz")
    workspace.load(file, mapping=EXAMPLES / "airline" / "airline.toml", now=NOW)
    return workspace


def test_the_overall_rating_of_each_year_comes_out(sfo: Workspace):
    asked = sfo.ask("mean", by="year", where={"question": "overall_rating"})
    means = {row["year"]: row["value"] for row in asked.table.to_pylist()}
    assert round(means["2010"], 3) == 3.925
    assert round(means["2014"], 3) == 3.996
    assert sorted(means) == [str(year) for year in range(2010, 2018)]


def test_the_recommendation_of_2017_comes_out(sfo: Workspace):
    (row,) = sfo.ask("nps", from_date="2017", to_date="2017").table.to_pylist()
    assert (round(row["value"], 1), row["n"]) == (39.8, 2746)
    assert row["low"] < 39.8 < row["high"]


def test_real_changes_are_told_from_chance(sfo: Workspace):
    where = {"question": "overall_rating"}
    asked = sfo.ask("mean", by="year", where=where, compare="last-year")
    real = {row["year"]: row["is_real"] for row in asked.table.to_pylist()}
    assert real.pop("2010") is None, "nothing to compare with"
    assert {year for year, is_real in real.items() if is_real} == {"2012", "2015"}


def test_the_weakest_touchpoints_come_out(sfo: Workspace):
    rows = sfo.weakest().table.to_pylist()
    ranked = [row["touchpoint"] for row in rows if row["scale"] == "csat_1_5"]
    assert {"shops", "restaurants"} <= set(ranked[:3])
    assert ranked[-1] == "safety"


def test_what_drives_the_overall_rating_comes_out(sfo: Workspace):
    found = sfo.drivers("overall_rating")
    shares = [share for share in found.table["value"].to_pylist() if share is not None]
    assert sum(shares) == pytest.approx(1)
    assert found.explain()["r_squared"] > 0.3


def test_boarding_online_drives_satisfaction_most_and_the_gate_least(
    airline: Workspace,
):
    drivers = airline.drivers("satisfaction").table["driver"].to_pylist()
    assert (drivers[0], drivers[-1]) == ("online_boarding", "gate_location")
