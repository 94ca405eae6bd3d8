"""Retention: what share of the customers stays so many months, and who stays longer."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stik.insights.value.lives.lifetimes import Lifetimes
from stik.insights.value.lives.survival import Curve, LogRank, log_rank, stay_curve
from stik.metrics.intervals import wilson
from stik.terms.estimate import N_TOO_FEW, N_UNKNOWN, Estimate


@dataclass(frozen=True)
class Retained:
    """The share of the customers who stay longer than so many months.

    `n` of the estimate is how many customers, all seen for so long, would tell as much.
    """

    months: float
    share: Estimate


@dataclass(frozen=True)
class GroupRetention:
    """How long one group of customers stays."""

    name: str
    n: int
    n_left: int
    retained: tuple[Retained, ...]


@dataclass(frozen=True)
class RetentionByGroup:
    """How long each group stays, and whether they differ.

    `difference` is None exactly when `unknown` says why. `n_without_group` customers
    are in none of them. Groups who stay differently are associated with staying: what
    put customers into them may be the cause.
    """

    groups: tuple[GroupRetention, ...]
    difference: LogRank | None
    n_without_group: int
    unknown: str | None = None

    @property
    def is_real(self) -> bool | None:
        """Return whether the groups differ, None when it cannot be told."""
        if self.difference is None or any(each.n < N_TOO_FEW for each in self.groups):
            return None
        return self.difference.p < 0.05


def retention(lifetimes: Lifetimes, *, at: Sequence[float]) -> tuple[Retained, ...]:
    """Return the share of customers who stay longer than each number of months.

    Kaplan and Meier's estimate with Rothman's interval: Wilson's, for as many
    customers as Greenwood's variance is worth. With everybody seen to the end it is
    Wilson's interval of the share. Unknown beyond the last month anybody was seen.

    Source: Rothman (1978), Journal of Chronic Diseases 31:557-560.

    Examples
    --------
    >>> months = np.repeat([3.0, 12.0], [12, 28])
    >>> stays = Lifetimes(months, months < 12)
    >>> [year_half] = retention(stays, at=[6])
    >>> round(year_half.share.value, 2), round(year_half.share.low, 4)
    (0.7, 0.5457)
    """
    curve = stay_curve(lifetimes)
    return tuple(Retained(months, _share(lifetimes, curve, months)) for months in at)


def retention_by_group(
    lifetimes: Lifetimes, group: Sequence[str | None], *, at: Sequence[float]
) -> RetentionByGroup:
    """Return the retention of each group, by name, and the log-rank test between them.

    Groups of an experience (promoters and detractors; best, middling and bad answers)
    need lifetimes counted from that answer on: see `Lifetimes`.

    Parameters
    ----------
    lifetimes : Lifetimes
        One entry per customer.
    group : sequence of str or None
        The group of each customer; None belongs to no group and is left out, counted.
    at : sequence of float
        The months at which the share who stay is wanted.

    Examples
    --------
    >>> months = np.tile([2.0, 4.0, 6.0, 8.0, 10.0], 20)
    >>> stays = Lifetimes(months, np.arange(100) >= 50)
    >>> found = retention_by_group(stays, ["happy"] * 50 + ["unhappy"] * 50, at=[5])
    >>> [(each.name, each.n_left) for each in found.groups], found.is_real
    ([('happy', 0), ('unhappy', 50)], True)
    """
    if len(group) != lifetimes.n:
        raise ValueError("group must be one per customer")
    named = np.array(["" if each is None else each for each in group], dtype=object)
    known = np.array([each is not None for each in group], dtype=bool)
    groups = tuple(
        _group(name, lifetimes.only(known & (named == name)), at=at)
        for name in sorted(set(named[known]))
    )
    n_without = int((~known).sum())
    reason = _unknown(groups)
    if reason is not None:
        return RetentionByGroup(groups, None, n_without, reason)
    code = np.unique(named[known].astype(str), return_inverse=True)[1]
    return RetentionByGroup(groups, log_rank(lifetimes.only(known), code), n_without)


def _group(name: str, lifetimes: Lifetimes, *, at: Sequence[float]) -> GroupRetention:
    found = retention(lifetimes, at=at)
    return GroupRetention(name, lifetimes.n, lifetimes.n_left, found)


def _unknown(groups: Sequence[GroupRetention]) -> str | None:
    """Return why groups cannot be compared, or None."""
    if len(groups) < 2:
        return "there is no other group to compare with"
    least = min(groups, key=lambda each: each.n)
    if least.n < N_UNKNOWN:
        return f"'{least.name}' has n = {least.n}, needs {N_UNKNOWN}"
    if not any(each.n_left for each in groups):
        return "nobody has left"
    return None


def _share(lifetimes: Lifetimes, curve: Curve, months: float) -> Estimate:
    n = lifetimes.n
    if n < N_UNKNOWN:
        return Estimate.missing(n=n, reason=f"n = {n}, needs {N_UNKNOWN}")
    last = float(lifetimes.months.max())
    passed = int(np.searchsorted(curve.months, months, side="right"))
    share = float(curve.share[passed - 1]) if passed else 1.0
    if months > last and share > 0:
        reason = f"nobody was seen for longer than {last:g} months"
        return Estimate.missing(n=0, reason=reason)
    worth = _worth(lifetimes, curve, months=months, passed=passed)
    if worth < N_UNKNOWN:
        return Estimate.missing(
            n=int(worth),
            reason=f"too few were seen for {months:g} months: "
            f"worth {worth:.1f} customers, needs {N_UNKNOWN}",
        )
    low, high = wilson(share, n=worth)
    return Estimate(share, min(low, share), max(high, share), int(worth + 1e-9))


def _worth(lifetimes: Lifetimes, curve: Curve, *, months: float, passed: int) -> float:
    """Return how many customers seen to the end would leave the same uncertainty."""
    shares = curve.share[:passed]
    some = np.flatnonzero((shares > 0) & (curve.variance[:passed] > 0))
    if not len(some):
        entered = 0.0 if lifetimes.entered is None else lifetimes.entered
        seen = (lifetimes.months >= months) & (entered <= months)
        return float(seen.sum()) if passed == 0 else float(curve.at_risk[0])
    at = int(some[-1])
    share = float(shares[at])
    return share * (1 - share) / float(curve.variance[at])
