"""Weakest touchpoints: which part of the experience is not good, worst first.

Scales are never mixed: each has its own ranks, gaps first, then the scale with the most
touchpoints. Below 30 answers, on a scale without ends or alone on its scale a
touchpoint is not ranked, but listed last with the reason.

Certainty is one-sided and normal, made of the intervals of the means by the method of
`square_and_add`, and corrected for the number of touchpoints ranked together (Benjamini
and Hochberg). What one person says of several touchpoints is taken as independent;
people who rate all alike make it more careful than it need be.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from stik.insights.comparison import P_REAL, corrected
from stik.metrics.intervals import Z_95, p_above
from stik.metrics.mean import MEAN
from stik.terms.counts import Counts, Floats
from stik.terms.estimate import N_TOO_FEW, Estimate
from stik.terms.scale import Scale
from stik.terms.touchpoint import OVERALL

ROUNDING = 1e-9
"""Weights summed in another order may differ by this part."""

TINY = 1e-12
"""Stands for an error of nothing, which two opposite ends of a scale can have."""

NO_OTHER = "no other on its scale"
NO_OTHER_KNOWN = "no other on its scale has enough answers"


@dataclass(frozen=True)
class Rated:
    """A touchpoint as customers rated it: counts on one scale, and by how many.

    `n_respondents` may be the sum of their weights. `unknown` says why the counts
    tell nothing, where they do not.
    """

    touchpoint: str
    scale: Scale
    counts: Counts
    n_respondents: float
    unknown: str | None = None


@dataclass(frozen=True)
class Ranked:
    """A touchpoint's place among the touchpoints rated on the same scale.

    `estimate` is the mean. `shortfall` is how far the mean is below what it is held
    against, as a share of the scale's length, 0 to 1: a gap is held against the
    expectation (0), a score against the average of the other touchpoints. `reach` is
    the share of all respondents who rated it. `certainty` is 1 less the corrected
    p-value of "it is no worse than the average of the others". `priority` is the
    product of the three; rank 1 is the weakest of its scale. All of them but `reach`
    are null exactly when `unknown` says why.
    """

    touchpoint: str
    scale: Scale
    estimate: Estimate
    reach: float
    rank: int | None = None
    shortfall: float | None = None
    certainty: float | None = None
    priority: float | None = None
    is_worse: bool | None = None
    unknown: str | None = None


def weakest(rated: Sequence[Rated], *, n_respondents: float) -> tuple[Ranked, ...]:
    """Return the touchpoints worst first: by shortfall times reach times certainty.

    `overall` is left out. `n_respondents` counts who rated any, or sums their weights.

    Raises
    ------
    ValueError
        When a touchpoint has more respondents than there are in all.

    Examples
    --------
    Everyone meets the checkout; few meet returns, which are slightly worse.

    >>> scale = Scale.parse("csat_1_5")
    >>> def of(name, n, counted):
    ...     return Rated(name, scale, Counts.of([1, 3, 5], counted), n)
    >>> company = [of("help", 900, [0, 180, 720]), of("checkout", 900, [200, 500, 200]),
    ...            of("returns", 60, [18, 30, 12]), of("gifts", 7, [0, 0, 7])]
    >>> for place in weakest(company, n_respondents=1000):
    ...     print(place.rank, place.touchpoint, place.is_worse, place.unknown)
    1 checkout True None
    2 returns True None
    3 help False None
    None gifts None n = 7, needs 30
    """
    _check_respondents(rated, n_respondents)
    ranked: list[Ranked] = []
    unranked: list[Ranked] = []
    for group in _by_scale([each for each in rated if each.touchpoint != OVERALL]):
        places = [_not_yet_ranked(each, n_respondents) for each in group]
        known = [place for place in places if place.unknown is None]
        unranked += [place for place in places if place.unknown is not None]
        if len(known) == 1:
            unranked.append(replace(known[0], unknown=_alone(places)))
        else:
            ranked += _ranked(known)
    return (*ranked, *unranked)


def _alone(places: Sequence[Ranked]) -> str:
    """Return why the only touchpoint of a scale that could be ranked is not."""
    return NO_OTHER if len(places) == 1 else NO_OTHER_KNOWN


def _check_respondents(rated: Sequence[Rated], n_respondents: float) -> None:
    most = n_respondents * (1 + ROUNDING)
    if any(each.n_respondents > most for each in rated):
        raise ValueError(f"a touchpoint has more than all {n_respondents} respondents")


def _by_scale(rated: Sequence[Rated]) -> list[list[Rated]]:
    """Return the touchpoints of each scale: gaps first, then the largest group."""
    groups: dict[Scale, list[Rated]] = {}
    for each in rated:
        groups.setdefault(each.scale, []).append(each)
    return sorted(
        groups.values(),
        key=lambda group: (
            group[0].scale.kind != "gap",
            -len(group),
            group[0].scale.name,
        ),
    )


def _not_yet_ranked(rated: Rated, n_respondents: float) -> Ranked:
    """Return the place of a touchpoint before it is held against the others."""
    estimate = MEAN.estimate(rated.counts, rated.scale)
    if rated.unknown is not None:
        estimate = Estimate.missing(n=estimate.n, reason=rated.unknown)
    reach = min(rated.n_respondents / n_respondents, 1.0) if n_respondents else 0.0
    unknown = estimate.unknown
    if estimate.has_too_few:
        unknown = f"n = {estimate.n}, needs {N_TOO_FEW}"
    elif not rated.scale.is_short:
        unknown = f"scale '{rated.scale.name}' has no ends to measure a shortfall by"
    return Ranked(rated.touchpoint, rated.scale, estimate, reach, unknown=unknown)


def _ranked(places: Sequence[Ranked]) -> list[Ranked]:
    """Return the places of one scale with their ranks, the weakest first."""
    if not places:
        return []
    mean, low, high = (
        np.array([getattr(place.estimate, end) for place in places], dtype=np.float64)
        for end in ("value", "low", "high")
    )
    average = _sum_of_others(mean) / (len(places) - 1)
    certainty = _certainty(mean, low, high, average)
    scale = places[0].scale
    held_against = np.zeros(len(mean)) if scale.kind == "gap" else average
    shortfall = np.maximum(held_against - mean, 0) / (
        (scale.high or 0) - (scale.low or 0)
    )
    priority = shortfall * [place.reach for place in places] * certainty
    order = np.lexsort((mean, -priority))
    return [
        replace(
            places[index],
            rank=rank,
            shortfall=float(shortfall[index]),
            certainty=float(certainty[index]),
            priority=float(priority[index]),
            is_worse=bool(1 - certainty[index] < P_REAL),
        )
        for rank, index in enumerate(order, 1)
    ]


def _certainty(mean: Floats, low: Floats, high: Floats, average: Floats) -> Floats:
    """Return how surely each mean is below the average of the others, 0 to 1.

    Each interval gives the half that faces the other side.
    """
    upwards, downwards = (high - mean) / Z_95, (mean - low) / Z_95
    of_average = np.sqrt(_sum_of_others(downwards**2)) / (len(mean) - 1)
    error = np.maximum(np.hypot(upwards, of_average), TINY)
    z = (average - mean) / error
    p_corrected = corrected([p_above(each) for each in z])
    return 1 - np.array(p_corrected, dtype=np.float64)


def _sum_of_others(numbers: Floats) -> Floats:
    """Return for each number the sum of all the others."""
    return np.array([np.delete(numbers, i).sum() for i in range(len(numbers))])
