"""Met or exceeded: the share whose expectation was met, or more than met."""

import numpy as np

from stik.metrics.metric import Difference, Metric
from stik.metrics.share import compare_shares, estimate_share
from stik.terms.counts import Counts, Floats
from stik.terms.estimate import Estimate
from stik.terms.scale import Scale


def _is_met(value: Floats, _scale: Scale) -> Floats:
    """Return 1 for each answer that met or exceeded it, else 0."""
    return np.where(value >= 0, 1.0, 0.0)


def measure(counts: Counts, _scale: Scale) -> Estimate:
    """Return the share of answers of 0 and above, 0 to 1.

    Goes in: answers on a gap scale, or on an expectation scale that says how far the
    expectation was met, such as -2 (much worse than expected) to 2 (much better).

    Source: Oliver (1980), Journal of Marketing Research 17:460-469; interval: Wilson
    (1927).

    >>> answers = Counts.of([1, 0, -1, -2], n=[10, 15, 15, 10])
    >>> share = measure(answers, Scale.parse("gap_-4_4"))
    >>> share.value, round(share.low, 4), round(share.high, 4), share.n
    (0.5, 0.3664, 0.6336, 50)
    """
    return estimate_share(counts, counts.value >= 0)


def compare(first: Counts, second: Counts, _scale: Scale) -> Difference:
    """Return the first share less the second, -1 to 1, by Newcombe's method 10."""
    return compare_shares(first, first.value >= 0, second, second.value >= 0)


MET_OR_EXCEEDED = Metric(
    name="met_or_exceeded",
    unit="share",
    kinds=("gap", "expectation"),
    definition="Share of answers that met or exceeded what was expected.",
    method="Wilson interval; difference by Newcombe's method 10",
    measure=measure,
    compare=compare,
    crosses_zero=True,
    score=_is_met,
)
