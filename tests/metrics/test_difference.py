"""What a difference of two groups says beyond the contract of every metric."""

import numpy as np
import pytest

from stik.metrics.intervals import p_from_interval
from stik.metrics.mean import NO_SPREAD
from stik.metrics.registry import metric
from stik.terms.counts import Counts
from stik.terms.scale import Scale

RATING, NUMBER = Scale.parse("rating_1_5"), Scale.parse("number")


def test_everyone_satisfied_on_both_sides_is_no_difference_but_not_a_sure_one():
    first, second = Counts.of([5], n=[50]), Counts.of([5], n=[60])
    for name in ("csat", "mean"):
        got = metric(name).difference(first, second, Scale.parse("csat_1_5"))
        assert (got.value, got.p) == (0, 1)
        assert got.low < 0 < got.high


def test_p_and_interval_of_a_mean_never_contradict_each_other():
    generator = np.random.default_rng(7)
    for _ in range(300):
        shares = generator.dirichlet([0.4] * 5, size=2)
        first, second = (
            Counts.of(range(1, 6), generator.multinomial(60, s)) for s in shares
        )
        got = metric("mean").difference(first, second, RATING)
        assert (got.p < 0.05) == (got.low > 0 or got.high < 0)


def test_numbers_without_spread_cannot_be_compared():
    first, second = Counts.of([3.0], n=[40]), Counts.of([2.0, 4.0], n=[20, 20])
    got = metric("mean").difference(first, second, NUMBER)
    assert (got.value, got.unknown) == (None, NO_SPREAD)


def test_a_weighted_group_counts_as_its_effective_number():
    plain = Counts.of([5, 1], n=[10, 10])
    heavy = Counts(
        plain.value, np.array([20, 20]), np.array([20.0, 20]), np.array([40.0, 40])
    )
    scale = Scale.parse("csat_1_5")
    other = Counts.of([5, 1], n=[30, 10])
    one = metric("csat").difference(heavy, other, scale)
    same = metric("csat").difference(plain, other, scale)
    assert (one.low, one.high, one.p) == pytest.approx((same.low, same.high, same.p))
    assert (one.n_first, same.n_first) == (40, 20)


def test_p_from_interval_is_the_p_of_a_normal_estimate():
    assert p_from_interval(1.0, (0.0, 2.0)) == pytest.approx(0.05)
    assert p_from_interval(-1.0, (-2.0, 0.0)) == pytest.approx(0.05)
    assert p_from_interval(0.0, (0.0, 0.0)) == 1.0


@pytest.mark.parametrize("n", [5, 30, 1000, 10**6])
@pytest.mark.parametrize(("first", "second"), [(10, 0), (0, 10)])
def test_an_nps_difference_lies_in_its_interval_at_the_very_ends_too(
    n: int, first: int, second: int
) -> None:
    got = metric("nps").difference(
        Counts.of([first], n=[n]), Counts.of([second], n=[n]), Scale.parse("nps_0_10")
    )
    assert abs(got.value) == 200
    assert -200 <= got.low <= got.value <= got.high <= 200
    assert got.high - got.low > 0


def test_an_nps_difference_always_lies_in_its_interval() -> None:
    generator = np.random.default_rng(12)
    for _ in range(300):
        sides = [
            Counts.of([10, 8, 3], generator.multinomial(size, shares))
            for size, shares in zip(
                generator.integers(5, 200, 2),
                generator.dirichlet([0.2] * 3, 2),
                strict=True,
            )
        ]
        got = metric("nps").difference(*sides, Scale.parse("nps_0_10"))
        assert -200 <= got.low <= got.value <= got.high <= 200
        assert (got.p < 0.05) == (got.low > 0 or got.high < 0)
