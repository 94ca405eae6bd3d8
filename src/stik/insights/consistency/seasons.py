"""Seasons: the same month, week or quarter of earlier years as what to expect.

A swing that recurs every year is no signal: a period is held against the level of its
own season in the years before. What is then left to chance is the spread of the period
and that of the earlier ones, and the size of the reading is reduced accordingly.

A known change moves the level, not the seasons: their swing is carried into the new
phase.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module

import numpy as np

from stik.insights.consistency.series import Series

P_SEASONS_DIFFER = 0.01
"""Seasons are taken into account of themselves below this p-value of "all alike"."""

YEARS_NEEDED = 2

_GRAINS = {
    "month": re.compile(r"^\d{4}-(\d{2})$"),
    "week": re.compile(r"^\d{4}-(W\d{2})$"),
    "quarter": re.compile(r"^\d{4}-(Q[1-4])$"),
    "day": re.compile(r"^\d{4}-\d{2}-\d{2}$"),
    "year": re.compile(r"^\d{4}$"),
}
SEASONS_A_YEAR = {"month": 12, "week": 52, "quarter": 4}


@dataclass(frozen=True)
class Swing:
    """How far each season lies from the level of its phase, and of what size."""

    offset: Mapping[str | None, float]
    size: Mapping[str | None, float]


def grain_of(period: str) -> str | None:
    """Return what kind of period a label names, None where it names none.

    >>> [grain_of(label) for label in ("2024-03", "2024-W07", "sample 3")]
    ['month', 'week', None]
    """
    return next((each for each, form in _GRAINS.items() if form.match(period)), None)


def season_of(period: str) -> str | None:
    """Return the season of a month, week or quarter; week 53 counts as the 52nd.

    >>> [season_of(label) for label in ("2024-03", "2020-W53", "2024")]
    ['03', 'W52', None]
    """
    grain = grain_of(period)
    if grain not in SEASONS_A_YEAR:
        return None
    matched = _GRAINS[grain].match(period)
    name = matched[1] if matched else ""
    return "W52" if name == "W53" else name


def cannot_be_seasonal(series: Series) -> str | None:
    """Return why a series cannot be held against earlier years, or None."""
    grain = grain_of(series.periods[0]) if len(series) else None
    if grain not in SEASONS_A_YEAR:
        return "seasons need months, weeks or quarters"
    needed = YEARS_NEEDED * SEASONS_A_YEAR[grain]
    if len(series) < needed:
        return f"seasons need {needed} periods, there are {len(series)}"
    return None


def against_earlier_years(series: Series) -> Series:
    """Return the series with what to expect of each period by its earlier years.

    Examples
    --------
    >>> labels = ("2022-Q1", "2022-Q2", "2023-Q1", "2023-Q2", "2024-Q1", "2024-Q2")
    >>> answers = np.full(6, 100.0)
    >>> series = Series(labels, np.array([4.0, 8, 5, 8, 6, 7]), answers, answers)
    >>> seen = against_earlier_years(series)
    >>> seen.expected.tolist()
    [nan, nan, 4.0, 8.0, 4.5, 8.0]
    >>> seen.size.round(1).tolist()
    [0.0, 0.0, 50.0, 50.0, 66.7, 66.7]
    """
    earlier: dict[str | None, tuple[float, float]] = {}
    expected, size = np.full(len(series), np.nan), np.zeros(len(series))
    for index, period in enumerate(series.periods):
        season = season_of(period)
        weight, total = earlier.get(season, (0.0, 0.0))
        own, value = float(series.size[index]), float(series.value[index])
        if weight > 0:
            expected[index] = total / weight
            size[index] = own * weight / (own + weight)
        earlier[season] = (weight + own, total + own * value)
    return replace(series, size=size, expected=expected)


def swing_of(series: Series) -> Swing:
    """Return how far each season of a phase lies from its level."""
    size: dict[str | None, float] = {}
    total: dict[str | None, float] = {}
    for period, own, value in zip(
        series.periods, series.size.tolist(), series.value.tolist(), strict=True
    ):
        season = season_of(period)
        size[season] = size.get(season, 0.0) + own
        total[season] = total.get(season, 0.0) + own * value
    level = series.centre
    return Swing({each: total[each] / size[each] - level for each in size}, size)


def against_swing(series: Series, swing: Swing, *, n_baseline: int | None) -> Series:
    """Return the series with what to expect by the swing of an earlier phase.

    The level is that of its own baseline, the first `n_baseline` periods or all.
    """
    seasons = [season_of(period) for period in series.periods]
    offset = np.array([swing.offset.get(each, np.nan) for each in seasons])
    earlier = np.array([swing.size.get(each, 0.0) for each in seasons])
    size = series.size * earlier / (series.size + earlier)
    weight = size[:n_baseline]
    if weight.sum() <= 0:
        return replace(series, size=size, expected=offset)
    without_swing = np.where(weight > 0, (series.value - offset)[:n_baseline], 0.0)
    level = float(weight @ without_swing) / float(weight.sum())
    return replace(series, size=size, expected=level + offset)


def p_seasons_alike(series: Series) -> float:
    """Return the p-value of "all seasons have the same level" by analysis of variance.

    Each period weighs by its size. Source: Fisher (1925), Statistical Methods for
    Research Workers.
    """
    names = [season_of(period) for period in series.periods]
    seasons, member = np.unique(np.array(names, dtype=str), return_inverse=True)
    weight = np.bincount(member, series.size)
    level = np.bincount(member, series.size * series.value) / weight
    between = float(weight @ (level - series.centre) ** 2)
    within = float(series.size @ (series.value - level[member]) ** 2)
    degrees = len(seasons) - 1, len(series) - len(seasons)
    if between <= 0 or min(degrees) < 1:
        return 1.0
    return _p_of_f(between, within, degrees)


def _p_of_f(between: float, within: float, degrees: tuple[int, int]) -> float:
    """Return the p-value of an F test from the two sums of squares."""
    # Imported here: it costs 0.3 CPU s, which a chart under two years need not pay.
    special = import_module("scipy.special")
    share = within / (within + between)
    return float(special.betainc(degrees[1] / 2, degrees[0] / 2, share))
