"""Counts, the common currency: how many gave which value, with their weights."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]


_ROUNDING = 1e-9


@dataclass(frozen=True)
class Counts:
    """How often each value was given: one entry per value, in any order.

    `weight` is Σw and `weight_square` is Σw² over the answers with that value.
    Unweighted counts have both equal to `n`, so that a metric is written once.
    """

    value: Floats
    n: Integers
    weight: Floats
    weight_square: Floats

    @classmethod
    def of(
        cls, value: Sequence[float] | Floats, n: Sequence[int] | Integers | None = None
    ) -> "Counts":
        """Return unweighted counts; without `n` every value counts once."""
        values = np.asarray(value, dtype=np.float64)
        counted = np.ones(len(values)) if n is None else np.asarray(n)
        weight = counted.astype(np.float64)
        return cls(values, counted.astype(np.int64), weight, weight)

    @cached_property
    def total(self) -> int:
        """Return the number of answers."""
        return int(self.n.sum())

    @cached_property
    def n_effective(self) -> float:
        """Return (Σw)² / Σw²: how many unweighted answers they are worth."""
        squares = float(self.weight_square.sum())
        return float(self.weight.sum()) ** 2 / squares if squares > 0 else 0.0

    def worth(self, score: Floats) -> float:
        """Return how many unweighted answers leave the mean score as uncertain.

        By the weights alone (Kish), or by how weights and scores go together
        (linearised), whichever is fewer. `score` is what each entry's answers count.

        >>> plain = Counts.of([5, 1], n=[30, 10])
        >>> plain.worth(plain.value)
        40.0
        """
        total = float(self.weight.sum())
        squares = (score - float(self.weight @ score) / total) ** 2
        linearised = float(self.weight_square @ squares) / total**2
        if linearised <= 0:
            return self.n_effective
        worth = float(self.weight @ squares) / total / linearised
        is_less = worth < self.n_effective * (1 - _ROUNDING)
        return worth if is_less else self.n_effective

    def alike(self, design_effect: float) -> "Counts":
        """Return them as worth so many times fewer answers as these are alike."""
        return replace(self, weight_square=self.weight_square * design_effect)
