"""Groups: what drives the outcome within each, and what differs between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from typing import NamedTuple

import numpy as np

from stik.insights.comparison import Comparison, judged
from stik.insights.drivers.driver import Driver, Drivers
from stik.insights.drivers.sampling import TINY, log_odds
from stik.metrics.intervals import Z_95, Interval, p_two_sided, square_and_add
from stik.metrics.metric import Difference

ALONE = "no other group to hold it against"
OTHER_DRIVERS = "not every driver is known here, so shares are of another whole"


@dataclass(frozen=True)
class GroupDriver:
    """A driver within one group, and its share against that in the other groups.

    The difference is the share here less the average of the shares in the other groups,
    all groups counting alike; it is judged among all groups and drivers shown.
    """

    group: str
    driver: Driver
    comparison: Comparison


def beside_others(found: Mapping[str, Drivers]) -> list[GroupDriver]:
    """Return each group's drivers beside those of the other groups, in order.

    Shares are compared between groups in which all drivers are known that any group
    knows: else they are shares of different wholes. People are in one group only, so
    the bootstrap intervals of the shares square and add; the p-value is that of the
    logarithms of their odds, as shares of few people are lopsided.
    """
    rows = [(group, each) for group, of in found.items() for each in of.drivers]
    whole = {each.name for _, each in rows if each.share is not None}
    comparable = {
        group: {each.name: each for each in of.drivers}
        for group, of in found.items()
        if {each.name for each in of.drivers if each.share is not None} == whole
    }
    differences = [
        _difference(group, driver, comparable=comparable) for group, driver in rows
    ]
    return [
        GroupDriver(group, driver, comparison)
        for (group, driver), comparison in zip(rows, judged(differences), strict=True)
    ]


def _difference(
    group: str, driver: Driver, *, comparable: Mapping[str, Mapping[str, Driver]]
) -> Difference:
    """Return a driver's share less its average share in the other groups."""
    others = [of[driver.name] for name, of in comparable.items() if name != group]
    n_others = sum(each.n for each in others)
    reason = driver.unknown
    if reason is None and group not in comparable:
        reason = OTHER_DRIVERS
    if reason is None and not others:
        reason = ALONE
    if reason is not None:
        return Difference(None, None, None, None, driver.n, n_others, reason)
    found, known = _known(driver), [_known(each) for each in others]
    average, ends = _average(known)
    low, high = square_and_add(found.share, found.ends, average, ends)
    error = max(hypot(found.error, *(each.error / len(known) for each in known)), TINY)
    p = p_two_sided(
        (found.odds - sum(each.odds for each in known) / len(known)) / error
    )
    value = found.share - average
    return Difference(value, low, high, p, driver.n, n_others)


class _Known(NamedTuple):
    """A share with its interval, and the logarithm of its odds with its error."""

    share: float
    ends: Interval
    odds: float
    error: float


def _known(driver: Driver) -> _Known:
    share, low, high = driver.share or 0.0, driver.low or 0.0, driver.high or 0.0
    low, high = min(low, share), max(high, share)
    odds, odds_low, odds_high = log_odds(np.array([share, low, high])).tolist()
    return _Known(share, (low, high), odds, (odds_high - odds_low) / (2 * Z_95))


def _average(known: Sequence[_Known]) -> tuple[float, Interval]:
    """Return the average share of several groups, and its interval."""
    share = sum(each.share for each in known) / len(known)
    below = hypot(*(each.share - each.ends[0] for each in known)) / len(known)
    above = hypot(*(each.ends[1] - each.share for each in known)) / len(known)
    return share, (share - below, share + above)
