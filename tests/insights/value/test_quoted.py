"""Keep against acquire, and the seven quoted figures beside the own ones."""

import numpy as np
import pytest
from tests.insights.value.examples import cases

from stik.errors import QuestionError
from stik.insights.value.worth.keeping import Spending, keep_against_acquire
from stik.insights.value.worth.quoted import QUOTED, Evidence, beside_own
from stik.insights.value.worth.ratios import (
    Part,
    ratio_of_means,
    ratio_of_shares,
    share_of,
)


def spent(amounts, customers, currency="EUR"):
    return Spending(np.array(amounts, float), np.array(customers, float), currency)


WON = spent([5_000, 6_000, 5_000, 7_000, 6_000, 7_000], [50, 60, 50, 70, 60, 70])
KEPT = spent([9_000, 8_000, 9_000, 9_000, 10_000, 9_000], [900] * 6)


def test_the_seven_figures_stand_as_they_are_quoted():
    quoted = cases("quoted")
    assert [each.name for each in QUOTED] == quoted["names"]
    assert [each.low for each in QUOTED] == quoted["low"]
    assert [each.high for each in QUOTED] == quoted["high"]


def test_a_company_that_knows_nothing_sees_what_each_figure_needs():
    found = beside_own(Evidence())
    assert len(found) == 7
    assert all(each.own.value is None and each.agrees is None for each in found)
    assert all(each.own.unknown == f"needs {each.quoted.needs}" for each in found)


def test_a_company_that_knows_all_sees_its_own_figures():
    evidence = Evidence(
        spending=keep_against_acquire(acquiring=WON, keeping=KEPT),
        sold_to_customers=Part(36, 40),
        sold_to_others=Part(24, 80),
        returned_after_best=Part(174, 200),
        thought_of_leaving=Part(20, 100),
        paid_by_best=np.tile([11.0, 13.0], 30),
        paid_by_rest=np.tile([9.0, 11.0], 30),
        swayed=Part(35, 100),
        found_outstanding=Part(3, 4),
    )
    found = {each.quoted.name: each for each in beside_own(evidence)}
    assert found["new_costs_more"].own.value == pytest.approx(10)
    assert found["new_costs_more"].agrees is False
    assert found["customers_buy_likelier"].own.value == pytest.approx(3)
    assert found["customers_buy_likelier"].agrees is True
    assert found["return_after_very_good"].own.value == pytest.approx(0.87)
    assert found["leave_after_one_bad"].agrees is False
    assert found["pay_more"].own.value == pytest.approx(0.2)
    assert found["pay_more"].agrees is True
    assert found["word_of_mouth"].agrees is True
    assert found["found_outstanding"].own.unknown == "n = 4, needs 5"


def test_too_few_customers_never_agree_or_disagree():
    found = beside_own(Evidence(found_outstanding=Part(20, 29)))[-1]
    assert found.own.value is not None
    assert found.agrees is None


def test_keeping_and_acquiring_worked_by_hand():
    # 36,000 for 360 won; 54,000 for 5,400 kept: 100 against 10 each.
    found = keep_against_acquire(acquiring=WON, keeping=KEPT)
    assert found.to_acquire.value == pytest.approx(100)
    assert found.to_keep.value == pytest.approx(10)
    assert found.times.value == pytest.approx(10)
    assert found.break_even.value == pytest.approx(0.1)
    assert found.times.low < 10 < found.times.high
    assert found.to_acquire.low == pytest.approx(100)  # 100 each in every month


@pytest.mark.parametrize(
    ("won", "kept", "reason"),
    [
        (spent([1] * 4, [1] * 4), spent([1] * 4, [1] * 4), "n = 4 periods, needs 5"),
        (spent([0] * 6, [1] * 6), KEPT, "nothing was spent, or on nobody"),
        (WON, spent([5] * 6, [0] * 6), "nothing was spent, or on nobody"),
    ],
)
def test_costs_that_cannot_be_known_say_why(won, kept, reason):
    found = keep_against_acquire(acquiring=won, keeping=kept)
    assert {found.times.unknown, found.to_keep.unknown, found.break_even.unknown} == {
        reason
    }


def test_two_currencies_are_never_compared():
    with pytest.raises(QuestionError, match="give both in one currency"):
        keep_against_acquire(acquiring=WON, keeping=spent([1] * 6, [1] * 6, "USD"))


def test_different_periods_are_never_compared():
    with pytest.raises(QuestionError, match="the same periods"):
        keep_against_acquire(acquiring=WON, keeping=spent([1] * 5, [1] * 5))


@pytest.mark.parametrize(
    ("amounts", "customers"), [([-1], [1]), ([np.nan], [1]), ([1, 2], [1])]
)
def test_spending_that_cannot_be_is_refused(amounts, customers):
    with pytest.raises(QuestionError, match="spending"):
        spent(amounts, customers)


def test_a_ratio_of_shares_is_near_koopmans():
    # Koopman (1984), Biometrics 40:513-517: 36/40 against 16/80, 2.94 to 7.15.
    found = ratio_of_shares(Part(36, 40), Part(16, 80))
    assert found.value == pytest.approx(4.5)
    assert (found.low, found.high) == pytest.approx((2.94, 7.15), abs=0.05)


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (Part(1, 4), Part(5, 50), "n = 4, needs 5"),
        (Part(0, 50), Part(5, 50), "nobody did on one side"),
        (Part(5, 50), Part(0, 50), "nobody did on one side"),
    ],
)
def test_ratios_of_shares_that_cannot_be_known_say_why(first, second, reason):
    assert ratio_of_shares(first, second).unknown == reason


def test_a_share_of_nobody_is_unknown():
    assert share_of(Part(0, 0)).unknown == "n = 0, needs 5"


def test_ratios_of_means_that_cannot_be_known_say_why():
    ten = np.full(10, 5.0)
    assert ratio_of_means(ten[:4], ten).unknown == "n = 4, needs 5"
    assert ratio_of_means(ten, ten * 0).unknown == "a mean of 0 or below has no ratio"
    assert ratio_of_means(ten, ten).unknown == "all amounts are the same number"


@pytest.mark.parametrize(("one", "other"), [(0.2, 0.1), (0.9, 0.3), (0.5, 0.5)])
def test_the_interval_of_a_ratio_covers_what_it_claims(one, other):
    generator = np.random.default_rng(8)
    pairs = zip(
        generator.binomial(80, one, 1_500),
        generator.binomial(80, other, 1_500),
        strict=True,
    )
    found = [ratio_of_shares(Part(int(a), 80), Part(int(b), 80)) for a, b in pairs]
    held = [
        each.low <= one / other <= each.high for each in found if each.value is not None
    ]
    assert np.mean(held) >= 0.935
