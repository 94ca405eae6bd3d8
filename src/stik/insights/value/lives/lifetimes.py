"""Lifetimes: how long each customer stayed, and who has left."""

from dataclasses import dataclass

import numpy as np

from stik.terms.counts import Booleans, Floats

AT = (6.0, 12.0, 24.0)
"""After how many months it is told who stays, where nothing else is asked."""


@dataclass(frozen=True)
class Lifetimes:
    """One entry per customer: how many months they stayed, and whether they then left.

    Who has not left counts for as long as they were seen to stay. `entered` is how
    many months somebody had already stayed when they were first looked at; null where
    all were seen from their first day. Without it, customers who left before the
    records begin are forgotten and staying looks longer than it is.

    Lifetimes to be compared by an experience are counted from that experience on, not
    from the first purchase: who was asked after a year cannot have left before it.

    Raises
    ------
    ValueError
        When the columns differ in length, a number is missing or below 0, or somebody
        entered after their last month.
    """

    months: Floats
    has_left: Booleans
    entered: Floats | None = None

    def __post_init__(self) -> None:
        if len(self.months) != len(self.has_left):
            raise ValueError("months and has_left must be one per customer")
        if not np.isfinite(self.months).all() or (self.months < 0).any():
            raise ValueError("months must be known and not below 0")
        if self.entered is None:
            return
        if len(self.entered) != len(self.months):
            raise ValueError("entered must be one per customer")
        if not ((self.entered >= 0) & (self.entered <= self.months)).all():
            raise ValueError("entered must lie between 0 and months")

    @property
    def n(self) -> int:
        """Return the number of customers."""
        return len(self.months)

    @property
    def n_left(self) -> int:
        """Return how many of them have left."""
        return int(self.has_left.sum())

    def only(self, chosen: Booleans) -> "Lifetimes":
        """Return the lifetimes of the chosen customers."""
        entered = None if self.entered is None else self.entered[chosen]
        return Lifetimes(self.months[chosen], self.has_left[chosen], entered)
