"""Keep against acquire: what a customer costs to win, and what one costs to keep."""

from dataclasses import dataclass
from math import exp, sqrt

import numpy as np

from stik.errors import QuestionError
from stik.metrics.intervals import t_95
from stik.terms.counts import Floats
from stik.terms.estimate import N_UNKNOWN, Estimate


@dataclass(frozen=True)
class Spending:
    """What was spent in each period, and on how many customers: won, or kept.

    Raises
    ------
    QuestionError
        When an amount or a number of customers is missing or below 0.
    """

    amount: Floats
    n_customers: Floats
    currency: str

    def __post_init__(self) -> None:
        if len(self.amount) != len(self.n_customers):
            raise QuestionError("spending needs one amount and one number a period.")
        both = np.concatenate([self.amount, self.n_customers])
        if not np.isfinite(both).all() or (both < 0).any():
            raise QuestionError("spending: each amount and number must be 0 or above.")

    @property
    def n_periods(self) -> int:
        """Return the number of periods."""
        return len(self.amount)

    @property
    def per_customer(self) -> float:
        """Return the amount spent on each customer, in all periods together."""
        return float(self.amount.sum() / self.n_customers.sum())

    @property
    def pulls(self) -> Floats:
        """Return how each period pulls at the logarithm of the amount per customer."""
        of_amount = self.amount / self.amount.sum()
        pulls: Floats = of_amount - self.n_customers / self.n_customers.sum()
        return pulls

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was spent, or on nobody."""
        return not self.amount.sum() or not self.n_customers.sum()


@dataclass(frozen=True)
class KeepOrAcquire:
    """What winning and keeping a customer costs; n counts periods.

    `times` is how many times as much a new customer costs. `break_even` is the share
    of the customers spent on who would have to stay *because of it* so that keeping
    costs no more than replacing them; above 1 it cannot.
    """

    to_acquire: Estimate
    to_keep: Estimate
    times: Estimate
    break_even: Estimate
    currency: str


def keep_against_acquire(*, acquiring: Spending, keeping: Spending) -> KeepOrAcquire:
    """Return what a new customer costs beside one who is kept.

    Ratios of sums with linearised errors on the logarithm over the periods, which are
    the same on both sides; Student's t. Whether a kept customer stayed because of the
    spending these figures do not say: a test with a control group does.

    Source: Cochran (1977), Sampling Techniques, chapter 6.

    Raises
    ------
    QuestionError
        When the currencies or the numbers of periods differ.

    Examples
    --------
    >>> months = np.full(6, 1.0)
    >>> won = Spending(np.array([5e3, 6e3, 5e3, 7e3, 6e3, 6e3]), 50 * months, "EUR")
    >>> kept = Spending(np.array([9e3, 8e3, 9e3, 9e3, 8e3, 9e3]), 900 * months, "EUR")
    >>> found = keep_against_acquire(acquiring=won, keeping=kept)
    >>> round(found.times.value, 1), round(found.times.low, 1), found.times.n
    (12.1, 10.3, 6)
    """
    _check(acquiring, keeping)
    reason = _unknown(acquiring, keeping)
    if reason is not None:
        missing = Estimate.missing(n=acquiring.n_periods, reason=reason)
        return KeepOrAcquire(missing, missing, missing, missing, keeping.currency)
    times = acquiring.per_customer / keeping.per_customer
    together = acquiring.pulls - keeping.pulls
    return KeepOrAcquire(
        _estimate(acquiring.per_customer, acquiring.pulls),
        _estimate(keeping.per_customer, keeping.pulls),
        _estimate(times, together),
        _estimate(1 / times, together),
        keeping.currency,
    )


def _check(acquiring: Spending, keeping: Spending) -> None:
    if acquiring.currency != keeping.currency:
        raise QuestionError(
            f"acquiring is in {acquiring.currency}, keeping in {keeping.currency}; "
            "give both in one currency."
        )
    if acquiring.n_periods != keeping.n_periods:
        raise QuestionError("acquiring and keeping must be of the same periods.")


def _unknown(acquiring: Spending, keeping: Spending) -> str | None:
    n = acquiring.n_periods
    if n < N_UNKNOWN:
        return f"n = {n} periods, needs {N_UNKNOWN}"
    if acquiring.is_empty or keeping.is_empty:
        return "nothing was spent, or on nobody"
    return None


def _estimate(value: float, pulls: Floats) -> Estimate:
    n = len(pulls)
    error = sqrt(n / (n - 1) * float(pulls @ pulls))
    half = t_95(n - 1) * error
    return Estimate(value, value * exp(-half), value * exp(half), n)
