"""Differences shown together are judged together."""

import doctest

import numpy as np
import pytest

from stik.insights import comparison
from stik.insights.comparison import corrected, judged, n_to_see
from stik.metrics.metric import Difference
from stik.metrics.registry import metric
from stik.terms.counts import Counts
from stik.terms.scale import Scale

PAPER = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
    0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000,
]  # fmt: skip
"""Benjamini and Hochberg (1995), section 4.1: 15 tests after myocardial infarction."""


def a_difference(p: float | None, *, n: int = 200) -> Difference:
    if p is None:
        return Difference(None, None, None, None, n, n, "n = 4, needs 5")
    return Difference(1.0, 0.0, 2.0, p, n, n)


def test_four_of_the_fifteen_p_values_of_the_paper_are_rejected():
    assert [p < 0.05 for p in corrected(PAPER)] == [True] * 4 + [False] * 11


def test_correction_equals_that_of_statsmodels():
    from statsmodels.stats.multitest import multipletests  # noqa: PLC0415 - takes a second

    p_values = np.random.default_rng(1).beta(0.4, 1, size=40)
    ours = corrected(p_values.tolist())
    theirs = multipletests(p_values, method="fdr_bh")[1]
    assert ours == pytest.approx(theirs.tolist(), rel=1e-12)


def test_one_comparison_alone_needs_no_correction():
    assert corrected([0.03]) == [0.03]


def test_nothing_to_compare_is_nothing_corrected():
    assert corrected([]) == []
    assert corrected([None, None]) == [None, None]


def test_an_unknown_difference_does_not_count_among_the_comparisons():
    assert corrected([0.03, None, None]) == [0.03, None, None]


def test_a_difference_is_real_only_after_the_correction():
    alone, among_many = (
        judged([a_difference(0.03)]),
        judged([a_difference(0.03)] + [a_difference(0.9)] * 9),
    )
    assert alone[0].is_real is True
    assert among_many[0].is_real is False


def test_too_few_answers_or_an_unknown_difference_cannot_be_told():
    few, unknown = judged([a_difference(0.0001, n=29), a_difference(None)])
    assert few.is_real is None
    assert unknown.is_real is None
    assert unknown.p_corrected is None


def test_twenty_harmless_comparisons_seldom_raise_an_alarm():
    generator, scale = np.random.default_rng(11), Scale.parse("csat_1_5")
    shares, alarms = [0.02, 0.05, 0.13, 0.4, 0.4], 0
    for _ in range(200):
        waves = generator.multinomial(120, shares, size=40)
        counts = [Counts.of(range(1, 6), wave) for wave in waves]
        differences = [
            metric("mean").difference(one, other, scale)
            for one, other in zip(counts[::2], counts[1::2], strict=True)
        ]
        alarms += any(shown.is_real for shown in judged(differences))
    assert alarms / 200 <= 0.05


@pytest.mark.parametrize(("points", "n"), [(3, 10_640), (5, 3_831), (10, 958)])
def test_answers_a_wave_needs_to_show_so_many_points_of_nps(points, n):
    assert n_to_see(0.7 - 0.3**2, difference=points / 100) == n


def test_no_number_of_answers_shows_a_difference_of_zero():
    with pytest.raises(ValueError, match="zero"):
        n_to_see(0.61, difference=0.0)


def test_examples_in_docstrings_run():
    assert doctest.testmod(comparison, raise_on_error=True).attempted > 0
