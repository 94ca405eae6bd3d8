"""The leading reason: is it surely more frequent than every other one?"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, sqrt

from stik.insights.comparison import Z_POWER, Z_SURE
from stik.metrics.intervals import Z_95, p_two_sided
from stik.terms.estimate import N_TOO_FEW, N_UNKNOWN


@dataclass(frozen=True)
class Leading:
    """The reason most often stated, and whether it surely leads.

    `ahead`, `low` and `high` are how much larger its share is than that of the second,
    null where `unknown` says why. `n_more` answers would tell, null where it is told.
    """

    reason: str | None
    second: str | None
    ahead: float | None
    low: float | None
    high: float | None
    n: int
    is_sure: bool | None
    n_more: int | None = None
    unknown: str | None = None


def leading_reason(stated: Mapping[str, int]) -> Leading:
    """Return which reason leads, from how many stated each; one reason each.

    Both shares are of the same people, so the variance of their difference is
    p + q - (p - q)². The p-value is corrected for the reason having been chosen among
    all (Bonferroni over the others). Unknown below 5 answers or with one reason only,
    not told below 30.

    Source: Franklin (2007), The margin of error for differences in polls.

    Examples
    --------
    >>> found = leading_reason({"price": 90, "a competitor": 140, "service": 70})
    >>> found.reason, found.second, round(found.ahead, 3), found.is_sure
    ('a competitor', 'price', 0.167, True)
    """
    n = sum(stated.values())
    ranked = sorted(stated, key=lambda reason: (-stated[reason], reason))
    if n < N_UNKNOWN or len(ranked) < 2:
        reason = f"n = {n}, needs {N_UNKNOWN}" if n < N_UNKNOWN else "one reason only"
        return Leading(None, None, None, None, None, n, None, unknown=reason)
    first, second = (stated[reason] / n for reason in ranked[:2])
    ahead = first - second
    variance = first + second - ahead**2
    error = sqrt(variance / n)
    p = p_two_sided(ahead / error) * (len(ranked) - 1) if error > 0 else 0.0
    is_sure = p < 0.05 if n >= N_TOO_FEW else None
    return Leading(
        ranked[0],
        ranked[1],
        ahead,
        ahead - Z_95 * error,
        ahead + Z_95 * error,
        n,
        is_sure,
        None if is_sure else _n_more(ahead, variance, n),
    )


def _n_more(ahead: float, variance: float, n: int) -> int | None:
    """Return how many more answers would tell; None when two are level."""
    if ahead == 0:
        return None
    needed = ceil((Z_SURE + Z_POWER) ** 2 * variance / ahead**2)
    return max(needed, N_TOO_FEW, n + 1) - n
