"""How many a month, how long typically, and what they make: each with its interval."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from math import hypot
from types import ModuleType

import numpy as np

from stik.terms.counts import Floats
from stik.terms.estimate import Estimate

DAYS_OF_A_MONTH = 365.25 / 12
FEWEST_DAYS = 28

_FEWEST_FOR_MEDIAN = 6

METHOD = (
    "counts: Garwood's interval of a Poisson count, of instances that come by "
    "themselves; medians: by order statistics; products, sums and differences of them: "
    "from the interval of each (Donner and Zou)"
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


def total(parts: Sequence[Estimate]) -> Estimate:
    """Return the sum of amounts that know nothing of each other; n is theirs together.

    Source of its ends: Zou and Donner (2008), Statistics in Medicine 27:1693-1702.
    """
    n = sum(each.n for each in parts)
    known = [
        (each.value, each.low, each.high)
        for each in parts
        if each.value is not None and each.low is not None and each.high is not None
    ]
    if not parts or len(known) < len(parts):
        reasons = (each.unknown for each in parts if each.unknown)
        return Estimate.missing(n=n, reason=next(reasons, "there are none"))
    value = sum(each for each, _, _ in known)
    below = hypot(*(each - low for each, low, _ in known))
    above = hypot(*(high - each for each, _, high in known))
    return Estimate(value, value - below, value + above, n)


def difference(first: Estimate, second: Estimate) -> Estimate:
    """Return the first less the second, which know nothing of each other."""
    return total((first, scaled(second, -1.0)))


def product(first: Estimate, second: Estimate) -> Estimate:
    """Return the product of two amounts, 0 or more, that know nothing of each other.

    Its ends are those of a sum in which either moves while the other keeps its value.
    """
    of_first, of_second = scaled(first, second.value), scaled(second, first.value)
    both = total((of_first, of_second))
    if both.value is None or both.low is None or both.high is None:
        return both
    value = both.value / 2
    n = min(first.n, second.n)
    return Estimate(value, max(both.low - value, 0.0), both.high - value, n)


def scaled(amount: Estimate, by: float | None) -> Estimate:
    """Return an amount times a number that is exact, itself where that is None."""
    if amount.value is None or amount.low is None or amount.high is None or by is None:
        return amount
    low, high = sorted((amount.low * by, amount.high * by))
    return replace(amount, value=amount.value * by, low=low, high=high)


def _values_below(n: int) -> int | None:
    """Return how many values lie below the lower end of the interval of a median."""
    return int(_special().bdtrik(0.025, n, 0.5)) if n >= _FEWEST_FOR_MEDIAN else None


@lru_cache(maxsize=1)
def _special() -> ModuleType:
    """Return scipy.special: it costs 0.3 CPU s, which other questions need not pay."""
    return import_module("scipy.special")
