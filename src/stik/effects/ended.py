"""Ended: nothing was counted since, and how large the ratio of 0 may truly be."""

from math import exp, log
from typing import Final

import numpy as np

from stik.effects.effect import Basis, Effect
from stik.effects.model import (
    Design,
    Errors,
    Modelled,
    background,
    errors_of,
    named,
)
from stik.effects.regression import Fit, fitted_counts
from stik.effects.series import Chosen, CountSeries
from stik.terms.counts import Floats

TAIL: Final = 0.025
"""The upper end is where nothing at all would be as unlikely as this."""

QUANTILES: Final = (np.arange(400) + 0.5) / 400
"""The likely numbers without the initiative, by steps of their distribution."""

PERIODS_A_TERM: Final = 3
"""So many periods with any count are needed for each term of the time before."""

SMALLEST: Final = 1e-12
"""Below this the upper end is not looked for."""

ENDED = "nothing happened since it began: the upper end is what that does not rule out"


def ended(
    series: CountSeries, after: Chosen, *, basis: Basis, design: Design
) -> Modelled:
    """Return the effect of 0 where nothing was counted in the periods `after`.

    The model of the time before (trend and seasons as far as its counts can carry them)
    says how many would have been counted since. The upper end of the ratio is the one
    with which seeing none at all had a chance of 2.5 %, over all numbers that the model
    may truly mean (Student's t of its error); the p-value is twice the chance with a
    ratio of 1. Counts that vary more than chance has it, or that are alike in
    neighbouring periods (guarded errors), count as so many fewer.

    Source: Garwood (1936), Biometrika 28:437-442, the exact interval of a count.

    Examples
    --------
    About 20 a month, then a year of none: a rate of 3.7 a year is not ruled out.

    >>> from datetime import date
    >>> months = tuple(date(2023 + i // 12, i % 12 + 1, 1) for i in range(24))
    >>> count = np.array([18.0, 23, 20, 16, 24, 19] * 2 + [0.0] * 12)
    >>> found = ended(
    ...     CountSeries(months, count), np.arange(24) >= 12,
    ...     basis=Basis(12, 12, "ratio", "months"), design=Design(),
    ... )
    >>> found.effects[0].value, round(found.effects[0].high, 2)
    (0.0, 0.02)
    """
    before, errors = series.only(~after), design.errors or "plain"
    columns, pairs = _carried(series, before, wanted=design.harmonics)
    degrees = len(before.count) - columns.shape[1]
    if degrees < 2:
        reason = f"{len(before.count)} periods before it began, too few for these terms"
        return Modelled((), unknown=reason)
    fit = fitted_counts(before.count, columns[~after], exposure=before.exposure)
    expected = _expected(series, columns @ fit.value, after)
    error = _error_of_sum(before, columns, after, expected=expected, errors=errors)
    likely = float(expected.sum()) * np.exp(error * _t(degrees))
    effect = _effect(likely / _worth(fit, is_guarded=errors != "plain"), basis)
    return Modelled((effect,), fit, named(series, errors, pairs), (ENDED,))


def _expected(series: CountSeries, told: Floats, after: Chosen) -> Floats:
    """Return how many would have been counted in each period since it began."""
    expected: Floats = np.exp(told[after])
    return expected if series.exposure is None else expected * series.exposure[after]


def _error_of_sum(
    before: CountSeries,
    columns: Floats,
    after: Chosen,
    *,
    expected: Floats,
    errors: Errors,
) -> float:
    """Return the error of the logarithm of all that is expected since it began.

    With terms centred on those periods it is that of the constant.
    """
    centred = columns - expected @ columns[after] / expected.sum()
    centred[:, 0] = 1.0
    of_sum = fitted_counts(before.count, centred[~after], exposure=before.exposure)
    return float(errors_of(of_sum, errors)[0])


def _carried(
    series: CountSeries, before: CountSeries, *, wanted: int | None
) -> tuple[Floats, int]:
    """Return the terms that what was counted before can carry, and pairs of seasons.

    Seasons and then the trend are left out where too few periods have any count.
    """
    n_told = int((before.count > 0).sum())
    for harmonics in (wanted, 0):
        columns, pairs = background(series, harmonics, seen=before)
        if n_told >= PERIODS_A_TERM * columns.shape[1]:
            return columns, pairs
    return columns[:, :1], 0


def _t(degrees: int) -> Floats:
    from scipy.special import stdtrit  # noqa: PLC0415 0.3 CPU s that few questions need

    found: Floats = stdtrit(degrees, QUANTILES)
    return found


def _worth(fit: Fit, *, is_guarded: bool) -> float:
    """Return how many of the counts are worth as much as one that stands alone."""
    alike = fit.alike if is_guarded else 0.0
    return max(fit.dispersion or 1.0, 1.0) * (1 + alike) / (1 - alike)


def _effect(likely: Floats, basis: Basis) -> Effect:
    """Return the ratio of 0 out of the numbers that were likely without it."""

    def chance(ratio: float) -> float:
        return float(np.exp(-ratio * likely).mean())

    p = min(2 * chance(1.0), 1.0)
    low, high = log(SMALLEST), -log(SMALLEST)
    while high - low > 1e-6:
        middle = (low + high) / 2
        low, high = (middle, high) if chance(exp(middle)) > TAIL else (low, middle)
    sides = basis.n_before, basis.n_after
    return Effect(0.0, 0.0, exp(high), p, *sides, basis.comparison, basis.counted)
