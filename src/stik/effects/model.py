"""The model of an interrupted series: trend, seasons, and the steps it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

import numpy as np

from stik.effects.effect import Basis, Effect
from stik.effects.regression import Fit, fitted_counts, fitted_means
from stik.effects.series import PER_YEAR, MeanSeries, Series, period_numbers
from stik.terms.counts import Floats

YEARS_FOR_SEASONS = 2
PAIRS_OF_HARMONICS = 2

Errors = Literal["plain", "hac", "guarded"]

ERRORS: dict[Errors, str] = {
    "plain": "errors as if periods were independent (quasi-Poisson for counts)",
    "hac": "HAC errors",
    "guarded": "errors guarded against neighbouring periods being alike",
}
"""How far the estimate may be off; only the guarded keep their promise in short series.

The table of how often each calls nothing an effect is in docs/reference/effects.md.
"""

Z_ONE_SIDED = 1.6448536269514722
"""The 95 % quantile of the normal distribution."""


@dataclass(frozen=True)
class Design:
    """How the series is modelled.

    `harmonics` are the pairs of sine and cosine for the seasons of a year; None takes
    two where there are two years, else none. `has_slope` lets the trend change as
    well. `errors` is one of `ERRORS`; None takes plain ones for counts, which are
    quasi-Poisson, and guarded ones for means.
    """

    harmonics: int | None = None
    has_slope: bool = False
    errors: Errors | None = None


DEFAULT_DESIGN = Design()

GUARDED = Design(errors="guarded")
"""A verdict takes no interval that neighbouring months make too narrow."""


@dataclass(frozen=True)
class Modelled:
    """The effect of each step asked for, and how it was found.

    `unknown` says why there are none.
    """

    effects: tuple[Effect, ...]
    fit: Fit | None = None
    method: str = ""
    notes: tuple[str, ...] = ()
    unknown: str | None = None


def modelled(
    series: Series, steps: Sequence[Floats], *, basis: Basis, design: Design
) -> Modelled:
    """Return the effect of each step, beyond trend and seasons.

    A step is a column with one number per period: 0 before, and 1 where it holds.
    """
    behind, pairs = background(series, design.harmonics)
    columns = np.column_stack([*steps, behind])
    degrees = len(columns) - columns.shape[1]
    if degrees < 2:
        return Modelled((), unknown=f"{len(columns)} periods, too few for these terms")
    if isinstance(series, MeanSeries):
        fit = fitted_means(series.value, columns, n=series.n)
    else:
        fit = fitted_counts(series.count, columns, exposure=series.exposure)
    errors = design.errors or _usual_errors(series)
    effects = tuple(
        basis.effect(float(value), error=float(error), degrees=degrees)
        for value, error in zip(fit.value, errors_of(fit, errors), strict=True)
    )
    return Modelled(
        effects[: len(steps)],
        fit,
        named(series, errors, pairs),
        _warning(series, fit, errors),
    )


def background(
    series: Series, wanted: int | None, *, seen: Series | None = None
) -> tuple[Floats, int]:
    """Return level, trend and harmonics, and how many pairs of harmonics.

    `wanted` are the pairs asked for; without, those that `seen` can carry (the series
    itself unless it is a part of it).
    """
    number = period_numbers(series.first_date, grain=series.grain)
    length = period_numbers((seen or series).first_date, grain=series.grain)[-1] + 1
    columns = [np.ones(len(number)), number.astype(np.float64)]
    pairs = _pairs(series, int(length), wanted)
    for pair in range(1, pairs + 1):
        turn = 2 * np.pi * pair * number / PER_YEAR[series.grain]
        columns += [np.sin(turn), np.cos(turn)]
    return np.stack(columns, axis=1), pairs


def _usual_errors(series: Series) -> Errors:
    return "guarded" if isinstance(series, MeanSeries) else "plain"


def _pairs(series: Series, length: int, wanted: int | None) -> int:
    """Return how many pairs of harmonics the series can carry, or was asked for."""
    per_year = PER_YEAR[series.grain]
    most = max(int((per_year - 1) // 2), 0)
    if wanted is not None:
        return min(wanted, most)
    if length < YEARS_FOR_SEASONS * per_year:
        return 0
    return min(PAIRS_OF_HARMONICS, most)


def errors_of(fit: Fit, errors: Errors) -> Floats:
    """Return the errors of the columns of a fit, of that kind."""
    if errors == "guarded":
        return fit.guarded_error
    return fit.error_hac if errors == "hac" else fit.error


def named(series: Series, errors: Errors, pairs: int) -> str:
    """Return in words how the effect was found."""
    is_mean = isinstance(series, MeanSeries)
    model = "least squares weighted by n" if is_mean else "Poisson regression"
    seasons = f", seasons by {pairs} pairs of harmonics" if pairs else ""
    return f"{model}{seasons}; {ERRORS[errors]}"


def _warning(series: Series, fit: Fit, errors: Errors) -> tuple[str, ...]:
    """Return what must be said where plain errors meet residuals that are alike."""
    if errors != "plain" or fit.autocorrelation < Z_ONE_SIDED / sqrt(fit.n_periods):
        return ()
    note = (
        f"neighbouring {series.grain}s are alike beyond trend and season "
        f"(r = {fit.autocorrelation:.2f}), so this interval is too narrow; "
        "ask for guarded errors"
    )
    return (note,)
