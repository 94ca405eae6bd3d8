"""Customer satisfaction: the share who ticked one of the two best boxes."""

import numpy as np

from stik.metrics.metric import Difference, Metric
from stik.metrics.share import compare_shares, estimate_share
from stik.terms.counts import Counts, Floats
from stik.terms.estimate import Estimate
from stik.terms.scale import Scale

FEWEST_BOXES_FOR_TWO = 4
MOST_BOXES = 11


def satisfied_from(scale: Scale) -> float:
    """Return the lowest value that counts as satisfied.

    Two best boxes on 4 to 11 boxes, the best one on fewer, and the upper quarter on a
    slider, where two boxes of a hundred would mean nothing.

    >>> [satisfied_from(Scale.parse(name)) for name in ("csat_1_5", "csat_1_10")]
    [4.0, 9.0]
    >>> [satisfied_from(Scale.parse(name)) for name in ("yes_no", "csat_0_100")]
    [1.0, 75.0]
    """
    low, high = float(scale.low or 0), float(scale.high or 0)
    boxes = high - low + 1
    if boxes < FEWEST_BOXES_FOR_TWO:
        return high
    if boxes <= MOST_BOXES:
        return high - 1
    return low + 0.75 * (high - low)


def _is_satisfied(value: Floats, scale: Scale) -> Floats:
    """Return 1 for each satisfied answer, else 0."""
    return np.where(value >= satisfied_from(scale), 1.0, 0.0)


def measure(counts: Counts, scale: Scale) -> Estimate:
    """Return the share of satisfied answers, 0 to 1.

    Goes in: answers on a csat scale (the two best boxes count) or yes_no (yes counts).

    Source: Dixon, Freeman and Toman (2010) and common use of the "top 2 box"; interval:
    Wilson (1927).

    >>> answers = Counts.of([5, 4, 3, 1], n=[5, 7, 20, 8])
    >>> share = measure(answers, Scale.parse("csat_1_5"))
    >>> share.value, round(share.low, 6), round(share.high, 6), share.n
    (0.3, 0.180748, 0.4543, 40)
    """
    return estimate_share(counts, counts.value >= satisfied_from(scale))


def compare(first: Counts, second: Counts, scale: Scale) -> Difference:
    """Return the first share less the second, -1 to 1, by Newcombe's method 10.

    >>> web, shop = Counts.of([5, 2], n=[56, 14]), Counts.of([5, 2], n=[48, 32])
    >>> change = compare(web, shop, Scale.parse("csat_1_5"))
    >>> round(change.value, 4), round(change.low, 4), round(change.high, 4)
    (0.2, 0.0524, 0.3339)
    """
    least = satisfied_from(scale)
    return compare_shares(first, first.value >= least, second, second.value >= least)


CSAT = Metric(
    name="csat",
    unit="share",
    kinds=("csat", "yes_no"),
    definition="Share of answers in the two best boxes of the scale; of yes_no, yes.",
    method="Wilson interval; difference by Newcombe's method 10",
    measure=measure,
    compare=compare,
    score=_is_satisfied,
)
