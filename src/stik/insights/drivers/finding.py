"""Key drivers: which ratings go with an outcome, and how much of it each explains.

Everyone who answered any two of the questions counts for that pair (available cases):
leaving out all who found one touchpoint not applicable would leave next to nobody, and
not the usual ones. What goes together need not be cause and effect.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import copysign, sqrt

import numpy as np

from stik.insights.comparison import P_REAL
from stik.insights.drivers.correlation import PairSums, definite
from stik.insights.drivers.driver import Driver, Drivers
from stik.insights.drivers.importance import importances, shares_of
from stik.insights.drivers.leaks import leaks
from stik.insights.drivers.overlap import overlaps
from stik.insights.drivers.quadrant import AGAINST, ANOTHER_WORD, places, supported
from stik.insights.drivers.ranking import standings
from stik.insights.drivers.responses import Responses, left_out, unknown_because
from stik.insights.drivers.sampling import Samples
from stik.metrics.intervals import Z_95
from stik.terms.counts import Floats, Integers

MOST_SHRINKAGE = 0.1
"""Beyond this, what different people answered does not go together."""

CHANCE = "together they explain no more than chance would"
"""Why nothing is said of drivers of an outcome that none of them goes with."""


def drivers(
    responses: Responses,
    *,
    is_good: bool | None = None,
    rounds: int = 200,
    seed: int = 20_240_229,
) -> Drivers:
    """Return how much of the outcome each rating explains, the strongest first.

    LMG up to 15 drivers, Johnson's weights beyond (`importance`); intervals are
    percentiles of so many `rounds` of bootstrap samples of people (`Samples.ends`). A
    driver that cannot
    be used is left out with the reason (`responses.left_out`). `is_good` says whether
    more of the outcome is better; without it what most of the explained says: if better
    ratings go with less of it, it is a bad one, such as leaving.

    Source: Grömping (2006), Journal of Statistical Software 17(1); available cases:
    Little and Rubin (2019), Statistical Analysis with Missing Data, section 3.4.

    Examples
    --------
    Satisfaction made of speed twice as much as of price, and not at all of the logo:

    >>> chance = np.random.default_rng(1)
    >>> ratings = chance.integers(1, 6, size=(2000, 3)).astype(float)
    >>> satisfaction = ratings @ [2, 1, 0] + chance.normal(size=2000)
    >>> found = drivers(Responses(["speed", "price", "logo"], ratings, satisfaction))
    >>> [(driver.name, round(driver.share, 1)) for driver in found.drivers]
    [('speed', 0.8), ('price', 0.2), ('logo', 0.0)]
    """
    reasons = left_out(responses)
    kept = [i for i in range(len(responses.names)) if i not in reasons]
    unknown = unknown_because(responses, n_kept=len(kept))
    found = Drivers((), responses.n, unknown=unknown)
    if unknown is None:
        found = _explained(responses, kept, rounds=rounds, seed=seed)
        found = replace(found, drivers=_advised(found.drivers, is_good=is_good))
    if found.unknown is not None:
        reasons = {**dict.fromkeys(kept, found.unknown), **reasons}
    return replace(found, drivers=(*found.drivers, *_unused(responses, reasons)))


def _p_of_chance(r_squared: float, *, n_drivers: int, n: float) -> float:
    """Return how likely chance alone explains so much: the F test of all drivers."""
    from scipy.special import fdtrc  # noqa: PLC0415 0.3 CPU s that questions never need

    freedom = n - n_drivers - 1
    if r_squared >= 1 or freedom < 1:
        return 0.0
    ratio = (r_squared / n_drivers) / ((1 - r_squared) / freedom)
    return float(fdtrc(n_drivers, freedom, ratio))


def _unused(responses: Responses, reasons: Mapping[int, str]) -> list[Driver]:
    return [
        replace(_counted(responses, column), unknown=reason)
        for column, reason in sorted(reasons.items())
    ]


def _counted(responses: Responses, column: int) -> Driver:
    """Return a driver of which it is known only who rated it."""
    return Driver(
        responses.names[column],
        responses.n_rated(column),
        unanswered=responses.unanswered(column),
    )


def _explained(
    responses: Responses, kept: Sequence[int], *, rounds: int, seed: int
) -> Drivers:
    """Return what the kept drivers explain, unknown when answers contradict."""
    table, weight, person = responses.table(kept)
    means = _means(table, weight)
    spreads = np.sqrt(_means((table - means) ** 2, weight))
    spreads = np.where(spreads > 0, spreads, 1)
    sums = PairSums.of((table - means) / spreads, weight, person=person, seed=seed)
    correlation, shrinkage = definite(sums.correlation())
    if shrinkage > MOST_SHRINKAGE:
        reason = "too few people answered the same questions"
        return Drivers((), responses.n, unknown=reason)
    explained, method = importances(correlation)
    r_squared = float(explained.sum())
    n = responses.n_effective
    if _p_of_chance(r_squared, n_drivers=len(kept), n=n) > P_REAL:
        return Drivers((), responses.n, r_squared=None, unknown=CHANCE)
    moments = sums.resampled(rounds, seed=seed)
    samples = Samples.of(moments, mean=means[:-1], spread=spreads[:-1])
    order = np.argsort(-explained, kind="stable")
    whole = _Whole(correlation, explained, means[:-1], samples).in_order(order)
    found = _found(responses, [kept[place] for place in order], whole)
    return Drivers(tuple(found), responses.n, r_squared, method, shrinkage)


@dataclass(frozen=True)
class _Whole:
    """What was found of all drivers, columns and rows in the same order."""

    correlation: Floats
    explained: Floats
    means: Floats
    samples: Samples

    def in_order(self, order: Integers) -> "_Whole":
        """Return the same with the drivers in another order, the outcome still last."""
        with_outcome = [*order, len(order)]
        return _Whole(
            self.correlation[np.ix_(with_outcome, with_outcome)],
            self.explained[order],
            self.means[order],
            self.samples.in_order(order),
        )


def _found(responses: Responses, columns: Sequence[int], whole: _Whole) -> list[Driver]:
    """Return the drivers in these columns, the strongest first."""
    shares, samples = shares_of(whole.explained), whole.samples
    lows, highs = samples.ends(n=responses.n_effective)
    names = [responses.names[column] for column in columns]
    standing = standings(shares, samples.shares)
    placed = places(
        shares,
        whole.means,
        samples,
        scales=[responses.scale(column) for column in columns],
        n_rated=[responses.n_rated(column) for column in columns],
    )
    placed = supported(placed, standing)
    found = [
        replace(
            _counted(responses, column),
            mean=float(whole.means[rank]),
            correlation=float(whole.correlation[rank, -1]),
            share=float(shares[rank]),
            low=float(lows[rank]),
            high=float(highs[rank]),
            explained=float(whole.explained[rank]),
            place=placed[rank],
            leaks=leaks(*responses.given(column)),
        )
        for rank, column in enumerate(columns)
    ]
    overlap = overlaps(names, whole.correlation[:-1, :-1])
    return [
        replace(each, standing=standing[rank], overlap=overlap[rank])
        for rank, each in enumerate(found)
    ]


def _advised(drivers: Sequence[Driver], *, is_good: bool | None) -> tuple[Driver, ...]:
    """Return the drivers, without advice where acting on one would not help."""
    if is_good is None:
        is_good = sum(map(_explained_with_sign, drivers)) >= 0
    return tuple(
        replace(each, place=replace(each.place, quadrant=None, not_placed=reason))
        if each.place and (reason := _useless(each, is_good=is_good))
        else each
        for each in drivers
    )


def _explained_with_sign(driver: Driver) -> float:
    return copysign(driver.explained or 0.0, driver.correlation or 0.0)


def _useless(driver: Driver, *, is_good: bool) -> str | None:
    """Return why acting on a driver would not better the outcome, or None."""
    if driver.is_another_word_for_outcome:
        return ANOTHER_WORD
    correlation = driver.correlation or 0.0
    better = correlation if is_good else -correlation
    return AGAINST if better < -Z_95 / sqrt(max(driver.n, 1)) else None


def _means(table: Floats, weight: Floats) -> Floats:
    """Return the weighted mean of each column over those who answered."""
    weights = np.where(np.isnan(table), 0, weight[:, np.newaxis])
    means: Floats = (np.nan_to_num(table) * weights).sum(axis=0) / weights.sum(axis=0)
    return means
