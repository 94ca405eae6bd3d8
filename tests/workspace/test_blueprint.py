"""Blueprints at the front door: laid under what happened, and asked again."""

import json
from datetime import date, timedelta

import pytest
from tests.facts.reading import NOW, load_text

import stik
from stik.errors import QuestionError

MAPPING = """
source = "visits"
key = ["id"]
[row]
customer = "who"
occurred = { column = "when", precision = "second" }
touchpoint = "step"
channel = "channel"
journey = "journey"
journey_instance = "who"
[answers.gap]
column = "gap"
scale = "gap_-4_4"
"""
HEAD = "id,who,when,step,channel,journey,gap\n"
PROGRAMME = """
touchpoints: {order: {}, delivery: {}, call: {}}
journeys:
  fibre:
    phases:
      - name: all
        steps: [{name: a, touchpoint: order}, {name: b, touchpoint: delivery}]
processes:
  dispatch:
    behind: [delivery]
    inputs: [order form]
    activities: [{name: book, by: clerk, minutes: 6, system: calendar}]
    supplier: Example Carriers
  contract: {behind: [order], outputs: [order form]}
  archive: {behind: [call]}
rates: {currency: EUR, working_hour: 30, waiting_hour: 12}
"""


def visits():
    """Return 61 orders, one a day, each delivered 6 hours later, below expectation."""
    for place in range(61):
        day = date(2025, 1, 1) + timedelta(days=place)
        yield f"{place},c{place},{day} 09:00:00,order,web,fibre,"
        yield f"d{place},c{place},{day} 15:00:00,delivery,visit,fibre,{-1 - place % 2}"


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    """Return a place with orders and the processes behind, asked and never changed."""
    folder = tmp_path_factory.mktemp("blueprint") / "place"
    made = stik.create(folder, now=NOW)
    assert load_text(made, HEAD + "\n".join(visits()) + "\n", MAPPING).n_held == 0
    (folder / "programme.yaml").write_text(PROGRAMME, encoding="utf-8")
    return stik.open(folder)


def test_under_each_step_is_what_is_behind_it(known):
    rows = known.journeys("fibre").blueprint("expectation_gap").table.to_pylist()
    [delivery] = [row for row in rows if row["step"] == "delivery"]
    assert delivery["processes"] == ["dispatch"]
    assert (delivery["n_visits"], delivery["n_waits"]) == (61, 61)
    assert delivery["visits_a_month"] == pytest.approx(61 / (60.25 / 30.4375))
    assert delivery["wait_seconds"] == 6 * 3600
    assert (delivery["work_minutes"], delivery["rework_share"]) == (6, 0)
    assert delivery["hand_over_share"] == 1, "from the web to a visit"
    assert delivery["gap"] == delivery["score"] == pytest.approx(-91 / 61)


def test_opportunities_say_what_they_are_worth(known):
    told = known.journeys("fibre").blueprint().explain()
    a_month = 61 / (60.25 / 30.4375)
    worth = {each["action"]: each["worth"] for each in told["opportunities"]}
    assert worth == {
        "optimise": pytest.approx(a_month * 6 * 12),
        "automate": pytest.approx(a_month * 6 / 60 * 30),
    }
    assert told["currency"] == "EUR"
    assert "behind no step that was visited: archive" in told["notes"]


def test_a_change_touches_steps_and_what_is_at_stake_there(known):
    asked = known.journeys("fibre")
    [row] = asked.touches(
        "supplier=Example Carriers", score="expectation_gap"
    ).table.to_pylist()
    assert (row["process"], row["step"], row["journeys"]) == (
        *("dispatch", "delivery", ["fibre"]),
    )
    assert (row["n_visits"], row["score"]) == (61, pytest.approx(-91 / 61))
    through = asked.touches("process=contract").table.select(["process", "through"])
    assert through.to_pylist() == [
        {"process": "contract", "through": None},
        {"process": "dispatch", "through": "contract"},
    ]


def test_blueprints_are_asked_again_from_json(known):
    asked = known.journeys("fibre")
    for result in (asked.blueprint(), asked.touches("system=calendar")):
        told = json.loads(json.dumps(result.explain(), default=str))
        again = known.ask_again(told)
        assert again.table == result.table
        assert again.explain()["notes"] == result.explain()["notes"]


def test_of_customers_cut_to_a_month_each_visit_keeps_its_channel(known):
    made = known.journeys("fibre").made("customer", gap="2 days")
    rows = made.where(from_date="2025-02", to_date="2025-02").blueprint().table
    told = {row["step"]: row for row in rows.to_pylist()}
    assert told["delivery"]["n_visits"] == 28
    assert told["delivery"]["hand_over_share"] == 1
    assert told["delivery"]["unknown"] == "fewer than 28 days are seen"


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda known: known.journeys(step="channel").blueprint(), "are touchpoints"),
        (
            lambda known: known.journeys().touches("supplier=Carrier"),
            "Example Carriers",
        ),
        (lambda known: known.journeys().blueprint("npss"), "did you mean 'nps'"),
    ],
)
def test_what_there_is_not_is_refused(known, ask, said):
    with pytest.raises(QuestionError, match=said):
        ask(known)


def test_a_place_without_processes_says_so(tmp_path):
    result = stik.create(tmp_path / "place", now=NOW).journeys().blueprint()
    assert result.table.num_rows == 0
    assert any("has no processes" in note for note in result.explain()["notes"])
