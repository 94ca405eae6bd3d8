"""Do the 95 % intervals hold the truth 95 % of the time? And is the page right?"""

from pathlib import Path

import numpy as np
import pytest
from tests.metrics.enumeration import Trial, coverages, coverages_of_t, grid

from stik.metrics.intervals import bounded_mean
from stik.terms.scale import Scale

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "metrics.md"
NPS, CSAT = Scale.parse("nps_0_10"), Scale.parse("csat_1_5")
ANSWERS = {
    "1 to 5": (Scale.parse("rating_1_5"), [(1, 4, 5), (1, 2, 5), (1, 3, 5), (3, 4, 5)]),
    "0 to 10": (Scale.parse("rating_0_10"), [(0, 9, 10), (5, 9, 10), (0, 5, 10)]),
}
RARE = (0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5)
ROUGH = tuple(
    (first, round(1 - first - last, 3), last)
    for first in RARE
    for last in (*RARE, 0.9, 0.95)
    if first + last < 1
)
"""Also answers given by one in 200 only, and nearly everyone in the top box."""


def row_of_page(label: str, found: np.ndarray) -> str:
    return f"| {label} | {found.min():.3f} | {found.mean():.3f} | {found.max():.3f} |"


def mean_trials(name: str, n: int) -> list[Trial]:
    scale, supports = ANSWERS[name]
    return [Trial(scale, values, n, ROUGH) for values in supports]


@pytest.mark.parametrize(
    ("n", "low", "high"), [(20, 0.935, 0.985), (50, 0.935, 0.97), (200, 0.935, 0.97)]
)
def test_nps_holds_the_truth_as_often_as_it_says(n, low, high):
    trial = Trial(NPS, (10, 8, 3), n, grid(0.1, groups=3))
    found = coverages("nps", trial)
    assert low <= found.min()
    assert found.max() <= high
    assert row_of_page(f"`nps`, n = {n}", found) in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("n", [20, 50, 200])
def test_a_share_holds_the_truth_as_often_as_it_says(n):
    shares = tuple((round(p, 2), round(1 - p, 2)) for p in np.arange(0.05, 0.955, 0.01))
    found = coverages("csat", Trial(CSAT, (5, 2), n, shares))
    assert 0.945 <= found.mean() <= 0.965
    assert found.min() >= 0.92
    assert row_of_page(f"`csat`, n = {n}", found) in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("n", [20, 50])
@pytest.mark.parametrize("name", ANSWERS)
def test_a_mean_on_a_short_scale_holds_the_truth_whatever_the_answers(name, n):
    trials = mean_trials(name, n)
    found = np.concatenate([coverages("mean", trial) for trial in trials])
    by_t = np.concatenate([coverages_of_t(trial) for trial in trials])
    assert found.min() >= 0.95
    page = PAGE.read_text(encoding="utf-8")
    assert row_of_page(f"`mean` on {name}, n = {n}", found) in page
    assert row_of_page(f"t interval on {name}, n = {n}", by_t) in page


@pytest.mark.parametrize("n", [50, 100])
def test_a_mean_holds_the_truth_with_90_percent_in_the_top_box(n):
    trial = Trial(CSAT, (5, 4, 1), n, ((0.9, 0.099, 0.001), (0.9, 0.05, 0.05)))
    found, by_t = coverages("mean", trial), coverages_of_t(trial)
    assert found.min() >= 0.92
    assert by_t.min() < 0.92


def test_five_step_answers_of_every_shape_hold_the_truth():
    generator = np.random.default_rng(20)
    truths = tuple(tuple(shares) for shares in generator.dirichlet([0.5] * 5, size=200))
    whole = tuple(
        shares for shares in np.round(truths, 3).tolist() if min(shares) >= 0.001
    )
    exact = tuple((*shares[:4], round(1 - sum(shares[:4]), 3)) for shares in whole)
    usable = tuple(shares for shares in exact if shares[4] > 0)
    found = coverages("mean", Trial(CSAT, (1, 2, 3, 4, 5), 12, usable))
    assert len(usable) > 50
    assert found.min() >= 0.95


def test_the_beta_limit_agrees_with_the_weighted_answers_it_stands_for():
    generator = np.random.default_rng(3)
    values, n = np.array([1.0, 2, 3, 4, 5]), np.array([1, 2, 5, 12, 30])
    mean, total = n @ values / n.sum(), n.sum()
    variance = n @ (values - mean) ** 2 / total
    low, high = bounded_mean(mean, variance=variance, n=total, ends=(1, 5))
    below = generator.dirichlet([*n, 1], size=200_000) @ [*values, 1]
    above = generator.dirichlet([*n, 1], size=200_000) @ [*values, 5]
    assert low == pytest.approx(np.quantile(below, 0.025), abs=0.02)
    assert high == pytest.approx(np.quantile(above, 0.975), abs=0.02)


@pytest.mark.parametrize("n", [10**n for n in range(2, 13)])
@pytest.mark.parametrize("value", [1.0, 3.0, 5.0])
def test_all_answers_alike_make_an_interval_that_shrinks_as_they_grow(value, n):
    low, high = bounded_mean(value, variance=0.0, n=n, ends=(1, 5))
    assert low <= value <= high
    assert 0 < high - low < 16 / n


def test_a_billion_answers_with_one_apart_keep_a_tight_interval():
    n = 10**9
    low, high = bounded_mean(5 - 4 / n, variance=16 / n, n=n, ends=(1, 5))
    assert 0 < high - low < 100 / n
