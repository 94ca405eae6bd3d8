"""Kernels of every metric that is a share of the answers."""

from math import sqrt

import numpy as np
import numpy.typing as npt

from stik.metrics.intervals import p_two_sided, square_and_add, wilson
from stik.metrics.metric import Difference
from stik.terms.counts import Counts
from stik.terms.estimate import Estimate

Chosen = npt.NDArray[np.bool_]


def share_of(counts: Counts, chosen: Chosen) -> float:
    """Return the weighted share of the answers whose entry is chosen, 0 to 1."""
    return float(counts.weight[chosen].sum()) / float(counts.weight.sum())


def estimate_share(counts: Counts, chosen: Chosen) -> Estimate:
    """Return the share of the chosen answers with its Wilson interval.

    Weighted answers count as what they are worth in the interval.
    """
    share = share_of(counts, chosen)
    low, high = wilson(share, n=counts.worth(chosen.astype(float)))
    return Estimate(share, min(low, share), max(high, share), counts.total)


def compare_shares(
    first: Counts, first_chosen: Chosen, second: Counts, second_chosen: Chosen
) -> Difference:
    """Return the first share less the second by Newcombe's method 10.

    The p-value is that of the score test, which pools the two shares.
    """
    share, other = share_of(first, first_chosen), share_of(second, second_chosen)
    n = first.worth(first_chosen.astype(float))
    n_other = second.worth(second_chosen.astype(float))
    low, high = square_and_add(
        share, wilson(share, n=n), other, wilson(other, n=n_other)
    )
    pooled = (n * share + n_other * other) / (n + n_other)
    error = sqrt(max(pooled * (1 - pooled), 0.0) * (1 / n + 1 / n_other))
    p = p_two_sided((share - other) / error) if error > 0 else 1.0
    return Difference(share - other, low, high, p, first.total, second.total)
