"""Samples: what the same people would say of drivers if they were asked once more."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

import numpy as np

from stik.insights.drivers.correlation import Moments, definite
from stik.insights.drivers.importance import importances, shares_of
from stik.metrics.intervals import Z_95, p_above
from stik.terms.counts import Floats, Integers

LEAST_SHARE = 1e-6
"""Stands for a share of nothing."""

TINY = 1e-12
"""Stands for an error of nothing, where every sample says the same."""


@dataclass(frozen=True)
class Samples:
    """Bootstrap samples of people: one row a sample, one column a driver.

    `shares` are parts of what all drivers explain, `means` in steps of each driver's
    own scale.
    """

    shares: Floats
    means: Floats

    @classmethod
    def of(
        cls, moments: Iterable[Moments], *, mean: Floats, spread: Floats
    ) -> "Samples":
        """Return the samples of answers that were brought to mean 0 and variance 1.

        `mean` and `spread` are what was taken off and divided by.
        """
        shares, means = [], []
        for each in moments:
            shares.append(shares_of(importances(definite(each.correlation)[0])[0]))
            means.append(each.means[:-1] * spread + mean)
        return cls(np.array(shares), np.array(means))

    def in_order(self, order: Integers) -> "Samples":
        """Return the same samples with the drivers in another order."""
        return Samples(self.shares[:, order], self.means[:, order])

    def ends(self, *, n: float) -> Floats:
        """Return the lower and the upper end of each share, one row each.

        Percentiles of the samples. A sample of `n` people is drawn from themselves and
        so varies too little, by as much as the drivers and the outcome's mean are taken
        from them too: the percentiles lie further out by the root of n over what is
        left. Those of m samples are taken such that one more would lie beyond an end as
        often as it says; counted among the m themselves they lie too far in.

        Source: Hesterberg (2015), The American Statistician 69:371-386; Hyndman and
        Fan (1996), The American Statistician 50:361-365, their sixth.

        Examples
        --------
        >>> shares = np.arange(1, 200)[:, np.newaxis] / 200
        >>> samples = Samples(shares, shares)
        >>> samples.ends(n=1e9).round(3).ravel().tolist()
        [0.025, 0.975]
        >>> samples.ends(n=30).round(3).ravel().tolist()
        [0.021, 0.979]
        """
        left = max(n - self.shares.shape[1] - 1, 1.0)
        tail = 100 * p_above(Z_95 * sqrt(max(n, 1.0) / left))
        ends: Floats = np.percentile(
            self.shares, [tail, 100 - tail], axis=0, method="weibull"
        )
        return ends


def error_of(samples: Floats) -> Floats:
    """Return the standard error of each column, never quite 0."""
    error: Floats = np.maximum(samples.std(axis=0, ddof=1), TINY)
    return error


def log_odds(shares: Floats) -> Floats:
    """Return the logarithm of the odds of each share, none quite 0 or 1."""
    inside = np.clip(shares, LEAST_SHARE, 1 - LEAST_SHARE)
    odds: Floats = np.log(inside / (1 - inside))
    return odds
