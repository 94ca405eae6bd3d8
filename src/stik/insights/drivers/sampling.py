"""Samples: what the same people would say of drivers if they were asked once more."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from stik.insights.drivers.correlation import Moments, definite
from stik.insights.drivers.importance import importances, shares_of
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

    @property
    def ends(self) -> Floats:
        """Return the lower and the upper end of each share, one row each."""
        ends: Floats = np.percentile(self.shares, [2.5, 97.5], axis=0)
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
