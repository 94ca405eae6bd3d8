"""How many a month, how long typically, and what they make: each with its interval."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from math import hypot
from types import ModuleType

import numpy as np

from stik.insights.comparison import P_REAL, corrected
from stik.metrics.intervals import p_from_interval, square_and_add
from stik.terms.counts import Floats
from stik.terms.estimate import Estimate

DAYS_OF_A_MONTH = 365.25 / 12
FEWEST_DAYS = 28

_FEWEST_FOR_MEDIAN = 6

METHOD = (
    "counts: Garwood's interval of a Poisson count, of instances that come by "
    "themselves; medians: by order statistics; products and differences of them: from "
    "the interval of each (Zou and Donner)"
)

NOT_SEEN_FOR_LONG = f"fewer than {FEWEST_DAYS} days are seen"


def per_month(n: int, *, days: float, dispersion: float = 1.0) -> Estimate:
    """Return how many there are a month (a twelfth of a year), of so many in days.

    `dispersion` says how many come together: of visits, the mean number in the instance
    of any visit. Source: Garwood (1936), Biometrika 28:437-442.

    >>> found = per_month(10, days=365.25 / 12)
    >>> found.value, round(found.low, 2), round(found.high, 2)
    (10.0, 4.8, 18.39)
    """
    if days < FEWEST_DAYS:
        return Estimate.missing(n=n, reason=NOT_SEEN_FOR_LONG)
    months, arrivals = days / DAYS_OF_A_MONTH, n / dispersion
    low = _special().gammaincinv(arrivals, 0.025) if n else 0.0
    high = _special().gammaincinv(arrivals + 1, 0.975)
    low, high = (float(end) * dispersion / months for end in (low, high))
    return Estimate(n / months, low, high, n)


def median_of(values: Floats) -> Estimate:
    """Return the median with its interval, unknown of fewer than 6 values.

    The ends are the narrowest pair of values, alike far from either end, that holds it
    with 95 %. Source: Conover (1999), Practical Nonparametric Statistics, section 3.2.

    >>> found = median_of(np.arange(1.0, 11.0))
    >>> found.value, found.low, found.high
    (5.5, 2.0, 9.0)
    """
    n = len(values)
    below = _values_below(n)
    if below is None:
        return Estimate.missing(n=n, reason="fewer than 6 of them")
    ordered = np.sort(values)
    ends = float(ordered[below]), float(ordered[n - 1 - below])
    return Estimate(float(np.median(values)), *ends, n)


def together(parts: Sequence[Estimate]) -> Estimate:
    """Return the sum of amounts that rise and fall together; n is that of all.

    Its ends are the sums of theirs: visits to two steps are of the same instances.
    """
    n = sum(each.n for each in parts)
    known = [ends for each in parts if (ends := _ends(each)) is not None]
    if not parts or len(known) < len(parts):
        reasons = (each.unknown for each in parts if each.unknown)
        return Estimate.missing(n=n, reason=next(reasons, "there are none"))
    value, low, high = (float(sum(each)) for each in zip(*known, strict=True))
    return Estimate(value, low, high, n)


def difference(first: Estimate, second: Estimate) -> Estimate:
    """Return the first less the second, which know nothing of each other.

    n is the smaller one.
    """
    n = min(first.n, second.n)
    one, other = _ends(first), _ends(second)
    if one is None or other is None:
        reason = first.unknown or second.unknown or ""
        return Estimate.missing(n=n, reason=reason)
    ends = square_and_add(one[0], one[1:], other[0], other[1:])
    return Estimate(one[0] - other[0], *ends, n)


def product(first: Estimate, second: Estimate) -> Estimate:
    """Return the product of two amounts, 0 or more, that know nothing of each other.

    Each end is that of a sum in which either moves while the other keeps its value,
    as `square_and_add` has it. n is the smaller one.
    """
    n = min(first.n, second.n)
    one, other = _ends(first), _ends(second)
    if one is None or other is None:
        reason = first.unknown or second.unknown or ""
        return Estimate.missing(n=n, reason=reason)
    (a, a_low, a_high), (b, b_low, b_high) = one, other
    below = hypot(b * (a - a_low), a * (b - b_low))
    above = hypot(b * (a_high - a), a * (b_high - b))
    return Estimate(a * b, max(a * b - below, 0.0), a * b + above, n)


def off_zero(amounts: Sequence[Estimate]) -> list[bool]:
    """Return which amounts are really off 0, corrected for how many there are.

    Never those of fewer than 30.
    """
    p_values = [None if each.has_too_few else _p(each) for each in amounts]
    return [p is not None and p < P_REAL for p in corrected(p_values)]


def _p(amount: Estimate) -> float | None:
    ends = _ends(amount)
    if ends is None:
        return None
    value, low, high = ends
    if value == (low if value > 0 else high) != 0:  # sure on the side of 0
        return 0.0
    return p_from_interval(value, (low, high))


def _ends(amount: Estimate) -> tuple[float, float, float] | None:
    """Return value, low and high, or None where they are unknown."""
    if amount.value is None or amount.low is None or amount.high is None:
        return None
    return amount.value, amount.low, amount.high


def scaled(amount: Estimate, by: float) -> Estimate:
    """Return an amount times a number that is exact."""
    ends = _ends(amount)
    if ends is None:
        return amount
    low, high = sorted((ends[1] * by, ends[2] * by))
    return replace(amount, value=ends[0] * by, low=low, high=high)


def _values_below(n: int) -> int | None:
    """Return how many values lie below the lower end of the interval of a median."""
    return int(_special().bdtrik(0.025, n, 0.5)) if n >= _FEWEST_FOR_MEDIAN else None


@lru_cache(maxsize=1)
def _special() -> ModuleType:
    """Return scipy.special: it costs 0.3 CPU s, which other questions need not pay."""
    return import_module("scipy.special")
