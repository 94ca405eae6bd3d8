"""A goal is met, missed, or cannot be told yet: never by two bare numbers."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.insights.goals.examples import LAST, a_goal, past_of, quarters, scores

from stik.errors import QuestionError
from stik.insights.goals.judging import judge_goal
from stik.insights.goals.past import Past
from stik.insights.goals.written import Rival
from stik.metrics.registry import metric
from stik.terms.counts import Counts
from stik.terms.estimate import Estimate
from stik.terms.scale import Scale

BY, AFTER = date(2026, 3, 31), date(2026, 4, 2)


@pytest.mark.parametrize(
    ("target", "direction", "word"),
    [
        (30.0, "up", "met"),
        (48.0, "up", "missed"),
        (41.0, "up", "cannot tell yet"),
        (48.0, "down", "met"),
        (30.0, "down", "missed"),
    ],
)
def test_the_whole_interval_must_be_on_one_side(target, direction, word):
    past = past_of([(600, 200, 200)])
    goal = a_goal(target=target, direction=direction, by=BY)
    found = judge_goal(goal, past=past, today=AFTER)
    assert found.word == word
    assert found.low < found.value == 40.0 < found.high


def test_a_number_above_its_target_is_not_yet_a_goal_met():
    found = judge_goal(
        a_goal(target=38.0, by=BY), past=past_of([(600, 200, 200)]), today=AFTER
    )
    assert found.value > found.target
    assert found.word == "cannot tell yet"
    assert f"needs {found.n_more:,} more answers" in found.sentence


def test_with_so_many_more_answers_the_goal_would_be_told_four_times_of_five():
    """By hand: variance 100² (0.8 - 0.4²) = 6400; 2.80158² · 6400 / 2² = 12,558.2."""
    found = judge_goal(
        a_goal(target=38.0, by=BY), past=past_of([(600, 200, 200)]), today=AFTER
    )
    assert found.n_more == 12_559 - 1_000


def test_a_number_at_its_target_can_never_be_told():
    found = judge_goal(
        a_goal(target=40.0, by=BY), past=past_of([(600, 200, 200)]), today=AFTER
    )
    assert found.n_more is None
    assert "no number of answers would tell" in found.sentence


def test_below_thirty_answers_there_is_no_verdict():
    found = judge_goal(
        a_goal(target=0.0, by=BY), past=past_of([(20, 1, 0)]), today=AFTER
    )
    assert found.word == "cannot tell yet"
    assert found.n_more == 9
    assert "a verdict needs 30" in found.sentence


def test_below_five_answers_it_is_unknown():
    found = judge_goal(
        a_goal(target=0.0, by=BY), past=past_of([(3, 1, 0)]), today=AFTER
    )
    assert found.value is None
    assert found.sentence == "Cannot tell yet: n = 4, needs 5"


def test_a_quarter_nobody_answered_in_is_said():
    goal = a_goal(target=0.0, by=date(2026, 6, 30))
    found = judge_goal(goal, past=past_of(scores(10)), today=date(2026, 7, 2))
    assert "no answers of the quarter of 2026-06-30" in found.sentence


def test_nothing_measured_is_said():
    goal = a_goal(target=0.0, by=BY)
    assert (
        "nothing was measured"
        in judge_goal(goal, past=past_of([]), today=AFTER).sentence
    )


def test_a_change_per_quarter_is_judged_over_all_of_its_quarters():
    """By hand: 10 to 22 in four quarters is 3 a quarter; 2 is surely reached."""
    past = past_of(scores(10, 13, 16, 19, 22, n=20_000))
    since = quarters(5)[0]
    goal = a_goal(target=2.0, per="quarter", since=since, by=BY)
    found = judge_goal(goal, past=past, today=AFTER)
    assert found.word == "met"
    assert found.value == pytest.approx(3.0)
    assert "+3 points a quarter" in found.sentence
    unsure = judge_goal(replace(goal, target=3.1), past=past, today=AFTER)
    assert unsure.word == "cannot tell yet"


def test_a_fall_per_quarter_is_a_goal_too():
    past = past_of(scores(22, 19, 16, 13, 10, n=20_000))
    goal = a_goal(
        target=2.0, per="quarter", since=quarters(5)[0], by=BY, direction="down"
    )
    found = judge_goal(goal, past=past, today=AFTER)
    assert (found.word, found.target) == ("met", -2.0)


def test_a_change_from_a_quarter_not_measured_is_said():
    goal = a_goal(target=2.0, per="quarter", since=date(2020, 1, 1), by=BY)
    found = judge_goal(goal, past=past_of(scores(10, 20)), today=AFTER)
    assert "no answers of the quarter of 2020-01-01" in found.sentence


def test_a_rivals_uncertainty_counts_as_well():
    past = past_of([(6000, 2000, 2000)])
    goal = a_goal(by=BY, against="Rival")
    exact = Rival("Rival", Estimate(37.0, None, None, 0))
    vague = Rival("Rival", Estimate(37.0, 29.0, 45.0, 400))
    sure = judge_goal(goal, past=past, today=AFTER, rival=exact)
    unsure = judge_goal(goal, past=past, today=AFTER, rival=vague)
    assert (sure.word, unsure.word) == ("met", "cannot tell yet")
    assert "taken as exact" in sure.sentence
    assert sure.value == unsure.value == pytest.approx(3.0)
    assert unsure.n_more is None


def test_an_unknown_rival_is_said():
    nobody = Rival("Rival", Estimate.missing(n=0, reason="never asked"))
    for today in (AFTER, date(2026, 2, 1)):
        found = judge_goal(
            a_goal(by=BY, against="Rival"),
            past=past_of(scores(*range(0, 20, 2))),
            today=today,
            rival=nobody,
        )
        assert found.sentence.endswith("the figure of Rival is unknown: never asked")


def steady(level, *, n=12, seed=3):
    values = level + np.random.default_rng(seed).normal(0, 2, n)
    return past_of(scores(*values, n=4000))


@pytest.mark.parametrize(
    ("target", "word"), [(20.0, "on track"), (30.0, "open"), (40.0, "off track")]
)
def test_until_its_day_a_goal_has_a_probability(target, word):
    found = judge_goal(
        a_goal(target=target, by=date(2026, 12, 31)), past=steady(30), today=AFTER
    )
    assert found.word == word
    assert 0 <= found.probability <= 1
    assert (
        f"{100 * found.probability:.0f} % likely to measure at least" in found.sentence
    )


def test_a_nearer_target_is_never_less_likely():
    likely = [
        judge_goal(
            a_goal(target=target, by=date(2026, 12, 31)), past=steady(30), today=AFTER
        ).probability
        for target in (24.0, 28.0, 32.0, 36.0)
    ]
    assert likely == sorted(likely, reverse=True)


def test_a_change_per_quarter_has_a_probability_too():
    rising = past_of(scores(*range(0, 36, 3), n=8000))
    since = quarters(12)[0]
    goal = a_goal(target=1.0, per="quarter", since=since, by=date(2026, 12, 31))
    found = judge_goal(goal, past=rising, today=AFTER)
    assert found.word == "on track"
    hard = judge_goal(replace(goal, target=9.0), past=rising, today=AFTER)
    assert hard.word == "off track"


def test_a_lead_has_a_probability_that_counts_the_rivals_uncertainty():
    goal = a_goal(by=date(2026, 12, 31), against="Rival")
    sure, vague = (
        judge_goal(
            goal,
            past=steady(30),
            today=AFTER,
            rival=Rival("Rival", Estimate(26.0, 26.0 - half, 26.0 + half, 500)),
        ).probability
        for half in (0.5, 15.0)
    )
    assert 0.5 < vague < sure


def test_seven_quarters_are_too_few_for_a_forecast():
    found = judge_goal(
        a_goal(target=40.0, by=date(2026, 12, 31)), past=steady(30, n=7), today=AFTER
    )
    assert found.word == "cannot tell yet"
    assert found.sentence.endswith("7 periods, a forecast needs 8")


def test_no_forecast_is_made_of_quarters_with_few_answers():
    past = past_of(scores(*range(0, 24, 2), n=20))
    found = judge_goal(
        a_goal(target=40.0, by=date(2026, 12, 31)), past=past, today=AFTER
    )
    assert found.sentence.endswith("some quarters have fewer than 30 answers")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"target": 3.0}, "needs a metric, a target and a day"),
        ({"target": 3.0, "by": BY, "metric": "csat"}, "about csat, its past is of nps"),
        ({"target": 3.0, "by": BY, "per": "quarter"}, "say since when"),
        ({"by": BY, "against": "Rival"}, "give their figure"),
    ],
)
def test_what_cannot_be_judged_says_what_it_needs(said, sentence):
    with pytest.raises(QuestionError, match=sentence):
        judge_goal(a_goal(**said), past=past_of(scores(10)), today=AFTER)


@pytest.mark.parametrize(
    ("grain", "days", "counts", "sentence"),
    [
        ("season", (LAST,), 1, "the past is by year"),
        ("quarter", (date(2026, 2, 1),), 1, "2026-02-01 is not the first day"),
        ("quarter", (LAST,), 2, "counts for each"),
    ],
)
def test_a_past_that_is_none_is_refused(grain, days, counts, sentence):
    answers = Counts.of([10], n=[50])
    with pytest.raises(QuestionError, match=sentence):
        Past(metric("nps"), Scale.parse("nps_0_10"), grain, days, (answers,) * counts)


@pytest.mark.parametrize(
    ("name", "scale", "values", "target", "words"),
    [
        ("csat", "csat_1_5", [5, 2], 0.6, "70 % (65.3 % to 74.3 %); the target is"),
        ("mean", "csat_1_5", [5, 2], 3.0, "4.1 steps ("),
    ],
)
def test_shares_and_means_are_goals_as_well(name, scale, values, target, words):
    past = Past(
        metric(name),
        Scale.parse(scale),
        "quarter",
        (LAST,),
        (Counts.of(values, n=[280, 120]),),
    )
    goal = a_goal(metric=name, target=target, by=BY)
    found = judge_goal(goal, past=past, today=AFTER)
    assert found.word == "met"
    assert words in found.sentence


def test_a_goal_exactly_reached_is_seldom_called_met_or_missed():
    """Where the truth is the target, either word is wrong at most 2.5 % of the time."""
    generator = np.random.default_rng(12)
    goal = a_goal(target=30.0, by=BY)
    words = [
        judge_goal(goal, past=past_of([groups]), today=AFTER).word
        for groups in generator.multinomial(400, [0.5, 0.3, 0.2], size=600)
    ]
    assert words.count("met") / 600 <= 0.04
    assert words.count("missed") / 600 <= 0.04


@pytest.mark.soak
def test_a_probability_of_reaching_a_goal_comes_true_as_often_as_it_says():
    generator, said, came = np.random.default_rng(1), [], []
    for _ in range(200):
        level = 30 + np.cumsum(generator.normal(0, 1, 16))
        measured = level + generator.normal(0, 2, 16)
        target = float(level[11] + generator.normal(0, 4))
        goal = a_goal(target=target, by=date(2026, 12, 31))
        past = past_of(scores(*measured[:13], n=100_000))
        found = judge_goal(goal, past=past, today=AFTER)
        said.append(found.probability)
        came.append(measured[15] >= target)
    said, came = np.array(said), np.array(came, dtype=float)
    for low, high in ((0.0, 0.2), (0.4, 0.6), (0.8, 1.0)):
        inside = (said >= low) & (said <= high)
        assert came[inside].mean() == pytest.approx(said[inside].mean(), abs=0.12)
