"""A customer's life with the company: which traits say that it ended, and why."""

from dataclasses import dataclass

from stik.terms.segmentation import Condition


@dataclass(frozen=True)
class Lifetime:
    """Where the facts say who left, after how long, and why.

    `left` must hold of the trait of whoever has left. `left_on` and `joined_on` are
    traits that hold a day, `months` one that holds how many months a customer stayed,
    `reasons` one with the stated reason.
    """

    left: Condition | None = None
    left_on: str | None = None
    joined_on: str | None = None
    months: str | None = None
    reasons: str | None = None

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
