"""Real surveys: what drives an outcome, for whom, and what only seems to."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import stik
from stik.workspace import Workspace

NOW = datetime(2026, 3, 2, tzinfo=UTC)
EXAMPLES = Path(__file__).parent.parent.parent / "examples"
SUBSCRIBERS = """
source = "subscribers"
key = ["Customer ID"]
[row]
customer = "Customer ID"
[traits]
status = "Customer Status"
[answers.left]
column = "Churn Value"
touchpoint = "overall"
scale = "yes_no_0_1"
[answers.satisfaction]
column = "Satisfaction Score"
touchpoint = "service"
scale = "csat_1_5"
[answers.worth]
column = "CLTV"
touchpoint = "contract"
scale = "number"
"""


@pytest.fixture(scope="module")
def airline(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return the airline's passengers, without dates."""
    workspace = stik.create(tmp_path_factory.mktemp("airline") / "place", now=NOW)
    (file,) = (real_data / "airline_satisfaction").glob("*.csv.gz")
    workspace.load(file, mapping=EXAMPLES / "airline" / "airline.toml", now=NOW)
    return workspace


@pytest.fixture(scope="module")
def telco(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return subscribers with the satisfaction noted of them, and who left."""
    folder = tmp_path_factory.mktemp("telco")
    mapping = folder / "subscribers.toml"
    mapping.write_text(SUBSCRIBERS)
    workspace = stik.create(folder / "place", now=NOW)
    file = real_data / "telco_churn" / "telco_status.csv.gz"
    workspace.load(file, mapping=mapping, now=NOW)
    return workspace


@pytest.fixture(scope="module")
def airport(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return three years of an airport's passenger survey, one of them weighted."""
    workspace = stik.create(tmp_path_factory.mktemp("airport") / "place", now=NOW)
    for year in (2015, 2016, 2017):
        workspace.load(
            real_data / "sfo_airport_survey" / f"sfo_{year}.csv.gz",
            mapping=EXAMPLES / "sfo" / f"sfo_{year}.toml",
            now=NOW,
        )
    return workspace


def by_driver(workspace: Workspace, outcome: str, **words: Any) -> dict[str, Any]:
    rows = workspace.drivers(outcome, **words).table.to_pylist()
    return {row["driver"]: row for row in rows}


def test_an_airline_acts_first_on_the_wifi_and_keeps_up_boarding(airline: Workspace):
    found = by_driver(airline, "satisfaction")
    strongest, *_, weakest = found
    assert (strongest, weakest) == ("online_boarding", "gate_location")
    act_first = [name for name, row in found.items() if row["quadrant"] == "act first"]
    assert act_first == ["in_flight_wifi"]
    assert found["online_boarding"]["quadrant"] == "keep up"
    boarding = found["online_boarding"]
    assert (boarding["first_rank"], boarding["last_rank"]) == (1, 1)
    assert boarding["is_ahead"]


def test_no_rating_of_an_airline_is_a_leak(airline: Workspace):
    found = by_driver(airline, "satisfaction")
    assert [row["leak"] for row in found.values()] == [None] * 14


def test_wifi_drives_economy_and_the_seat_business(airline: Workspace):
    rows = airline.drivers("satisfaction", by="class").table.to_pylist()
    found = {(row["class"], row["driver"]): row for row in rows}
    assert found["economy", "in_flight_wifi"]["value"] > 0.5
    assert found["business", "in_flight_wifi"]["value"] < 0.1
    assert found["business", "in_flight_wifi"]["is_real"]
    assert found["business", "seat"]["difference"] > 0
    assert found["business", "seat"]["is_real"]


def test_returning_business_passengers_are_another_matter_than_personal(
    airline: Workspace,
):
    found = airline.interaction("mean", of=("customer_type", "travel_type"))
    (row,) = found.table.to_pylist()
    assert (row["first"], row["first_against"]) == ("returning", "first-time")
    assert (row["second"], row["second_against"]) == ("business", "personal")
    assert (row["here"], row["there"]) == pytest.approx((0.464, -0.055), abs=5e-4)
    assert row["is_real"]


def test_satisfaction_noted_at_the_end_of_a_contract_is_a_leak(telco: Workspace):
    for outcome in ("left", "status=Churned"):
        found = by_driver(telco, outcome, of=["satisfaction", "worth"])
        noted = found["satisfaction"]
        assert noted["correlation"] ** 2 < 0.8, "its correlation alone hides it"
        assert noted["is_another_word"]
        assert "of 1 to 2 have the outcome 1" in noted["leak"]
        assert noted["quadrant"] is None
        assert not found["worth"]["is_another_word"]


def test_what_drives_an_airport_with_and_without_weights(airport: Workspace):
    plain = by_driver(airport, "overall_rating")
    weighted = by_driver(airport, "overall_rating", weighted=True)
    for found in (plain, weighted):
        known = {name: row for name, row in found.items() if row["unknown"] is None}
        assert sum(row["value"] for row in known.values()) == pytest.approx(1)
        assert all(r["low"] <= r["value"] <= r["high"] for r in known.values())
        assert not any(row["is_another_word"] for row in known.values())
    assert plain["restaurants"]["quadrant"] == "act first"
    assert plain["restaurants"]["mean"] != weighted["restaurants"]["mean"]


def test_what_an_airport_did_not_ask_everyone_is_said(airport: Workspace):
    notes = airport.drivers("overall_rating").explain()["notes"]
    assert any(note.startswith("not answered, or not applicable:") for note in notes)
    assert any("info_arrivals" in note and "told apart" in note for note in notes)
