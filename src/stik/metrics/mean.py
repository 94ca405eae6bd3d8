"""The mean of the answers, in steps of their own scale."""

from math import sqrt
from typing import NamedTuple

from stik.metrics.intervals import (
    bounded_mean,
    p_from_interval,
    p_t_two_sided,
    square_and_add,
    t_95,
)
from stik.metrics.metric import Difference, Metric
from stik.terms.counts import Counts
from stik.terms.estimate import Estimate
from stik.terms.scale import KINDS, Scale

NO_SPREAD = "all answers are the same number, so their spread is unknown"


class Moments(NamedTuple):
    """What an interval of a mean needs to know of the answers.

    `variance` divides by n; `error` is the linearised standard error, which takes
    into account how weights and values go together. `worth` is how many unweighted
    answers would leave the same uncertainty: by `error` or by the weights alone,
    whichever is fewer.
    """

    n: int
    mean: float
    variance: float
    error: float
    worth: float


def moments(counts: Counts) -> Moments:
    """Return the moments of at least two answers.

    >>> two_to_eight = moments(Counts.of([2, 4, 4, 5, 7, 8]))
    >>> two_to_eight.mean, round(two_to_eight.error, 6), two_to_eight.worth
    (5.0, 0.894427, 6.0)
    """
    n = counts.total
    total = float(counts.weight.sum())
    mean = float(counts.weight @ counts.value) / total
    squares = (counts.value - mean) ** 2
    variance = float(counts.weight @ squares) / total
    linearised = float(counts.weight_square @ squares) / total**2
    error = sqrt(linearised * n / (n - 1))
    return Moments(n, mean, variance, error, counts.worth(counts.value))


def measure(counts: Counts, scale: Scale) -> Estimate:
    """Return the mean, from the lowest to the highest value of the scale.

    Goes in: answers on one scale of any kind. On a scale with ends the interval keeps
    to the scale (`bounded_mean`); on `number` it is Student's t with the linearised
    standard error, and unknown when all answers are the same number.

    Source: Student (1908), Biometrika 6:1-25; Cochran (1977), Sampling Techniques;
    Gaffke (2005).

    >>> minutes = Counts.of([2, 4, 4, 5, 7, 8])
    >>> mean = measure(minutes, Scale.parse("number"))
    >>> mean.value, round(mean.low, 6), round(mean.high, 6), mean.n
    (5.0, 2.700802, 7.299198, 6)
    >>> rating = measure(Counts.of([5, 4], n=[45, 5]), Scale.parse("csat_1_5"))
    >>> rating.value, round(rating.low, 2), round(rating.high, 2)
    (4.9, 4.62, 4.97)
    """
    found = moments(counts)
    if scale.low is None or scale.high is None:
        if found.error == 0:
            return Estimate.missing(n=found.n, reason=NO_SPREAD)
        half = t_95(found.worth - 1) * found.error
        return Estimate(found.mean, found.mean - half, found.mean + half, found.n)
    low, high = _ends_on_scale(found, scale.low, scale.high)
    return Estimate(found.mean, low, high, found.n)


def compare(first: Counts, second: Counts, scale: Scale) -> Difference:
    """Return the first mean less the second.

    On a scale with ends the interval squares and adds those of the two means and the
    p-value agrees with it; on `number` both are Welch's.

    Source: Welch (1947), Biometrika 34:28-35; Zou and Donner (2008).

    >>> fast, slow = Counts.of([2, 4, 4, 5, 7, 8]), Counts.of([9, 9, 10, 12, 13])
    >>> change = compare(fast, slow, Scale.parse("number"))
    >>> round(change.value, 2), round(change.p, 4)
    (-5.6, 0.0012)
    """
    one, other = moments(first), moments(second)
    value = one.mean - other.mean
    if scale.low is None or scale.high is None:
        if one.error == 0 or other.error == 0:
            return Difference.missing(first, second, reason=NO_SPREAD)
        low, high, p = _welch(one, other)
        return Difference(value, low, high, p, one.n, other.n)
    low, high = square_and_add(
        one.mean,
        _ends_on_scale(one, scale.low, scale.high),
        other.mean,
        _ends_on_scale(other, scale.low, scale.high),
    )
    p = p_from_interval(value, (low, high))
    return Difference(value, low, high, p, one.n, other.n)


def _ends_on_scale(found: Moments, low: int, high: int) -> tuple[float, float]:
    """Return the interval of a mean that cannot leave the scale."""
    below, above = bounded_mean(
        found.mean, variance=found.variance, n=found.worth, ends=(low, high)
    )
    return min(below, found.mean), max(above, found.mean)


def _welch(one: Moments, other: Moments) -> tuple[float, float, float]:
    """Return the ends and the p-value of a difference of means by Welch."""
    squares, squares_other = one.error**2, other.error**2
    degrees = (squares + squares_other) ** 2 / (
        squares**2 / (one.worth - 1) + squares_other**2 / (other.worth - 1)
    )
    error = sqrt(squares + squares_other)
    value, half = one.mean - other.mean, t_95(degrees) * error
    p = p_t_two_sided(value / error, degrees=degrees)
    return value - half, value + half, p


METHOD = (
    "interval bounded by the scale (Gaffke); t with linearised standard error "
    "on a number without ends"
)

MEAN = Metric(
    name="mean",
    unit="steps",
    kinds=tuple(kind for kind in KINDS if kind != "kano"),  # five words in no order
    definition="Mean of the answers, in steps of their scale.",
    method=METHOD,
    measure=measure,
    compare=compare,
)
