"""Drivers asked at the front door: of whom, within whom, and what must be said."""

from datetime import datetime
from typing import Any

import numpy as np
import pytest
from tests.workspace.conftest import Make

import stik
from stik.errors import QuestionError, UnknownDimension
from stik.workspace import Workspace

MAPPING = """
source = "stay"
[row]
customer = "who"
channel = "channel"
[traits]
tier = "tier"
status = "status"
value = "tier"
[answers.overall]
column = "overall"
touchpoint = "overall"
scale = "csat_1_5"
[answers.room]
column = "room"
touchpoint = "room"
scale = "csat_1_5"
[answers.meal]
column = "meal"
touchpoint = "meal"
scale = "csat_1_5"
[answers.desk]
column = "desk"
touchpoint = "desk"
scale = "csat_1_5"
missing = [""]
"""
HEADER = "who,channel,tier,status,overall,room,meal,desk"


def stays(n: int = 1200) -> list[str]:
    """Return stays: gold guests look at the room, silver ones at the meal."""
    chance = np.random.default_rng(5)
    lines = []
    for each in range(n):
        room, meal, desk = chance.integers(1, 6, size=3)
        tier = ("gold", "silver", "")[each % 3] if each % 10 == 2 else "gold"
        tier = "silver" if each % 2 and tier else tier
        felt = room if tier == "gold" else meal
        overall = int(np.clip(round(felt + chance.normal() * 0.6), 1, 5))
        status = "left" if overall + chance.normal() < 2 else "stayed"
        asked_at_desk = "" if each % 4 == 0 else desk
        lines.append(
            f"g{each},web,{tier},{status},{overall},{room},{meal},{asked_at_desk}"
        )
    return lines


@pytest.fixture
def hotel(tmp_path: Any, now: datetime) -> Workspace:
    file = tmp_path / "stays.csv"
    file.write_text("\n".join([HEADER, *stays()]) + "\n", encoding="utf-8")
    file.with_suffix(".toml").write_text(MAPPING)
    workspace = stik.create(tmp_path / "place", now=now)
    summary = workspace.load(file, mapping=file.with_suffix(".toml"), now=now)
    assert summary.n_stored == 1200
    return workspace


def test_each_tier_is_driven_by_what_it_looks_at(hotel: Workspace):
    found = hotel.drivers("overall", by="tier")
    first: dict[str, dict[str, Any]] = {}
    for row in found.table.to_pylist():
        first.setdefault(row["tier"], row)
    assert (first["gold"]["driver"], first["silver"]["driver"]) == ("room", "meal")
    for row in first.values():
        assert (row["is_real"], row["difference"] > 0.5) == (True, True)
    groups = found.explain()["groups"]
    assert [group["tier"] for group in groups] == ["gold", "silver"]
    assert all(group["r_squared"] > 0.5 for group in groups)


def test_who_has_no_tier_is_left_out_and_said(hotel: Workspace):
    told = hotel.drivers("overall", by="tier").explain()
    n_grouped = sum(group["n"] for group in told["groups"])
    assert n_grouped < 1200
    assert f"left out: n = {1200 - n_grouped}, no tier is known" in told["notes"]


def test_one_group_is_the_same_as_filtering_by_it(hotel: Workspace):
    by_tier = [
        row
        for row in hotel.drivers("overall", by="tier").table.to_pylist()
        if row["tier"] == "gold"
    ]
    alone = hotel.drivers("overall", where={"tier": "gold"}).table.to_pylist()
    assert [{name: row[name] for name in alone[0]} for row in by_tier] == alone


def test_an_outcome_can_be_the_value_of_a_trait(hotel: Workspace):
    found = hotel.drivers("status=left", of=["overall", "desk"])
    first = found.table.to_pylist()[0]
    assert (first["driver"], first["correlation"] < 0) == ("overall", True)
    assert found.explain()["outcome"] == "status=left"
    other = hotel.drivers("status=stayed", of=["overall", "desk"]).table.to_pylist()
    assert other[0]["value"] == pytest.approx(first["value"])
    assert other[0]["correlation"] == pytest.approx(-first["correlation"])


def test_of_leaving_a_poor_driver_is_still_one_to_act_on(hotel: Workspace):
    of = ["room", "meal", "desk", "overall"]
    left, stayed = (
        {row["driver"]: row["quadrant"] for row in found.table.to_pylist()}
        for found in (
            hotel.drivers("status=left", of=of),
            hotel.drivers("status=stayed", of=of),
        )
    )
    assert left == stayed


def test_ratings_often_not_given_are_named(hotel: Workspace):
    found = hotel.drivers("overall")
    rows = {row["driver"]: row for row in found.table.to_pylist()}
    assert rows["desk"]["unanswered"] == pytest.approx(0.25)
    assert (rows["room"]["unanswered"], rows["room"]["n"]) == (0, 1200)
    (note,) = found.explain()["notes"]
    assert note.startswith("not answered, or not applicable: desk 25 %;")


def test_an_outcome_is_no_driver_of_itself(hotel: Workspace):
    found = hotel.drivers("overall", of=["overall", "room"])
    assert found.table["driver"].to_pylist() == ["room"]


@pytest.mark.parametrize("words", [{"by": "tier"}, {"outcome": "status=left"}])
def test_what_was_asked_can_be_asked_again(hotel: Workspace, words: Any):
    found = hotel.drivers(**{"outcome": "overall", **words})
    assert hotel.ask_again(found.explain()).table == found.table


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"by": "month"}, "cannot be told apart by month"),
        ({"by": "touchpoint"}, "cannot be told apart by touchpoint"),
        ({"by": ["tier", "channel"]}, "choose one"),
        ({"by": "value"}, "has a column of that name"),
        ({"outcome": "status=gone"}, "no answer is of anyone whose status is 'gone'"),
        ({"outcome": "status"}, "name the value that is the outcome"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(
    hotel: Workspace, words: Any, sentence: str
):
    with pytest.raises(QuestionError, match=sentence):
        hotel.drivers(**{"outcome": "overall", **words})


@pytest.mark.parametrize("words", [{"by": "teir"}, {"outcome": "teir=gold"}])
def test_a_misspelt_trait_is_told_with_the_one_meant(hotel: Workspace, words: Any):
    with pytest.raises(UnknownDimension, match="did you mean 'tier'"):
        hotel.drivers(**{"outcome": "overall", **words})


def test_without_answers_nothing_drives_anything(made: Make):
    told = made().drivers("overall", by="channel").explain()
    assert told["unknown"] == "no answers"


def test_an_interaction_is_found_and_asked_again(hotel: Workspace):
    found = hotel.interaction("mean", of=("tier", "status"))
    (row,) = found.table.to_pylist()
    assert row["is_real"] is False, "leaving goes with the rating in both tiers alike"
    assert found.explain()["of"] == ["tier", "status"]
    assert any("tier or status is not known" in n for n in found.explain()["notes"])
    assert hotel.ask_again(found.explain()).table == found.table


@pytest.mark.parametrize(
    "of", [("tier",), ("tier", "tier"), ("tier", "status", "unit")]
)
def test_an_interaction_is_of_two_things(hotel: Workspace, of: tuple[str, ...]):
    with pytest.raises(QuestionError, match="of two different things"):
        hotel.interaction("mean", of=of)
