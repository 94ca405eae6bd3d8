"""Ratios: how many times as often, how many times as much, with intervals."""

from math import exp, log, sqrt
from typing import NamedTuple

from stik.metrics.intervals import square_and_add, t_95, wilson
from stik.terms.counts import Floats
from stik.terms.estimate import N_UNKNOWN, Estimate


class Part(NamedTuple):
    """How many of so many customers did something."""

    did: int
    n: int


def share_of(part: Part) -> Estimate:
    """Return the share who did, 0 to 1, with Wilson's interval.

    >>> share = share_of(Part(12, 40))
    >>> round(share.value, 2), round(share.low, 4), round(share.high, 4)
    (0.3, 0.1807, 0.4543)
    """
    if part.n < N_UNKNOWN:
        return Estimate.missing(n=part.n, reason=f"n = {part.n}, needs {N_UNKNOWN}")
    share = part.did / part.n
    low, high = wilson(share, n=part.n)
    return Estimate(share, min(low, share), max(high, share), part.n)


def ratio_of_shares(first: Part, second: Part) -> Estimate:
    """Return how many times the second share the first is; n is that of the smaller.

    The logarithms of Wilson's limits are combined. Unknown where nobody did on a side:
    then a ratio of any size would do.

    Source: Zou and Donner (2008), Statistics in Medicine 27:1693-1702.

    >>> ratio = ratio_of_shares(Part(36, 40), Part(16, 80))
    >>> round(ratio.value, 2), round(ratio.low, 2), round(ratio.high, 2)
    (4.5, 2.91, 7.12)
    """
    n = min(first.n, second.n)
    if n < N_UNKNOWN:
        return Estimate.missing(n=n, reason=f"n = {n}, needs {N_UNKNOWN}")
    if not first.did or not second.did:
        return Estimate.missing(n=n, reason="nobody did on one side")
    shares = [part.did / part.n for part in (first, second)]
    logs = [
        tuple(log(end) for end in wilson(share, n=part.n))
        for share, part in zip(shares, (first, second), strict=True)
    ]
    (low, high), (other_low, other_high) = logs
    ends = square_and_add(
        log(shares[0]), (low, high), log(shares[1]), (other_low, other_high)
    )
    return Estimate(shares[0] / shares[1], exp(ends[0]), exp(ends[1]), n)


def ratio_of_means(first: Floats, second: Floats) -> Estimate:
    """Return how many times the second mean the first is; n is that of the smaller.

    The interval is Welch's on the logarithm, where a ratio is a difference.

    >>> import numpy as np
    >>> ratio = ratio_of_means(np.tile([11.0, 13.0], 20), np.tile([9.0, 11.0], 20))
    >>> round(ratio.value, 2), round(ratio.low, 3), round(ratio.high, 3)
    (1.2, 1.151, 1.251)
    """
    n = min(len(first), len(second))
    if n < N_UNKNOWN:
        return Estimate.missing(n=n, reason=f"n = {n}, needs {N_UNKNOWN}")
    means = float(first.mean()), float(second.mean())
    if min(means) <= 0:
        return Estimate.missing(n=n, reason="a mean of 0 or below has no ratio")
    parts = [
        float(values.var(ddof=1)) / (len(values) * mean**2)
        for values, mean in zip((first, second), means, strict=True)
    ]
    spread = sum(parts)
    if spread == 0:
        return Estimate.missing(n=n, reason="all amounts are the same number")
    degrees = spread**2 / sum(
        part**2 / (len(values) - 1)
        for part, values in zip(parts, (first, second), strict=True)
    )
    half = t_95(degrees) * sqrt(spread)
    ratio = means[0] / means[1]
    return Estimate(ratio, ratio * exp(-half), ratio * exp(half), n)
