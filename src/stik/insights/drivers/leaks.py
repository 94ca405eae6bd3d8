"""Leaks: a rating that was written down after the outcome, or because of it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stik.terms.counts import Floats
from stik.terms.estimate import N_TOO_FEW

Booleans = npt.NDArray[np.bool_]

BY_CHANCE = 0.001
"""Below this probability all answers at an end have the same outcome not by chance."""


@dataclass(frozen=True)
class Leak:
    """All `n` answers from `first` to `last`, at an end, have the same outcome."""

    first: float
    last: float
    outcome: float
    n: int

    def __str__(self) -> str:
        """Return it in words."""
        where = f"{self.first:g}"
        if self.last != self.first:
            where += f" to {self.last:g}"
        return f"all {self.n:,} answers of {where} have the outcome {self.outcome:g}"


def leaks(rating: Floats, outcome: Floats) -> tuple[Leak, ...]:
    """Return the answers at either end of a rating that give the outcome away.

    Answers are one per person, all known. At an end of the rating everybody has the
    outcome at an end of its own scale. That is no chance: so many would not all have it
    if it were as frequent there as among everyone, or among as many who answered next
    to them. A cause, even a strong one, fades step by step and has exceptions; a rating
    without any was rather given when the outcome was known.

    Examples
    --------
    Satisfaction as noted when the contract ended: 1 for all who left.

    >>> noted = np.repeat([1.0, 3.0, 5.0], [40, 100, 60])
    >>> left = np.repeat([1.0, 0.0, 1.0, 0.0], [40, 80, 20, 60])
    >>> [str(leak) for leak in leaks(noted, left)]
    ['all 40 answers of 1 have the outcome 1', 'all 60 answers of 5 have the outcome 0']
    """
    lowest, highest = float(outcome.min()), float(outcome.max())
    if lowest == highest:
        return ()
    ends = [(outcome == end, end) for end in (lowest, highest)]
    below = [_below(rating, has_end, end) for has_end, end in ends]
    above = [_turned(_below(-rating, has_end, end)) for has_end, end in ends]
    return tuple(each for each in (*below, *above) if each is not None)


def _below(rating: Floats, has_end: Booleans, outcome: float) -> Leak | None:
    """Return the lowest answers, all with one outcome, or None for chance."""
    beyond = rating < rating[~has_end].min()
    n = int(beyond.sum())
    if n < N_TOO_FEW:
        return None
    next_to_them = _share_next(rating[~beyond], has_end[~beyond], n=n)
    share = max(float(has_end.mean()), next_to_them)
    if share**n >= BY_CHANCE:
        return None
    lowest = rating[beyond]
    return Leak(float(lowest.min()), float(lowest.max()), outcome, n)


def _share_next(rating: Floats, has_end: Booleans, *, n: int) -> float:
    """Return what share of the lowest `n`, steps taken whole, have the outcome."""
    last = min(n, len(rating)) - 1
    step = np.partition(rating, last)[last]
    return float(has_end[rating <= step].mean())


def _turned(found: Leak | None) -> Leak | None:
    """Return what was found at the low end of a rating turned round."""
    if found is None:
        return None
    return Leak(-found.last, -found.first, found.outcome, found.n)
