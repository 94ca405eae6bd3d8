"""A bad experience weighs on later answers as planted, asked at the front door."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import numpy as np
import pytest
from tests.workspace.conftest import add

import stik
from stik.errors import QuestionError, UnknownDimension
from stik.insights.baggage.lags import Scores, baggage
from stik.terms.period import DAYS_A_MONTH

NOW = datetime(2026, 7, 1, tzinfo=UTC)
FIRST = date(2024, 1, 1)
WITHIN = (2, 6, 12)


def visits(*, weight, n=600, seed=4):
    """Return six ratings of each customer; a quarter of them meet with a complaint.

    For six months after it they recommend by `weight` points less.
    """
    chance, rows = Random(seed), []
    for who in range(n):
        harsh = chance.gauss(0, 1)
        complaint = None if who % 4 else 200 + chance.randrange(500)
        days = sorted(chance.sample(range(900), 6))
        for day in days:
            since = day - complaint if complaint else -1
            less = weight if 0 < since < 6 * DAYS_A_MONTH else 0
            score = min(max(round(6 + harsh - less + chance.gauss(0, 1.2)), 0), 10)
            rows.append(visit(who, day, touchpoint="till", recommend=score))
        if complaint:
            rows.append(visit(who, complaint, touchpoint="complaint"))
    chance.shuffle(rows)
    return rows


def visit(who, day, **said):
    return {"who": f"c{who}", "day": FIRST + timedelta(days=day), **said}


@pytest.fixture
def made_of(tmp_path):
    """Return what makes a workspace of rows."""

    def make(rows):
        workspace = stik.create(tmp_path / "place", now=NOW)
        add(workspace, rows, now=NOW)
        return workspace

    return make


def test_a_planted_weight_is_found_for_as_long_as_it_was_planted(made_of):
    workspace = made_of(visits(weight=2.5))
    found = workspace.baggage("recommend", bad="complaint", within=WITHIN)
    first, second, last = found.table.to_pylist()
    for lag in (first, second):
        assert lag["weighs"] is True
        assert lag["low"] < -2.4 < lag["high"]
    assert last["weighs"] is False
    assert found.explain()["lasts_months"] == 6
    assert found.explain()["n"] == 150
    assert found.explain()["claim"] == "association"


def test_where_nothing_was_planted_nothing_weighs(made_of):
    found = made_of(visits(weight=0)).baggage("nps", bad="complaint", within=WITHIN)
    assert found.explain()["lasts_months"] == 0
    assert not any(row["weighs"] for row in found.table.to_pylist())


def test_only_the_customers_with_it_leave_the_engine_and_the_answer_is_the_same(
    made_of,
):
    rows = visits(weight=1.0)
    found = made_of(rows).baggage("recommend", bad=2, within=WITHIN).table.to_pylist()
    rated = [row for row in rows if "recommend" in row]
    scores = Scores(
        np.array([int(row["who"][1:]) for row in rated]),
        np.array([(row["day"] - FIRST).days / DAYS_A_MONTH for row in rated]),
        np.array([float(row["recommend"]) for row in rated]),
    )
    lags = baggage(scores, scores.at_most(2), within=WITHIN).lags
    assert [row["n"] for row in found] == [lag.weight.n for lag in lags]
    for row, lag in zip(found, lags, strict=True):
        assert row["value"] == pytest.approx(lag.weight.value)
        assert row["p"] == pytest.approx(lag.p)


def test_who_is_not_named_and_what_has_no_day_tells_nothing(made_of):
    rows = visits(weight=2.5)
    workspace = made_of(rows)
    before = workspace.baggage("recommend", bad="complaint").table
    nobody = [{"who": "", "day": row["day"], "recommend": 0} for row in rows[:2]]
    undated = [{"who": row["who"], "day": "", "recommend": 0} for row in rows[:300]]
    add(workspace, [*nobody, *undated], now=NOW, name="more")
    after = workspace.baggage("recommend", bad="complaint").table
    assert after["n"] == before["n"]
    assert after["value"].to_pylist() == pytest.approx(
        before["value"].to_pylist(), abs=0.05
    )


def test_it_can_be_asked_again_and_of_a_part(made_of):
    rows = visits(weight=2.5)
    for n, row in enumerate(rows):
        row["channel"] = "web" if n % 3 else "shop"
    workspace = made_of(rows)
    result = workspace.baggage(
        "recommend", bad="complaint", within=WITHIN, where={"channel": "web"}
    )
    whole = workspace.baggage("recommend", bad="complaint", within=WITHIN)
    assert result.table["n"][0].as_py() < whole.table["n"][0].as_py()
    assert workspace.ask_again(result.explain()).table == result.table


@pytest.mark.parametrize(
    ("about", "words", "sentence"),
    [
        ("recommend", {"bad": "complant"}, "did you mean 'complaint'"),
        ("recommend", {"bad": 10}, "is answered from 0 to 10"),
        ("recommend", {"bad": -1}, "is answered from 0 to 10"),
        ("recomend", {"bad": 2}, "did you mean 'recommend'"),
        ("recommend", {"bad": 2, "within": (3, 1)}, "must rise from above 0"),
        ("recommend", {"bad": 2, "where": {"touchpoint": "tilt"}}, "mean 'till'"),
    ],
)
def test_what_cannot_be_asked_is_refused(made_of, about, words, sentence):
    workspace = made_of(visits(weight=0, n=6))
    with pytest.raises(QuestionError, match=sentence):
        workspace.baggage(about, **words)


def test_a_trait_that_is_none_is_refused(made_of):
    with pytest.raises(UnknownDimension):
        made_of(visits(weight=0, n=6)).baggage("nps", bad=2, where={"tire": "gold"})


def test_of_an_empty_place_it_says_that_nobody_answered(tmp_path):
    workspace = stik.create(tmp_path / "place", now=NOW)
    with pytest.raises(QuestionError, match="nobody answered 'nps' yet"):
        workspace.baggage("nps", bad=2)
