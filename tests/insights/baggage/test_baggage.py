"""How an earlier bad experience weighs: planted weights found, and none where none."""

import doctest
from dataclasses import astuple

import numpy as np
import pytest

from stik.errors import QuestionError
from stik.insights.baggage import around, lags
from stik.insights.baggage.lags import Level, Moments, Scores, baggage
from stik.metrics.intervals import t_95

MONTHS = 36
NOBODY = Moments(np.empty(0, int), np.empty(0))
NOBODY_ANSWERED = "n = 0 customers answered so long before or after, needs 5"


def answers(seed, *, n=400, each=6, weight=0.0, fades=4.0, drift=0.0):
    """Return scores of n customers, and bad experiences that weigh and fade."""
    generator = np.random.default_rng(seed)
    customer = np.repeat(np.arange(n), each)
    month = generator.uniform(0, MONTHS, n * each)
    score = (
        7.5 + generator.normal(0, 1, n)[customer] + np.sin(month / 2) + drift * month
    )
    bad = Moments(np.arange(n), generator.uniform(6, 24, n))
    since = month - bad.month[customer]
    score = score - np.where(since > 0, weight * np.exp(-since / fades), 0)
    score = score + generator.normal(0, 1.5, n * each)
    return Scores(customer, month, np.clip(np.round(score), 0, 10)), bad


@pytest.mark.parametrize("module", [around, lags])
def test_examples_in_docstrings_run(module):
    assert doctest.testmod(module, raise_on_error=True).attempted


def test_a_weight_worked_by_hand_comes_out():
    # Each of 30 customers: 6 a month before and 3 within one after, 8 two months before
    # and 6 two after; the first customer one more after. 150 answers have one level.
    month = np.tile([1.0, 2.0, 3.0, 3.5, 5.0], 30)
    score = np.tile([8.0, 6.0, 0.0, 3.0, 6.0], 30)
    score[[3, 4]] += 1
    told = Scores(np.repeat(np.arange(30), 5), month, score)
    found = baggage(told, told.at_most(0), within=(1, 3))
    assert found.lags[0].weight.value == pytest.approx(-3 + 1 / 30)
    assert found.lags[1].weight.value == pytest.approx(-2 + 1 / 30)
    assert [lag.weight.n for lag in found.lags] == [30, 30]
    assert found.lasts_months == 3


def test_a_planted_weight_is_found_and_fades():
    scores, bad = answers(1, n=1_000, weight=3.0)
    found = baggage(scores, bad)
    assert found.lags[0].weight.low < -2.0 < found.lags[0].weight.high + 1.0
    values = [lag.weight.value for lag in found.lags]
    assert values[0] < values[1] < values[2] < -0.3
    assert found.lasts_months in (6, 12)
    assert found.claim == "association"


def test_without_a_weight_none_is_found():
    scores, bad = answers(2, n=1_000)
    found = baggage(scores, bad)
    assert not any(lag.weighs for lag in found.lags)
    assert found.lasts_months == 0


def test_a_bad_answer_that_returns_to_normal_is_no_baggage():
    # The bad answer itself is the experience: chance lows must not look like weight.
    found = [answers(seed)[0] for seed in range(100)]
    is_nothing_on_average([baggage(each, each.at_most(5)) for each in found])


def is_nothing_on_average(found):
    """Assert that no stretch weighs or lifts on average, beyond three errors."""
    values = [[lag.weight.value for lag in each.lags] for each in found]
    error = np.std(values, axis=0, ddof=1) / len(values) ** 0.5
    assert (np.abs(np.mean(values, axis=0)) < 3 * error).all()


def moods(seed, *, lasts, n=300, each=10):
    """Return scores of customers whose moods last so many months; nothing weighs."""
    generator = np.random.default_rng(seed)
    month = np.sort(generator.uniform(0, MONTHS, (n, each)), axis=1)
    kept = np.exp(-np.diff(month, axis=1) / lasts)
    mood = generator.normal(0, 1, (n, each))
    for place in range(1, each):
        carried = kept[:, place - 1]
        fresh = np.sqrt(1 - carried**2) * mood[:, place]
        mood[:, place] = carried * mood[:, place - 1] + fresh
    own = generator.normal(7, 1.5, (n, 1))
    score = own + 1.7 * mood + generator.normal(0, 1.2, (n, each))
    customer = np.repeat(np.arange(n), each)
    return Scores(customer, month.ravel(), np.clip(np.round(score), 0, 10).ravel())


@pytest.mark.parametrize("lasts", [5.0, 15.0])
def test_moods_that_persist_are_neither_baggage_nor_its_opposite(lasts):
    # Held against all answers before, moods made -0.9 at first and +1.1 in the end.
    told = [moods(seed, lasts=lasts) for seed in range(40)]
    found = [baggage(scores, scores.at_most(3)) for scores in told]
    is_nothing_on_average(found)
    real = [bool(lag.is_real) for each in found for lag in each.lags]
    assert np.mean(real) <= 0.04


def test_a_weight_is_found_where_moods_persist_too():
    scores = moods(1, lasts=5.0, n=1_500)
    generator = np.random.default_rng(2)
    bad = Moments(np.arange(1_500), generator.uniform(6, 30, 1_500))
    since = scores.month - bad.month[scores.customer]
    less = np.where((since > 0) & (since <= 6), 1.0, 0.0)
    found = baggage(scores._replace(score=scores.score - less), bad)
    assert [lag.weighs for lag in found.lags] == [True, True, True, False, False]
    assert all(lag.weight.low < -0.9 < lag.weight.high for lag in found.lags[:3])


def test_many_chance_lows_of_many_customers_are_no_baggage():
    # Who scores low by chance has more bad experiences, each of which must count alike.
    generator, n, each = np.random.default_rng(0), 20_000, 12
    customer = np.repeat(np.arange(n), each)
    score = generator.integers(0, 11, n * each).astype(float)
    scores = Scores(customer, generator.uniform(0, 33, n * each), score)
    for lag in baggage(scores, scores.at_most(2)).lags:
        assert lag.weight.n > 10_000
        assert abs(lag.weight.value) < lag.weight.high - lag.weight.low
        assert not lag.is_real


def test_a_season_and_a_general_decline_are_no_baggage():
    scores, bad = answers(3, n=1_500, drift=-0.08)
    assert baggage(scores, bad).lasts_months == 0


def test_something_heard_of_is_asked_the_same_way():
    scores, bad = answers(4, n=800, weight=2.0)
    heard = Moments(bad.customer[:300], bad.month[:300])
    found = baggage(scores, heard)
    assert found.n_customers == 300
    assert found.lags[0].weight.n <= 300


def test_the_order_of_answers_does_not_matter():
    scores, bad = answers(5, n=200, weight=1.0)
    order = np.random.default_rng(1).permutation(len(scores.score))
    turned = baggage(Scores(*(column[order] for column in scores[:3])), bad)
    for lag, other in zip(baggage(scores, bad).lags, turned.lags, strict=True):
        assert other.weight.value == pytest.approx(lag.weight.value, abs=1e-9)


def test_weights_alike_change_nothing():
    scores, bad = answers(5, n=200, weight=1.0)
    weighed = scores._replace(weight=np.full(len(scores.score), 2.5))
    for lag, other in zip(
        baggage(scores, bad).lags, baggage(weighed, bad).lags, strict=True
    ):
        assert astuple(other.weight) == pytest.approx(astuple(lag.weight))
        assert other.p == pytest.approx(lag.p)


def test_a_customer_counts_as_their_answers_weigh():
    """By hand: 20 fall by 1 or 2 and weigh 3, 20 by 4 or 5 and weigh 1."""
    customer, month = np.repeat(np.arange(40), 3), np.tile([1.0, 2, 3], 40)
    after = np.where(np.arange(40) < 20, 9.0, 6.0) - np.arange(40) % 2
    score = np.column_stack([np.full(40, 10.0), np.zeros(40), after]).ravel()
    weight = np.repeat(np.where(np.arange(40) < 20, 3.0, 1.0), 3)
    level = Level(np.array([0.0]), np.array([1]), np.array([0.0]))
    told = Scores(customer, month, score, weight)
    [lag] = baggage(told, told.at_most(0), within=(2,), level=level).lags
    assert lag.weight.value == pytest.approx((3 * -1.5 + 1 * -4.5) / 4)
    residual = np.array([3 * 1.25, 3 * 0.25, -1.75, -2.75])
    error = np.sqrt(40 / 39 * 10 * (residual**2).sum()) / 80
    n_effective = 80**2 / (20 * 9 + 20)
    half = t_95(n_effective - 1) * error
    assert lag.weight.high - lag.weight.value == pytest.approx(half)
    assert lag.weight.n == 40


def test_where_a_weight_is_missing_it_is_unknown_not_partly_weighted():
    scores, bad = answers(5, n=200, weight=1.0)
    weight = np.where(scores.customer == bad.customer[0], np.nan, 1.0)
    [lag] = baggage(scores._replace(weight=weight), bad, within=(30,)).lags
    assert lag.weight.unknown.startswith("1 of ")
    assert lag.weight.unknown.endswith("customers gave answers that have no weight")


def test_few_customers_are_unknown_and_below_thirty_not_judged():
    scores, bad = answers(6, n=400, weight=3.0)
    few = baggage(scores, Moments(bad.customer[:4], bad.month[:4]))
    assert all(lag.weight.value is None for lag in few.lags)
    assert (
        "customers answered so long before or after, needs 5"
        in few.lags[0].weight.unknown
    )
    assert few.lasts_months is None
    some = baggage(scores, Moments(bad.customer[:25], bad.month[:25]))
    assert all(lag.is_real is None for lag in some.lags)


def test_nobody_with_a_bad_experience_is_unknown():
    scores, _ = answers(7, n=50)
    found = baggage(scores, NOBODY)
    assert found.n_customers == 0
    assert {lag.weight.unknown for lag in found.lags} == {NOBODY_ANSWERED}
    assert found.lasts_months is None


def test_without_answers_all_is_unknown():
    none = Scores(np.empty(0, int), np.empty(0), np.empty(0))
    _, bad = answers(7, n=50)
    for experiences in (NOBODY, bad):
        found = baggage(none, experiences)
        assert {lag.weight.unknown for lag in found.lags} == {NOBODY_ANSWERED}


def test_where_all_changed_alike_the_spread_is_unknown():
    customer, month = np.repeat(np.arange(20), 3), np.tile([1.0, 2, 3], 20)
    told = Scores(customer, month, np.tile([8.0, 0, 6], 20))
    [lag] = baggage(told, told.at_most(0), within=(2,)).lags
    assert lag.weight.value is None
    assert "all customers changed by the same" in lag.weight.unknown


@pytest.mark.parametrize("within", [(), (0, 1), (3, 1), (1, 1)])
def test_months_that_do_not_rise_are_refused(within):
    scores, bad = answers(8, n=20)
    with pytest.raises(QuestionError, match="must rise from above 0"):
        baggage(scores, bad, within=within)


@pytest.mark.soak
def test_false_alarms_stay_within_five_percent():
    p = [[lag.p for lag in baggage(*answers(seed, n=200)).lags] for seed in range(600)]
    assert 0.03 <= np.mean(np.array(p) < 0.05) <= 0.07
