"""Key drivers: which ratings go with an outcome, and how much of it each explains.

Everyone who answered any two of the questions counts for that pair (available cases):
leaving out all who found one touchpoint not applicable would leave next to nobody, and
not the usual ones. What goes together need not be cause and effect.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from stik.insights.comparison import P_REAL
from stik.insights.correlation import PairSums, definite
from stik.insights.importance import importances
from stik.insights.responses import Responses, left_out, unknown_because
from stik.terms.counts import Floats

MOST_SHRINKAGE = 0.1
"""Beyond this, what different people answered does not go together."""

CHANCE = "together they explain no more than chance would"
"""Why nothing is said of drivers of an outcome that none of them goes with."""

ANOTHER_WORD = 0.8
"""A driver that explains more than this alone is the outcome in other words."""


@dataclass(frozen=True)
class Driver:
    """How much of the outcome goes with one rating.

    `share` is its part of what all drivers explain together, 0 to 1, with its 95 %
    interval `low` to `high`; `explained` is the same as a part of the outcome's
    variance. `correlation` has the sign: below 0 a better rating goes with a worse
    outcome. `mean` is in steps of the driver's own scale. `n` counts those who rated it
    and gave an outcome. All numbers but `n` are null exactly when `unknown` says why.
    """

    name: str
    n: int
    mean: float | None = None
    correlation: float | None = None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    explained: float | None = None
    unknown: str | None = None

    @property
    def is_another_word_for_outcome(self) -> bool:
        """Return whether it alone explains over 80 %: then it drives nothing."""
        return self.correlation is not None and self.correlation**2 > ANOTHER_WORD


@dataclass(frozen=True)
class Drivers:
    """The drivers of an outcome, the strongest first, those left out last.

    `r_squared` is the part of the outcome's variance they explain together, `n` the
    number of people with an outcome and any rating, `method` how the parts were told
    apart. `shrinkage` says how much smaller the correlations were made to go together,
    0 where everyone answered everything. All but `n` are null exactly when `unknown`
    says why.
    """

    drivers: tuple[Driver, ...]
    n: int
    r_squared: float | None = None
    method: str | None = None
    shrinkage: float | None = None
    unknown: str | None = None


def drivers(
    responses: Responses, *, rounds: int = 200, seed: int = 20_240_229
) -> Drivers:
    """Return how much of the outcome each rating explains, the strongest first.

    LMG up to 15 drivers, Johnson's weights beyond (`importance`); intervals are
    percentiles of so many `rounds` of bootstrap samples of people. A driver that cannot
    be used is left out with the reason (`responses.left_out`).

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
    if found.unknown is not None:
        reasons = {**dict.fromkeys(kept, found.unknown), **reasons}
    return replace(found, drivers=(*found.drivers, *_unused(responses, reasons)))


def _p_of_chance(r_squared: float, *, n_drivers: int, n: int) -> float:
    """Return how likely chance alone explains so much: the F test of all drivers."""
    from scipy.special import fdtrc  # noqa: PLC0415 0.3 CPU s that questions never need

    freedom = n - n_drivers - 1
    if r_squared >= 1 or freedom < 1:
        return 0.0
    ratio = (r_squared / n_drivers) / ((1 - r_squared) / freedom)
    return float(fdtrc(n_drivers, freedom, ratio))


def _unused(responses: Responses, reasons: Mapping[int, str]) -> list[Driver]:
    return [
        Driver(responses.names[column], responses.n_rated(column), unknown=reason)
        for column, reason in sorted(reasons.items())
    ]


def _explained(
    responses: Responses, kept: Sequence[int], *, rounds: int, seed: int
) -> Drivers:
    """Return what the kept drivers explain, unknown when answers contradict."""
    table, weight = responses.table(kept)
    means = _means(table, weight)
    spreads = np.sqrt(_means((table - means) ** 2, weight))
    scaled = (table - means) / np.where(spreads > 0, spreads, 1)
    sums = PairSums.of(scaled, weight, seed=seed)
    correlation, shrinkage = definite(sums.correlation())
    if shrinkage > MOST_SHRINKAGE:
        reason = "too few people answered the same questions"
        return Drivers((), responses.n, unknown=reason)
    explained, method = importances(correlation)
    r_squared = float(explained.sum())
    if _p_of_chance(r_squared, n_drivers=len(kept), n=responses.n) > P_REAL:
        return Drivers((), responses.n, r_squared=None, unknown=CHANCE)
    shares = _shares(explained)
    ends = _share_intervals(sums, rounds=rounds, seed=seed)
    found = [
        Driver(
            responses.names[kept[place]],
            responses.n_rated(kept[place]),
            mean=float(means[place]),
            correlation=float(correlation[place, -1]),
            share=float(shares[place]),
            low=float(ends[0, place]),
            high=float(ends[1, place]),
            explained=float(explained[place]),
        )
        for place in np.argsort(-shares, kind="stable")
    ]
    r_squared = float(explained.sum())
    return Drivers(tuple(found), responses.n, r_squared, method, shrinkage)


def _means(table: Floats, weight: Floats) -> Floats:
    """Return the weighted mean of each column over those who answered."""
    weights = np.where(np.isnan(table), 0, weight[:, np.newaxis])
    means: Floats = (np.nan_to_num(table) * weights).sum(axis=0) / weights.sum(axis=0)
    return means


def _shares(explained: Floats) -> Floats:
    """Return the parts of the whole, alike where nothing at all is explained."""
    whole = explained.sum()
    if whole <= 0:
        return np.full(len(explained), 1 / len(explained))
    shares: Floats = explained / whole
    return shares


def _share_intervals(sums: PairSums, *, rounds: int, seed: int) -> Floats:
    """Return the lower and the upper ends of the shares, one row each."""
    samples = sums.resampled(rounds, seed=seed)
    shares = [_shares(importances(definite(each).correlation)[0]) for each in samples]
    ends: Floats = np.percentile(shares, [2.5, 97.5], axis=0)
    return ends
