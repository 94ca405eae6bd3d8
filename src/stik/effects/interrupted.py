"""Interrupted time series: did the level change when the initiative began?"""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from stik.effects.effect import Basis, Effect
from stik.effects.ended import ended
from stik.effects.model import DEFAULT_DESIGN, Design, Modelled, modelled
from stik.effects.series import (
    CountSeries,
    MeanSeries,
    Series,
    holds_beginning,
    period_numbers,
)
from stik.terms.counts import Floats
from stik.terms.estimate import N_UNKNOWN

PERIODS_BEFORE, PERIODS_AFTER = 8, 3
"""Fewer periods than these leave trend and change mixed up."""

NO_SLOPE = "nothing happened since it began, so it has no slope"


@dataclass(frozen=True)
class Interrupted:
    """What changed when it began.

    `level` is the change at once, `slope` the change per period from then on, the
    first one included (null unless asked for): ratios for counts, differences for
    means. `dispersion` is how many times more the counts vary than chance has it;
    `autocorrelation` how alike the residuals of neighbouring periods are, -1 to 1.
    """

    level: Effect
    slope: Effect | None = None
    dispersion: float | None = None
    autocorrelation: float | None = None
    method: str = ""
    notes: tuple[str, ...] = ()


def interrupted(
    series: Series, *, begins_on: date, design: Design = DEFAULT_DESIGN
) -> Interrupted:
    """Return how much the level changed on the day, beyond trend and season.

    A period belongs to the time after when it begins on that day or later; the period
    in the middle of which it began is left out, as are unknown ones. Counts are
    modelled by quasi-Poisson regression on exposure, means by least squares weighted
    by n. Where nothing was counted since, the ratio is 0 with an upper end (`ended`).

    Unknown below 8 periods before or 3 after, and where nothing was counted before.

    Source: Lopez Bernal, Cummins and Gasparrini (2017), International Journal of
    Epidemiology 46:348-355; HAC: Newey and West (1987), Econometrica 55:703-708.

    Examples
    --------
    Complaints fall from about 100 to about 80 a month.

    >>> months = tuple(date(2025, month, 1) for month in range(1, 13))
    >>> complaints = [98.0, 103, 101, 97, 100, 104, 99, 98, 82, 79, 80, 81]
    >>> found = interrupted(
    ...     CountSeries(months, np.array(complaints)), begins_on=date(2025, 9, 1)
    ... )
    >>> round(found.level.value, 2), found.level.is_real
    (0.81, True)
    """
    kept, notes = clear_periods(series, begins_on=begins_on)
    basis, reason = basis_of(kept, begins_on=begins_on)
    if reason is not None:
        return Interrupted(basis.unknown(reason), notes=notes)
    after = is_after(kept, begins_on=begins_on)
    if isinstance(kept, CountSeries) and not kept.count[after].any():
        found = _told(ended(kept, after, basis=basis, design=design), basis, notes)
        slope = basis.unknown(NO_SLOPE) if design.has_slope else None
        return replace(found, slope=slope)
    steps = _steps(kept, begins_on, has_slope=design.has_slope)
    return _told(modelled(kept, steps, basis=basis, design=design), basis, notes)


def _told(found: Modelled, basis: Basis, notes: tuple[str, ...]) -> Interrupted:
    """Return what was found of the level and, where it was asked for, of the slope."""
    if found.fit is None:
        return Interrupted(basis.unknown(found.unknown or ""), notes=notes)
    return Interrupted(
        found.effects[0],
        next(iter(found.effects[1:]), None),
        found.fit.dispersion,
        found.fit.autocorrelation,
        found.method,
        (*notes, *found.notes),
    )


def _steps(series: Series, begins_on: date, *, has_slope: bool) -> list[Floats]:
    """Return the step of the level and, where asked for, the ramp of the trend."""
    after = is_after(series, begins_on=begins_on)
    if not has_slope:
        return [after.astype(np.float64)]
    number = period_numbers(series.first_date, grain=series.grain)
    ramp = np.where(after, number - number[after][0] + 1.0, 0.0)
    return [after.astype(np.float64), ramp]


def clear_periods(series: Series, *, begins_on: date) -> tuple[Series, tuple[str, ...]]:
    """Return the series without periods that say nothing, and notes of which went.

    Those are the unknown ones, and the one in the middle of which it began.
    """
    is_mixed = holds_beginning(
        series.first_date, begins_on=begins_on, grain=series.grain
    )
    kept, notes = ~is_mixed, []
    if is_mixed.any():
        notes.append(f"the {series.grain} in which it began is left out")
    if isinstance(series, MeanSeries) and not series.is_known.all():
        n = int((~series.is_known).sum())
        notes.append(f"{n} {series.grain}s below {N_UNKNOWN} answers are left out")
        kept &= series.is_known
    return (series.only(kept) if kept.any() else series), tuple(notes)


def is_after(series: Series, *, begins_on: date) -> npt.NDArray[np.bool_]:
    """Return which periods begin on the day or later."""
    return np.array([day >= begins_on for day in series.first_date], dtype=np.bool_)


def basis_of(series: Series, *, begins_on: date) -> tuple[Basis, str | None]:
    """Return what an effect would rest on, and why there can be none (or None)."""
    after = is_after(series, begins_on=begins_on)
    n_after, grain = int(after.sum()), series.grain
    n_before = len(after) - n_after
    if isinstance(series, CountSeries):
        basis = Basis(n_before, n_after, "ratio", f"{grain}s")
    else:
        basis = Basis(int(series.n[~after].sum()), int(series.n[after].sum()))
    if n_before < PERIODS_BEFORE:
        return basis, f"{n_before} {grain}s before it began, needs {PERIODS_BEFORE}"
    if n_after < PERIODS_AFTER:
        return basis, f"{n_after} {grain}s since it began, needs {PERIODS_AFTER}"
    if isinstance(series, MeanSeries) and not series.is_known.all():
        return basis, f"no {grain} has {N_UNKNOWN} answers"
    if isinstance(series, CountSeries) and not series.count[~after].any():
        return basis, "nothing happened before it began, so there is no ratio"
    return basis, None
