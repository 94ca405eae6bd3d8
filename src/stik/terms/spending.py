"""What a company spent in a period on winning customers, and on keeping them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SpendingPeriod:
    """One period, called as the company calls it: amounts, and how many customers.

    `acquiring` was spent on winning the `won` new customers, `keeping` on the `kept`
    ones.
    """

    name: str
    acquiring: float
    won: float
    keeping: float
    kept: float
    currency: str
