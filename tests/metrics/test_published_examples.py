"""Numbers others have published, which must come out here."""

import pytest

from stik.metrics.intervals import bounded_mean, wilson
from stik.metrics.nps import Groups, net_difference
from stik.metrics.registry import metric
from stik.terms.counts import Counts
from stik.terms.scale import Scale

NPS_SCALE = Scale.parse("nps_0_10")


def test_nps_of_the_r_package():
    groups = Groups(promoters=3, passives=2, detractors=1)
    assert groups.net_share == pytest.approx(1 / 3)
    assert groups.variance == pytest.approx(5 / 9)
    assert (groups.variance / groups.n) ** 0.5 == pytest.approx(0.304290, abs=5e-7)


def test_difference_of_two_nps_plain_and_adjusted():
    first, second = Groups(60, 20, 20), Groups(50, 20, 30)
    plain = net_difference(first, second)
    adjusted = net_difference(first.adjusted, second.adjusted)
    assert plain == pytest.approx((0.20, 0.118322, 0.090969), abs=5e-7)
    assert adjusted == pytest.approx((0.194175, 0.116336, 0.095100), abs=5e-7)


def test_difference_in_points_has_the_adjusted_interval_and_p():
    first = Counts.of([10, 8, 3], n=[60, 20, 20])
    second = Counts.of([10, 8, 3], n=[50, 20, 30])
    got = metric("nps").difference(first, second, NPS_SCALE)
    assert got.value == pytest.approx(20)
    assert (got.low + got.high) / 2 == pytest.approx(19.4175, abs=5e-5)
    assert (got.high - got.low) / 2 / 1.959964 == pytest.approx(11.6336, abs=5e-5)
    assert got.p == pytest.approx(0.095100, abs=5e-7)


def test_wilson_of_12_in_40():
    assert wilson(12 / 40, n=40) == pytest.approx((0.180748, 0.454300), abs=5e-7)


def test_newcombe_method_10_of_56_in_70_less_48_in_80():
    first, second = Counts.of([5, 1], n=[56, 14]), Counts.of([5, 1], n=[48, 32])
    got = metric("csat").difference(first, second, Scale.parse("csat_1_5"))
    assert (got.low, got.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert got.p == pytest.approx(0.008045, abs=5e-7)


def test_mean_of_six_numbers_by_t():
    got = metric("mean").estimate(Counts.of([2, 4, 4, 5, 7, 8]), Scale.parse("number"))
    assert (got.low, got.high) == pytest.approx((2.700802, 7.299198), abs=5e-7)


def test_welch_on_the_extra_sleep_of_student():
    """R's data set `sleep` (Student 1908): t.test(extra ~ group)."""
    first = Counts.of([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])
    second = Counts.of([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
    got = metric("mean").difference(first, second, Scale.parse("number"))
    assert got.p == pytest.approx(0.07939, abs=5e-6)
    assert (got.low, got.high) == pytest.approx((-3.3654832, 0.2054832), abs=5e-8)


def test_bounded_mean_of_two_ends_is_clopper_and_pearson():
    """12 of 40: statsmodels 0.14, proportion_confint(12, 40, method="beta")."""
    got = bounded_mean(0.3, variance=0.21, n=40, ends=(0, 1))
    assert got == pytest.approx((0.165627, 0.465316), abs=5e-7)
