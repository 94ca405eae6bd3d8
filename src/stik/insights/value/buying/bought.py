"""Bought: the purchases of customers as the facts have them, and what is to come."""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from stik.insights.reading import Reading
from stik.insights.value.buying.coming import Horizon, customer_worth
from stik.insights.value.buying.purchases import Purchases
from stik.insights.value.buying.rates import fit_buying
from stik.insights.value.buying.spending import fit_spends
from stik.rollups.purchases import bought_of_each, currencies, purchases
from stik.terms.counts import Booleans, Floats, Integers
from stik.terms.estimate import Estimate
from stik.terms.period import DAYS_A_MONTH

DAYS_A_WEEK = 7
MOST_FITTED = 5_000
"""The models are fitted to so many customers at most: every so-manieth of them."""

NO_PURCHASES = "no interaction has a customer, a day and an amount"


@dataclass(frozen=True)
class Bought:
    """One entry per customer who ever bought, in order; days count from 1970.

    `amount` is all they paid, `first_amount` what on their first day; `last_day` of all
    is the end of what is seen. `unknown` says why amounts cannot be summed up.
    """

    who: Integers
    first_day: Floats
    last_day: Floats
    n_days: Integers
    amount: Floats
    first_amount: Floats
    currency: str | None
    unknown: str | None = None

    @property
    def n(self) -> int:
        """Return the number of customers who bought."""
        return len(self.who)

    @property
    def until(self) -> float:
        """Return the last day anybody bought."""
        return float(self.last_day.max()) if self.n else float("nan")

    @property
    def began(self) -> float:
        """Return the first day anybody bought."""
        return float(self.first_day.min()) if self.n else float("nan")

    def only(self, chosen: Booleans) -> "Bought":
        """Return the purchases of the chosen customers."""
        reason = self.unknown
        if reason is None and not chosen.any():
            reason = "nobody who counts here bought anything"
        return replace(
            self,
            who=self.who[chosen],
            first_day=self.first_day[chosen],
            last_day=self.last_day[chosen],
            n_days=self.n_days[chosen],
            amount=self.amount[chosen],
            first_amount=self.first_amount[chosen],
            unknown=reason,
        )


def bought_by_all(
    reading: Reading, *, touchpoint: str | None, currency: str | None
) -> Bought:
    """Return what everybody bought, at a touchpoint, in one currency."""
    known = reading.run(currencies(touchpoint=touchpoint))["currency"].to_pylist()
    chosen = currency if currency is not None else _only(known)
    rows = reading.run(
        bought_of_each(purchases(touchpoint=touchpoint, currency=chosen))
    )
    reason = None
    if currency is None and len(known) > 1:
        named = ", ".join(str(each or "none said") for each in known)
        reason = f"amounts are in several currencies ({named}); name one (--currency)"
    elif not len(rows):
        said = f" in {chosen}" if chosen else ""
        reason = f"{NO_PURCHASES}{said}"
    return Bought(
        rows["customer"].to_numpy(),
        _days(rows["first_day"]),
        _days(rows["last_day"]),
        rows["n_days"].to_numpy(),
        rows["amount"].to_numpy(),
        rows["first_amount"].to_numpy(),
        chosen,
        reason,
    )


@dataclass(frozen=True)
class Coming:
    """What customers will still bring, all of them and each on average.

    `still` is how many of them have not silently left, by the model.
    """

    total: Estimate
    each: Estimate
    still: float | None = None
    notes: tuple[str, ...] = ()


def still_to_come(
    bought: Bought, *, until: float, months: int, discount: float
) -> Coming:
    """Return what customers will bring in so many months after the last day seen.

    `discount` is the share that money loses in worth in a year.
    """
    if bought.unknown is not None:
        missing = Estimate.missing(n=0, reason=bought.unknown)
        return Coming(missing, missing)
    repeats, mean = _repeats(bought)
    step = -(-bought.n // MOST_FITTED)
    fitted = _purchases(bought, repeats, until=until, every=step)
    found = customer_worth(
        _purchases(bought, repeats, until=until, every=1),
        mean,
        buying=fit_buying(fitted),
        spends=fit_spends(mean[::step], repeats[::step]),
        horizon=Horizon(months, DAYS_A_MONTH / DAYS_A_WEEK, _monthly(discount)),
    )
    fitted_to = f"fitted to {fitted.n_customers:,} of {bought.n:,} customers"
    notes = (*found.notes, *((fitted_to,) if step > 1 else ()))
    return Coming(
        _of_n(found.total, 1, n=bought.n),
        _of_n(found.total, 1 / bought.n, n=bought.n),
        None if found.is_customer is None else float(found.is_customer.sum()),
        notes,
    )


def _repeats(bought: Bought) -> tuple[Integers, Floats]:
    """Return how often each bought again, and what they paid then on average."""
    repeats: Integers = bought.n_days - 1
    again = np.where(repeats > 0, bought.amount - bought.first_amount, 0.0)
    return repeats, again / np.maximum(repeats, 1)


def _purchases(
    bought: Bought, repeats: Integers, *, until: float, every: int
) -> Purchases:
    last = (bought.last_day - bought.first_day) / DAYS_A_WEEK
    observed = (until - bought.first_day) / DAYS_A_WEEK
    return Purchases(repeats[::every], last[::every], observed[::every])


def _monthly(yearly: float) -> float:
    return float((1 + yearly) ** (1 / 12) - 1)


def _of_n(estimate: Estimate, factor: float, *, n: int) -> Estimate:
    value, low, high = estimate.value, estimate.low, estimate.high
    if value is None or low is None or high is None:
        return estimate
    return Estimate(value * factor, low * factor, high * factor, n)


def _only(known: list[str | None]) -> str | None:
    return known[0] if len(known) == 1 else None


def _days(days: pa.ChunkedArray) -> Floats:
    found: Floats = days.cast(pa.int32()).cast(pa.float64()).to_numpy()
    return found
