"""Importance against performance: where to act first, and what to keep up."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from stik.insights.comparison import P_REAL, corrected
from stik.insights.drivers.ranking import Standing
from stik.insights.drivers.sampling import Samples, error_of, log_odds
from stik.metrics.intervals import Z_95, p_two_sided
from stik.terms.counts import Floats
from stik.terms.estimate import Estimate
from stik.terms.scale import Scale


class Quadrant(StrEnum):
    """What a driver's importance and performance advise."""

    ACT_FIRST = "act first"
    """It explains more than the average driver, and performs below the average."""

    KEEP_UP = "keep up"
    """It explains more, and performs above."""

    WATCH = "watch"
    """It explains less, and performs below."""

    LEAVE = "leave"
    """It explains less, and performs above."""


@dataclass(frozen=True)
class Place:
    """A driver's place on the grid of importance and performance.

    `performance` is the mean as a share of the way from the low to the high end of its
    scale, 0 to 1, with its 95 % interval. `quadrant` is null exactly when `not_placed`
    says why.
    """

    performance: Estimate
    quadrant: Quadrant | None = None
    not_placed: str | None = None


NO_ENDS = "its scale has no ends to measure a performance by"
ALONE = "no other driver to hold it against"
AGAINST = "better here goes with a worse outcome"
ANOTHER_WORD = "another word for the outcome, or a leak"
NEAR_SHARE = "cannot be told: its share is near the average"
NEAR_PERFORMANCE = "cannot be told: its performance is near the average"
NEAR_BOTH = "cannot be told: near the average in both"
WIDE_RANKS = "cannot be told: the ranks it may have reach too far"


def places(
    shares: Floats,
    means: Floats,
    samples: Samples,
    *,
    scales: Sequence[Scale | None],
    n_rated: Sequence[int],
) -> list[Place]:
    """Return each driver's place against the average driver's share and performance.

    Above or below is said where the difference is beyond chance after the correction
    for the number of drivers (Benjamini and Hochberg). Shares of few people are
    lopsided, so they are held against the average by the logarithms of their odds.
    Errors are those of the bootstrap `samples`, in which the average varies too.

    Source: Martilla and James (1977), Journal of Marketing 41:77-79.
    """
    performed = _performances(samples.means, scales)
    performs = _performances(means[np.newaxis], scales)[0]
    halves = Z_95 * error_of(performed)
    average = np.full(len(shares), 1 / len(shares))
    z_share = (log_odds(shares) - log_odds(average)) / error_of(
        log_odds(samples.shares)
    )
    z_performance = _z_above(performs, performed)
    is_more, is_better = _sides(z_share), _sides(z_performance)
    return [
        _place(
            _estimate(performs[driver], halves[driver], n=n_rated[driver]),
            is_more=is_more[driver],
            is_better=is_better[driver],
            is_alone=np.isfinite(performs).sum() < 2,
        )
        for driver in range(len(shares))
    ]


def supported(found: Sequence[Place], standings: Sequence[Standing]) -> list[Place]:
    """Return the places without those that the ranks a driver may have do not bear.

    What explains more than the average must surely rank before at least half as many
    as explain less, and never last. What explains less must surely rank behind at least
    half as many as explain more, and never first. Those that may rank at the far end
    themselves do not count.
    """
    n = len(found)
    last = [each.last_rank for each in standings]
    first = [each.first_rank for each in standings]
    more, less = ([each.quadrant in some for each in found] for some in (_MORE, _LESS))
    n_more = sum(is_more and rank < n for is_more, rank in zip(more, last, strict=True))
    n_less = sum(
        is_less and rank > 1 for is_less, rank in zip(less, first, strict=True)
    )
    too_far = [
        (more[i] and last[i] > n - max((n_less + 1) // 2, 1))
        or (less[i] and first[i] <= max((n_more + 1) // 2, 1))
        for i in range(n)
    ]
    return [
        Place(each.performance, not_placed=WIDE_RANKS) if is_too_far else each
        for each, is_too_far in zip(found, too_far, strict=True)
    ]


def _performances(means: Floats, scales: Sequence[Scale | None]) -> Floats:
    """Return means as shares of their scales, NaN where a scale has no ends."""
    ends = [
        (scale.low, scale.high)
        if scale is not None and scale.low is not None and scale.high is not None
        else (np.nan, np.nan)
        for scale in scales
    ]
    low, high = np.array(ends, dtype=np.float64).T
    performances: Floats = (means - low) / (high - low)
    return performances


def _z_above(performs: Floats, performed: Floats) -> Floats:
    """Return how surely each is above the average of all, NaN where it has no ends."""
    z = np.full(len(performs), np.nan)
    known = np.isfinite(performs)
    if known.sum() > 1:
        above = performs[known] - performs[known].mean()
        average = performed[:, known].mean(axis=1, keepdims=True)
        z[known] = above / error_of(performed[:, known] - average)
    return z


def _sides(z: Floats) -> list[bool | None]:
    """Return which are above, which below, and None where that may be chance."""
    p = corrected([None if np.isnan(each) else p_two_sided(each) for each in z])
    return [
        None if of is None or of >= P_REAL else bool(each > 0)
        for each, of in zip(z, p, strict=True)
    ]


def _estimate(performance: float, half: float, *, n: int) -> Estimate:
    if np.isnan(performance):
        return Estimate.missing(n=n, reason=NO_ENDS)
    low, high = max(performance - half, 0.0), min(performance + half, 1.0)
    return Estimate(float(performance), float(low), float(high), n)


def _place(
    performance: Estimate,
    *,
    is_more: bool | None,
    is_better: bool | None,
    is_alone: np.bool_,
) -> Place:
    """Return the place of one driver, or why it has none."""
    if performance.unknown or is_alone:
        return Place(performance, not_placed=performance.unknown or ALONE)
    if is_more is None or is_better is None:
        near = {(True, False): NEAR_SHARE, (False, True): NEAR_PERFORMANCE}
        reason = near.get((is_more is None, is_better is None), NEAR_BOTH)
        return Place(performance, not_placed=reason)
    return Place(performance, _QUADRANTS[is_more, is_better])


_QUADRANTS = {
    (True, False): Quadrant.ACT_FIRST,
    (True, True): Quadrant.KEEP_UP,
    (False, False): Quadrant.WATCH,
    (False, True): Quadrant.LEAVE,
}
_MORE = (Quadrant.ACT_FIRST, Quadrant.KEEP_UP)
_LESS = (Quadrant.WATCH, Quadrant.LEAVE)
