"""Purchases: how often and how recently each customer bought, in their time so far."""

from dataclasses import dataclass

import numpy as np

from stik.terms.counts import Floats, Integers


@dataclass(frozen=True)
class Purchases:
    """One entry per customer, or per kind of customer with `n` of each.

    Parameters
    ----------
    repeats : array
        Purchases after the first one.
    last : array
        When the last of them was, counted from the first; 0 where there is none.
    observed : array
        For how long the customer has been watched since the first purchase, in the
        same unit of time.
    n : array, optional
        How many customers are like this; one each, where it is left out.

    Raises
    ------
    ValueError
        When the columns differ in length, a number is missing, the last purchase is
        outside the time observed, or there is a last repeat purchase but no repeats.
    """

    repeats: Integers
    last: Floats
    observed: Floats
    n: Integers | None = None

    def __post_init__(self) -> None:
        sizes = {len(self.repeats), len(self.last), len(self.observed), len(self.times)}
        if len(sizes) > 1:
            raise ValueError("purchases must be one entry per customer in each column")
        if (self.repeats < 0).any() or (self.times < 0).any():
            raise ValueError("repeats and n must not be below 0")
        if not ((self.last >= 0) & (self.last <= self.observed)).all():
            raise ValueError("last must lie between 0 and observed")
        if ((self.repeats > 0) != (self.last > 0)).any():
            raise ValueError("last must be above 0 exactly where there are repeats")

    @property
    def times(self) -> Integers:
        """Return how many customers each entry stands for."""
        return np.ones(len(self.repeats), dtype=np.int64) if self.n is None else self.n

    @property
    def n_customers(self) -> int:
        """Return the number of customers."""
        return int(self.times.sum())

    @property
    def n_returned(self) -> int:
        """Return how many customers bought again."""
        return int(self.times[self.repeats > 0].sum())
