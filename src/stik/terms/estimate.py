"""One number with its uncertainty, or the reason why it is unknown."""

from dataclasses import dataclass

N_UNKNOWN = 5
"""Below this many answers a number is unknown."""

N_TOO_FEW = 30
"""Below this many answers a number is never ranked, coloured or judged."""


@dataclass(frozen=True)
class Estimate:
    """A value with its 95 % interval; `value` is None exactly when `unknown` says why.

    `n` counts answers. `low` and `high` are None together with `value`.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    unknown: str | None = None

    @classmethod
    def missing(cls, *, n: int, reason: str) -> "Estimate":
        """Return an unknown number with its reason."""
        return cls(None, None, None, n, reason)

    @property
    def has_too_few(self) -> bool:
        """Return whether there are too few answers to rank, colour or judge it."""
        return self.n < N_TOO_FEW
