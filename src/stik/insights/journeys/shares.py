"""Shares: so many of so many, with their intervals; held against another, or a base."""

from dataclasses import dataclass
from functools import lru_cache
from math import exp, log, sqrt

import numpy as np

from stik.metrics.metric import Difference, unknown_because
from stik.metrics.share import compare_shares, estimate_share
from stik.terms.counts import Counts
from stik.terms.estimate import Estimate

_FIT = np.array([True, False])


@dataclass(frozen=True)
class Share:
    """`n_fit` of `n` fit, such as instances that reached a step."""

    n_fit: int
    n: int

    @property
    def value(self) -> float:
        """Return the share from 0 to 1, of none 0."""
        return self.n_fit / self.n if self.n else 0.0

    @property
    def estimate(self) -> Estimate:
        """Return it with Wilson's interval, unknown of fewer than 5."""
        return _estimated(self)

    def less(self, other: "Share") -> Difference:
        """Return this share less another one's, unknown where either has below 5."""
        first, second = self._counts, other._counts  # noqa: SLF001 - of its own kind
        reason = unknown_because(first) or unknown_because(second)
        if reason is not None:
            return Difference.missing(first, second, reason=reason)
        return compare_shares(first, _FIT, second, _FIT)

    @property
    def _counts(self) -> Counts:
        return Counts.of([1.0, 0.0], [self.n_fit, self.n - self.n_fit])


@lru_cache(maxsize=4096)
def _estimated(share: Share) -> Estimate:
    # Of a hundred thousand ways nearly all are gone once or twice.
    counts = share._counts  # noqa: SLF001 - a part of `Share`
    reason = unknown_because(counts)
    if reason is not None:
        return Estimate.missing(n=share.n, reason=reason)
    return estimate_share(counts, _FIT)


def lift_of(share: Share, base: Share, *, n_both: int) -> Estimate:
    """Return how many times as large a share is as the base rate, with interval.

    `share` is of some of those that the base rate is of, so that both vary together;
    `n_both` of these some count in the base rate (at least those that fit). From the
    Wilson intervals of both on the logarithm, less what they have in common. Where none
    fit it is 0, up to what the share's own interval allows. Unknown of fewer than 5,
    or where the base rate is 0.

    Source: Zou and Donner (2008), Statistics in Medicine 27:1693-1702.

    >>> found = lift_of(Share(30, 40), Share(50, 100), n_both=30)
    >>> [round(end, 3) for end in (found.value, found.low, found.high)]
    [1.5, 1.248, 1.777]
    """
    within, about = share.estimate, base.estimate
    if within.high is None or not about.low:
        reason = within.unknown or "the base rate is 0"
        return Estimate.missing(n=share.n, reason=reason)
    most = 1 / base.value
    if not share.n_fit:
        return Estimate(0.0, 0.0, within.high / about.low, share.n)
    value, common = share.value * most, _correlation(share, base, n_both)
    below = _distance(_below(within), _above(about), common)
    above = _distance(_above(within), _below(about), common)
    return Estimate(value, value / exp(below), min(value * exp(above), most), share.n)


def _below(share: Estimate) -> float:
    return log((share.value or 1.0) / (share.low or 1.0))


def _above(share: Estimate) -> float:
    return log((share.high or 1.0) / (share.value or 1.0))


def _distance(first: float, second: float, common: float) -> float:
    return sqrt(max(first**2 + second**2 - 2 * common * first * second, 0.0))


def _correlation(share: Share, base: Share, n_both: int) -> float:
    """Return how far a share and its base rate vary together, from 0 to 1.

    Each share in it is drawn a little to the middle, as Agresti and Coull (1998) do:
    of few, none is no proof that there never are any.
    """
    fit, both = _drawn(share.n_fit, share.n), _drawn(n_both, share.n)
    n_rest = base.n - share.n
    rest = _drawn(base.n_fit - n_both, n_rest)
    whole = share.n * both * (1 - both) + n_rest * rest * (1 - rest)
    together = share.n * fit * (1 - both)
    return min(together / sqrt(share.n * fit * (1 - fit) * whole), 1.0)


def _drawn(n_fit: int, n: int) -> float:
    return (n_fit + 2) / (n + 4)
