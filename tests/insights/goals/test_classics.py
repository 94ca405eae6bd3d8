"""The three classic goals run out of the box."""

import doctest
import importlib
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.insights.goals.examples import past_of, quarters, scores

from stik.errors import QuestionError
from stik.insights.goals.checking import check_goal
from stik.insights.goals.classics import CLASSICS, classic
from stik.insights.goals.judging import judge_goal
from stik.insights.goals.reasons import leading_reason
from stik.insights.goals.written import Rival
from stik.terms.estimate import Estimate

DAY = date(2026, 3, 31)
MODULES = (
    "checking", "classics", "forecast", "judging", "measured", "on_the_way", "past",
    "reasons", "words",
)  # fmt: skip


def test_each_classic_is_whole_once_it_has_a_day():
    for each in CLASSICS:
        assert check_goal(each.goal).objections[0].sentence.endswith("names no day")
        assert check_goal(each.by(DAY, owner="Ana")).is_sound
        assert each.by(DAY, owner="Ana").owner == "Ana"


def test_why_customers_leave_is_known_when_one_reason_surely_leads():
    """By hand: 140 and 90 of 300: 0.1667, variance 0.7667 - 0.0278, error 0.04962."""
    found = leading_reason({"price": 90, "a competitor": 140, "service": 70})
    assert (found.reason, found.second) == ("a competitor", "price")
    assert found.ahead == pytest.approx(50 / 300)
    assert found.low == pytest.approx(50 / 300 - 1.959964 * 0.049628, abs=1e-5)
    assert found.is_sure


def test_two_reasons_that_are_near_need_more_answers():
    """By hand: 0.05 ahead, variance 0.7475; 7.84888 · 0.7475 / 0.0025 = 2,347."""
    found = leading_reason({"price": 35, "service": 40, "other": 25})
    assert found.is_sure is False
    assert found.n_more == 2_347 - 100


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        ({"price": 3, "service": 1}, "n = 4, needs 5"),
        ({"price": 50}, "one reason only"),
    ],
)
def test_few_or_single_reasons_are_unknown(stated, reason):
    assert leading_reason(stated).unknown == reason


def test_below_thirty_who_left_no_reason_leads():
    found = leading_reason({"price": 20, "service": 2})
    assert found.is_sure is None
    assert found.n_more == 8


def test_level_reasons_never_lead():
    found = leading_reason({"price": 50, "service": 50})
    assert found.is_sure is False
    assert found.n_more is None


def test_a_reason_seldom_leads_by_chance():
    generator = np.random.default_rng(9)
    sure = [
        leading_reason(dict(zip("abcde", row.tolist(), strict=True))).is_sure
        for row in generator.multinomial(300, [0.2] * 5, size=1000)
    ]
    assert np.mean(sure) <= 0.05


def test_our_nps_is_held_against_the_industry():
    goal = classic("nps_against_a_rival").by(DAY)
    industry = Rival("the industry", Estimate(20.0, 18.0, 22.0, 9000))
    past = past_of(scores(30, n=4000))
    found = judge_goal(goal, past=past, today=date(2026, 4, 1), rival=industry)
    assert found.word == "met"
    assert "against the industry" in found.sentence


def test_three_points_a_quarter_are_judged_since_their_quarter():
    goal = classic("nps_of_long_standing_customers").by(DAY)
    goal = replace(goal, since=quarters(5)[0])
    past = past_of(scores(0, 5, 10, 15, 20, n=20_000))
    assert judge_goal(goal, past=past, today=date(2026, 4, 1)).word == "met"


def test_an_unknown_classic_names_the_nearest():
    with pytest.raises(QuestionError, match="did you mean 'why_customers_leave'"):
        classic("why_customer_leaves")


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name):
    module = importlib.import_module(f"stik.insights.goals.{name}")
    assert doctest.testmod(module, raise_on_error=True).attempted
