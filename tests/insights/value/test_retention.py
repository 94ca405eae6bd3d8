"""How long customers stay, against published curves and by hand."""

import numpy as np
import pytest
from tests.insights.value.examples import cases, freireich, stays

from stik.insights.value.lives.survival import log_rank, stay_curve
from stik.insights.value.retention.staying import retention, retention_by_group


def test_the_curve_of_freireichs_treated_children_comes_out():
    weeks, group = freireich()
    published = cases("freireich")["curve"]
    curve = stay_curve(weeks.only(np.array(group) == "6-MP"))
    assert curve.months.tolist() == published["weeks"]
    assert curve.share == pytest.approx(published["share"], abs=5e-5)
    assert curve.at_risk.tolist() == published["at_risk"]


def test_freireichs_log_rank_statistic_comes_out():
    weeks, group = freireich()
    found = log_rank(weeks, np.array([name == "placebo" for name in group], int))
    assert found.statistic == pytest.approx(cases("freireich")["log_rank"], abs=5e-4)
    assert found.degrees == 1
    assert found.p < 0.0001


@pytest.mark.parametrize(
    "case", cases("retention")["case"], ids=lambda case: case["about"]
)
def test_retention_worked_by_hand(case):
    months = np.repeat([*case["months"], 12.0], [*case["n_left"], case["n_stay"]])
    [found] = retention(stays(months, months < 12), at=[case["at"]])
    if "unknown" in case:
        assert found.share.value is None
        assert found.share.unknown == case["unknown"]
    else:
        assert found.share.value == pytest.approx(case["value"])
        assert found.share.low == pytest.approx(case["low"], abs=1e-6)
        assert found.share.high == pytest.approx(case["high"], abs=1e-6)


def test_who_was_seen_for_a_short_time_counts_for_that_time_only():
    all_seen = stays([3.0] * 10 + [12.0] * 30, [1] * 10 + [0] * 30)
    half_seen = stays([3.0] * 10 + [4.0] * 15 + [12.0] * 15, [1] * 10 + [0] * 30)
    [one], [other] = retention(all_seen, at=[10]), retention(half_seen, at=[10])
    assert one.share.value == other.share.value == pytest.approx(0.75)
    late = stays(
        [3.0] * 10 + [4.0] * 15 + [8.0] * 5 + [12.0] * 10,
        [1] * 10 + [0] * 15 + [1] * 5 + [0] * 10,
    )
    [found] = retention(late, at=[10])
    assert found.share.value == pytest.approx(0.75 * 10 / 15)
    assert found.share.n < 40


def test_when_everybody_has_left_the_share_is_zero_with_an_upper_end():
    [found] = retention(stays(np.arange(1.0, 41), np.ones(40)), at=[50])
    assert found.share.value == 0
    assert 0 < found.share.high < 0.2


def test_customers_who_had_stayed_before_they_were_seen_are_not_at_risk_before():
    months, left = [5.0, 7, 9, 12, 3, 8] * 10, [1, 0, 1, 0, 1, 1] * 10
    entered = np.array([1.0, 2, 0, 6, 2, 3] * 10)
    curve = stay_curve(stays(months, left, entered=entered))
    # At month 3 those who entered before it: all but the fourth and the sixth.
    assert curve.at_risk[0] == 40
    assert curve.share[0] == pytest.approx(30 / 40)


def test_groups_below_thirty_are_shown_but_not_judged():
    weeks, group = freireich()
    found = retention_by_group(weeks, group, at=[10])
    assert [each.name for each in found.groups] == ["6-MP", "placebo"]
    assert found.difference.statistic == pytest.approx(16.793, abs=5e-4)
    assert found.is_real is None


def test_groups_that_stay_differently_are_told_apart():
    generator = np.random.default_rng(7)
    months = np.concatenate(
        [generator.exponential(20, 200), generator.exponential(10, 200)]
    )
    seen = stays(np.minimum(months, 24), months < 24)
    found = retention_by_group(seen, ["promoter"] * 200 + ["detractor"] * 200, at=[12])
    assert found.is_real is True
    detractors, promoters = found.groups
    assert promoters.retained[0].share.value > detractors.retained[0].share.value


def test_customers_without_a_group_are_left_out_and_counted():
    seen = stays([3.0, 12.0] * 40, [1, 0] * 40)
    found = retention_by_group(seen, (["a"] * 30 + ["b"] * 40 + [None] * 10), at=[6])
    assert found.n_without_group == 10
    assert sum(each.n for each in found.groups) == 70


@pytest.mark.parametrize(
    ("group", "left", "reason"),
    [
        (["a"] * 20, 1, "there is no other group to compare with"),
        (["a"] * 17 + ["b"] * 3, 1, "'b' has n = 3, needs 5"),
        (["a"] * 10 + ["b"] * 10, 0, "nobody has left"),
        ([None] * 20, 1, "there is no other group to compare with"),
    ],
)
def test_groups_that_cannot_be_compared_say_why(group, left, reason):
    found = retention_by_group(stays([6.0] * 20, [left] * 20), group, at=[3])
    assert found.difference is None
    assert found.unknown == reason
    assert found.is_real is None


def test_no_customers_at_all_are_unknown():
    [found] = retention(stays([], []), at=[12])
    assert found.share.unknown == "n = 0, needs 5"


@pytest.mark.parametrize(
    ("months", "left", "entered"),
    [
        ([1.0], [1, 0], None),
        ([-1.0], [1], None),
        ([np.nan], [1], None),
        ([3.0], [1], [5.0]),
        ([3.0], [1], [1.0, 2.0]),
    ],
)
def test_lifetimes_that_cannot_be_are_refused(months, left, entered):
    more = {} if entered is None else {"entered": np.array(entered)}
    with pytest.raises(ValueError, match="must"):
        stays(months, left, **more)


@pytest.mark.soak
@pytest.mark.parametrize("n", [30, 100])
def test_the_interval_of_retention_covers_what_it_claims(n):
    generator = np.random.default_rng(11)
    truth, rounds, covered = np.exp(-6 / 12), 1500, 0
    for _ in range(rounds):
        stay, seen = generator.exponential(12, n), generator.uniform(3, 18, n)
        [found] = retention(stays(np.minimum(stay, seen), stay < seen), at=[6])
        covered += found.share.low <= truth <= found.share.high
    assert 0.935 <= covered / rounds <= 0.97
