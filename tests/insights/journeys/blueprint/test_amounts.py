"""Amounts with intervals: against published tables, and by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from stik.insights.journeys.blueprint.amounts import (
    DAYS_OF_A_MONTH,
    difference,
    median_of,
    off_zero,
    per_month,
    product,
    scaled,
    together,
)
from stik.terms.estimate import Estimate


@pytest.mark.parametrize(
    ("n", "low", "high"),
    [(0, 0.0, 3.689), (1, 0.0253, 5.572), (10, 4.795, 18.39), (100, 81.36, 121.63)],
)
def test_a_count_has_the_published_limits_of_garwood(n, low, high):
    found = per_month(n, days=DAYS_OF_A_MONTH)
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-3)


def test_of_four_months_a_month_is_a_quarter():
    assert per_month(10, days=4 * DAYS_OF_A_MONTH).value == pytest.approx(2.5)


def test_visits_that_come_by_twos_are_as_uncertain_as_half_as_many():
    """20 visits in twos are 10 arrivals: twice the limits of 10."""
    found = per_month(20, days=DAYS_OF_A_MONTH, dispersion=2)
    assert (found.low, found.high) == pytest.approx((9.59, 36.78), rel=1e-3)


def test_less_than_four_weeks_say_nothing_of_a_month():
    assert per_month(900, days=27.9).unknown == "fewer than 28 days are seen"


@pytest.mark.parametrize(("n", "rank"), [(6, 1), (10, 2), (20, 6), (30, 10), (50, 18)])
def test_the_median_lies_between_the_published_ranks(n, rank):
    """Tables of the sign test: the ranks that hold the median with 95 %."""
    found = median_of(np.random.default_rng(1).permutation(np.arange(1.0, n + 1)))
    assert (found.low, found.high) == (rank, n + 1 - rank)


def test_five_values_have_no_interval_of_their_median():
    assert median_of(np.arange(5.0)).value is None


def test_a_sum_a_difference_and_a_product_by_hand():
    """3 (2 to 5) and 4 (1 to 8): each side the root of the squares of its distances.

    What rises and falls together has the sums of the ends.
    """
    first, second = Estimate(3, 2, 5, 10), Estimate(4, 1, 8, 20)
    assert together((first, second)) == Estimate(7, 3, 13, 30)
    less = difference(first, second)
    assert (less.value, less.n) == (-1, 10)
    assert (less.low, less.high) == pytest.approx((-1 - 17**0.5, -1 + 13**0.5))
    times = product(first, second)
    assert (times.value, times.n) == (12, 10)
    assert times.low == pytest.approx(12 - (4**2 + 9**2) ** 0.5)
    assert times.high == pytest.approx(12 + (8**2 + 12**2) ** 0.5)


def test_what_is_made_of_something_unknown_is_unknown_for_its_reason():
    missing = Estimate.missing(n=3, reason="nobody looked")
    known = Estimate(3, 2, 5, 10)
    made = (together((known, missing)), product(missing, known), scaled(missing, 2))
    for found in (*made, difference(known, missing)):
        assert (found.value, found.unknown) == (None, "nobody looked")


def test_of_many_amounts_one_must_be_further_off_zero():
    """2.1 errors off 0: p = 0.036, twice that of two, where one of both is at 0."""
    off, at = Estimate(2.1, 0.14, 4.06, 30), Estimate(0.1, -1.86, 2.06, 30)
    assert off_zero([off]) == [True]
    assert off_zero([off, at]) == [False, False]


def test_an_amount_without_doubt_is_off_zero_and_one_of_few_is_not():
    sure = Estimate(2, 2, 2, 30)
    assert off_zero([sure, replace(sure, n=29)]) == [True, False]


@settings(deadline=None)
@given(some.lists(some.floats(0, 1e6), min_size=6, max_size=60), some.randoms())
def test_the_interval_holds_the_median_whatever_the_order(values, random):
    found = median_of(np.array(values))
    random.shuffle(values)
    assert median_of(np.array(values)) == found
    assert found.low <= found.value <= found.high
