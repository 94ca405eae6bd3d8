"""Journeys of two groups or periods, at the front door."""

import json
from datetime import date, timedelta

import pytest
from tests.facts.reading import NOW, load_text

import stik
from stik.errors import QuestionError

MAPPING = """
source = "visits"
[row]
customer = "who"
occurred = { column = "when", precision = "day" }
touchpoint = "step"
journey_instance = "order_no"
[answers.recommend]
column = "recommend"
scale = "nps_0_10"
touchpoint = "overall"
[traits]
area = "area"
"""
HEAD = "who,when,step,order_no,recommend,area\n"


def visits():
    """Return 120 orders of two years; in 2026 detractors, all of the country, call."""
    for n in range(120):
        year, is_rural = 2025 + n % 2, n % 4 < 2
        calls = ["call"] * (is_rural and year == 2026)
        steps = ["order", *calls, "install"]
        first = date(year, 1, 1) + timedelta(days=n % 40)
        for place, step in enumerate(steps):
            score = (2 if calls else 9) if step == "install" else ""
            area = "rural" if is_rural else "city"
            day = first + timedelta(days=place)
            yield f"c{n},{day},{step},o{n},{score},{area}\n"


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    made = stik.create(tmp_path_factory.mktemp("compared") / "place", now=NOW)
    assert load_text(made, HEAD + "".join(visits()), MAPPING).n_held == 0
    return made


def differing(result):
    return {
        (row["step"], row["next_step"]): (round(row["value"], 3), row["value_before"])
        for row in result.table.to_pylist()
        if row["is_real"]
    }


def test_two_groups_are_held_beside_each_other(known):
    rural = known.journeys().where({"area": "rural"}, from_date="2026", to_date="2026")
    assert differing(rural.compare("area=city")) == {
        ("order", "call"): (1.0, 0.0),
        ("call", "install"): (1.0, 0.0),
        ("order", "install"): (0.0, 1.0),
    }


def test_detractors_less_promoters(known):
    result = known.journeys().where({"nps": "detractors"}).compare("nps=promoters")
    told = result.explain()
    assert (told["n"], told["other"]["n"]) == (30, 90)
    assert differing(result)["order", "call"] == (1.0, 0.0)
    said = "detractors: by the customer's first answer to recommend"
    assert said in told["notes"]


def test_a_year_is_held_against_the_one_before(known):
    result = known.journeys().where(from_date="2026", to_date="2026-02")
    found = result.compare("last-year", form="funnel", steps=["order", "call"])
    [first, second] = found.table.to_pylist()
    assert (first["n"], first["n_before"]) == (60, 60)
    assert (second["value"], second["value_before"]) == (0.5, 0.0)
    assert first["compared_with"] == "2025-01-01 to 2025-02-10"
    notes = found.explain()["notes"]
    assert any("runs to 2026-02-10" in each for each in notes)


def test_without_a_period_the_latest_year_is_held_against_the_one_before(known):
    told = known.journeys().compare("last-year").explain()
    assert told["period"] == "2025-03-01 to 2026-02-28"


def test_clusters_are_told_by_steps_and_a_trait(known):
    """30 of 120 call, all of the country; of the others 30 of 90 are."""
    result = known.journeys().clusters()
    of_callers = [row for row in result.table.to_pylist() if row["cluster"] == 2]
    assert [(row["kind"], row["n_instances"]) for row in of_callers] == [
        ("step", 30),
        ("step", 30),
        ("trait", 30),
    ]
    step, _, trait = of_callers
    assert (step["name"], step["value"], step["value_elsewhere"]) == ("call", 1.0, 0.0)
    assert trait["name"] == "area=rural"
    assert (trait["value"], trait["is_real"]) == (1.0, True)
    assert trait["value_elsewhere"] == pytest.approx(30 / 90)
    told = json.loads(json.dumps(result.explain(), default=str))
    assert known.ask_again(told).table == result.table


def test_a_comparison_is_asked_again_from_json(known):
    result = known.journeys().where({"nps": "detractors"}).compare("nps=promoters")
    told = json.loads(json.dumps(result.explain(), default=str))
    assert known.ask_again(told).table == result.table


@pytest.mark.parametrize(
    ("where", "other", "said"),
    [
        ({}, "area=city", "add --where area=…"),
        ({}, "city", "cannot compare with 'city'"),
        ({"nps": "detractor"}, "nps=promoters", "did you mean 'detractors'"),
        ({"mps": "detractors"}, "mps=promoters", "cannot group or filter by 'mps'"),
    ],
)
def test_what_cannot_be_compared_is_refused(known, where, other, said):
    with pytest.raises(QuestionError, match=said):
        known.journeys().where(where).compare(other)


def test_a_funnel_without_steps_is_not_compared(known):
    with pytest.raises(QuestionError, match="a funnel needs its steps"):
        known.journeys().where({"area": "rural"}).compare("area=city", form="funnel")


def test_an_empty_place_has_nothing_to_compare(tmp_path):
    empty = stik.create(tmp_path / "place", now=NOW)
    with pytest.raises(QuestionError, match="needs both ends"):
        empty.journeys().compare("last-year")
    of_a_year = empty.journeys().where(from_date="2026", to_date="2026")
    assert of_a_year.compare("previous").table.num_rows == 0
