"""What each customer will still bring, and all of them together with an interval."""

from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np

from stik.insights.value.buying.purchases import Purchases
from stik.insights.value.buying.rates import (
    Buying,
    FittedBuying,
    chance_still_customer,
    expected_purchases,
)
from stik.insights.value.buying.spending import FittedSpends, Spends, expected_amount
from stik.metrics.intervals import Z_95
from stik.terms.counts import Floats
from stik.terms.estimate import Estimate

GAP = 1e-4
"""The step by which the total's slope is measured, on a parameter's logarithm."""


@dataclass(frozen=True)
class Horizon:
    """Over how many periods value is counted, and how fast later money loses worth.

    `length` is that of one period in the unit of time of the purchases, such as 4.33
    for months where those are in weeks; `discount` the share lost a period.
    """

    periods: int
    length: float = 1.0
    discount: float = 0.0


@dataclass(frozen=True)
class CustomerWorth:
    """What customers will bring, one entry each, and together.

    `amount`, `n_purchases` (undiscounted) and `is_customer` (the chance that they have
    not left for good) are None exactly when `total` is unknown. The interval of the
    total is that of its expectation; what single customers do varies far more.
    """

    total: Estimate
    amount: Floats | None = None
    n_purchases: Floats | None = None
    is_customer: Floats | None = None
    notes: tuple[str, ...] = ()


def customer_worth(
    purchases: Purchases,
    amount: Floats,
    *,
    buying: FittedBuying,
    spends: FittedSpends,
    horizon: Horizon,
) -> CustomerWorth:
    """Return what each customer will bring within a horizon.

    `amount` is the mean amount of each customer's repeat purchases. The interval of
    the total follows from the covariance of both models' parameters (delta method on
    the logarithm).
    """
    n = purchases.n_customers
    if buying.model is None or buying.fit is None:
        return CustomerWorth(Estimate.missing(n=n, reason=f"{buying.unknown}"))
    if spends.model is None or spends.fit is None:
        return CustomerWorth(Estimate.missing(n=n, reason=f"{spends.unknown}"))
    if spends.model.q <= 1:
        return CustomerWorth(
            Estimate.missing(
                n=n, reason="amounts spread so wide that they have no mean"
            )
        )
    asked = _Asked(purchases, amount, horizon)
    each = asked.amounts(buying.model, spends.model)
    return CustomerWorth(
        _total(asked, buying, spends, value=float(purchases.times @ each)),
        each,
        expected_purchases(
            purchases, buying.model, ahead=horizon.periods * horizon.length
        ),
        chance_still_customer(purchases, buying.model),
        spends.notes,
    )


@dataclass(frozen=True)
class _Asked:
    purchases: Purchases
    amount: Floats
    horizon: Horizon

    def amounts(self, buying: Buying, spends: Spends) -> Floats:
        """Return what each customer will bring, discounted."""
        each = expected_amount(self.amount, self.purchases.repeats, spends)
        so_far = discounted = np.zeros(len(self.amount))
        for period in range(1, self.horizon.periods + 1):
            ahead = period * self.horizon.length
            until = expected_purchases(self.purchases, buying, ahead=ahead)
            worth = (1 + self.horizon.discount) ** -period
            discounted = discounted + (until - so_far) * worth
            so_far = until
        amounts: Floats = each * discounted
        return amounts

    def log_total(self, logs: Floats) -> float:
        """Return the logarithm of the total at other parameters."""
        each = self.amounts(Buying.of(logs[:4]), Spends.of(logs[4:]))
        return log(float(self.purchases.times @ each))


def _total(
    asked: _Asked, buying: FittedBuying, spends: FittedSpends, *, value: float
) -> Estimate:
    if buying.fit is None or spends.fit is None or value <= 0:
        return Estimate.missing(n=buying.n, reason="nothing more is expected")
    logs = np.concatenate([buying.fit.logs, spends.fit.logs])
    slopes = np.array(
        [
            asked.log_total(logs + step) - asked.log_total(logs - step)
            for step in GAP * np.eye(len(logs))
        ]
    ) / (2 * GAP)
    variance = (
        slopes[:4] @ buying.fit.covariance @ slopes[:4]
        + slopes[4:] @ spends.fit.covariance @ slopes[4:]
    )
    half = Z_95 * sqrt(float(variance))
    return Estimate(value, value * exp(-half), value * exp(half), buying.n)
