"""What one point more is worth: the amount that goes with a better experience."""

from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np

from stik.metrics.intervals import t_95
from stik.terms.counts import Floats
from stik.terms.estimate import N_UNKNOWN, Estimate

ROUNDS = 2_000
N_GROUPS = 1_000
"""Customers are summed in at most so many groups, which the bootstrap draws from."""

SEED = 20_260_302

NO_SPREAD = 1e-9
"""A column with less of its variance than this left, given the others, says nothing."""

CLAIM: Final = "association"


@dataclass(frozen=True)
class Worth:
    """The later amount that goes with one point more: an association, not a cause.

    `plain` compares customers as they are, `adjusted` those who brought as much before
    (unknown where that was not given): who pays more may be treated better. Amounts
    are in one currency; customers with a missing number are left out. `total` is
    the adjusted amount, or the plain one where there is none, for all customers.
    """

    plain: Estimate
    adjusted: Estimate
    total: Estimate
    claim: str = CLAIM


def worth_of_a_point(
    points: Floats,
    amount: Floats,
    *,
    earlier: Floats | None = None,
    n_customers: int | None = None,
) -> Worth:
    """Return what one point more of each customer goes with.

    Parameters
    ----------
    points : array, one number per customer
        The answer as the metric counts it: 100, 0 or -100 for one point of NPS.
    amount : array, one number per customer
        What the customer brought *after* the answer; 1 and 0 for stayed and left.
    earlier : array, optional
        What they brought in as long a period before it.
    n_customers : int, optional
        How many customers `total` is for; those given, where it is left out.

    Examples
    --------
    >>> points = np.tile([-100.0, 0.0, 100.0], 50)
    >>> amount = 200 + 0.3 * points + np.tile([5.0, -5.0], 75)
    >>> worth = worth_of_a_point(points, amount, n_customers=10_000)
    >>> round(worth.plain.value, 3), round(worth.total.value), worth.claim
    (0.3, 3000, 'association')
    """
    known = [points, amount] if earlier is None else [points, amount, earlier]
    table = np.column_stack(known).astype(np.float64)
    table = table[np.isfinite(table).all(axis=1)]
    n = len(table)
    factor = n if n_customers is None else n_customers
    plain = _slope(table[:, :2])
    if earlier is None:
        missing = Estimate.missing(n=n, reason="what they brought before is not given")
        return Worth(plain, missing, _times(plain, factor))
    adjusted = _slope(table)
    return Worth(plain, adjusted, _times(adjusted, factor))


def _slope(table: Floats) -> Estimate:
    """Return the slope of the second column on the first, given the others.

    Least squares; percentile bootstrap of customers, its tails widened as Student's t
    is wider than the normal: Hesterberg (2015), The American Statistician 69:371-386.
    """
    n = len(table)
    if n < N_UNKNOWN:
        return Estimate.missing(n=n, reason=f"n = {n}, needs {N_UNKNOWN}")
    centred = table - table.mean(axis=0)
    spread = centred.std(axis=0)
    if spread[0] == 0:
        return Estimate.missing(n=n, reason="all customers gave the same points")
    if spread[1] == 0:
        return Estimate.missing(n=n, reason="all customers brought the same amount")
    sums = _sums(centred[:, spread > 0] / spread[spread > 0])
    resampled = _slopes(_resampled(sums))
    value = _slopes(sums.sum(axis=0)[np.newaxis])
    if not len(value) or len(resampled) < ROUNDS / 2:
        return Estimate.missing(n=n, reason="too few customers differ in their points")
    tail, slope = _tail(len(sums)), float(value[0])
    low, high = np.quantile(resampled, [tail, 1 - tail]).tolist()
    unit = float(spread[1] / spread[0])
    return Estimate(unit * slope, unit * min(low, slope), unit * max(high, slope), n)


def _resampled(sums: Floats) -> Floats:
    """Return the sums of each round of the bootstrap."""
    n = len(sums)
    generator = np.random.default_rng(SEED)
    drawn = generator.multinomial(n, [1 / n] * n, size=ROUNDS).astype(np.float64)
    together: Floats = np.tensordot(drawn, sums, axes=1)
    return together


def _sums(table: Floats) -> Floats:
    """Return the products of all columns, 1 among them, summed group by group."""
    rows = np.column_stack([np.ones(len(table)), table])
    order = np.random.default_rng(SEED).permutation(len(rows))
    groups = np.array_split(order, min(len(rows), N_GROUPS))
    return np.array([rows[group].T @ rows[group] for group in groups])


def _slopes(sums: Floats) -> Floats:
    """Return the slope of each round in which there is one."""
    cause = [0, 1, *range(3, sums.shape[1])]
    left = sums[:, cause][:, :, cause] / sums[:, :1, :1]
    right = sums[:, cause, 2] / sums[:, 0, :1]
    usable = np.linalg.eigvalsh(left)[:, 0] > NO_SPREAD
    solved = np.linalg.solve(left[usable], right[usable][:, :, np.newaxis])
    return np.asarray(solved[:, 1, 0], dtype=np.float64)


def _tail(n: int) -> float:
    """Return the share to cut off each end of so many drawn from."""
    return NormalDist().cdf(-t_95(n - 1) * (n / (n - 1)) ** 0.5)


def _times(estimate: Estimate, factor: int) -> Estimate:
    value, low, high = estimate.value, estimate.low, estimate.high
    if value is None or low is None or high is None:
        return estimate
    return Estimate(value * factor, low * factor, high * factor, estimate.n)
