"""A customer's life with the company: which facts say how it went and ended."""

from dataclasses import dataclass

from stik.terms.segmentation import Condition


@dataclass(frozen=True)
class Lifetime:
    """Where the facts say who left, after how long, why, and what customers bring.

    `left` must hold of the trait of whoever has left. `left_on` and `joined_on` are
    traits that hold a day, `months` one that holds how many months a customer stayed,
    `reasons` one with the stated reason. Amounts of interactions are purchases, where
    `purchases` names a touchpoint those there; `amount` is a trait that holds what a
    customer brings, in their place. `word_of_mouth` must hold of the trait of whoever
    came by it.
    """

    left: Condition | None = None
    left_on: str | None = None
    joined_on: str | None = None
    months: str | None = None
    reasons: str | None = None
    purchases: str | None = None
    amount: str | None = None
    word_of_mouth: Condition | None = None

    @property
    def tells_who_left(self) -> bool:
        """Return whether it says who has left."""
        return self.left is not None or self.left_on is not None

    @property
    def has_days(self) -> bool:
        """Return whether it says on which day customers left."""
        return self.left_on is not None

    @property
    def traits(self) -> tuple[str, ...]:
        """Return the traits that tell of leaving, each once."""
        named = (self.left_on, self.joined_on, self.months, self.reasons)
        left = None if self.left is None else self.left.trait
        return tuple(dict.fromkeys(name for name in (left, *named) if name))
