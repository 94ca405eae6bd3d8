"""Comparison: which of the differences shown are real, and which could be seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from stik.metrics.metric import Difference

P_REAL = 0.05
"""A difference is real below this p-value, after the correction."""

Z_SURE, Z_POWER = 1.959963984540054, 0.8416212335729143
"""The 97.5 % and the 80 % quantile of the normal distribution."""


@dataclass(frozen=True)
class Comparison:
    """A difference judged among all those shown with it.

    `p_corrected` is null exactly where the difference is unknown.
    """

    difference: Difference
    p_corrected: float | None

    @property
    def is_real(self) -> bool | None:
        """Return whether there is a difference, or None when it cannot be told.

        It cannot be told when it is unknown or either side has below 30 answers.
        """
        if self.p_corrected is None or self.difference.has_too_few:
            return None
        return self.p_corrected < P_REAL

    @property
    def unknown(self) -> str | None:
        """Return why it is unknown, or known and yet not told from chance."""
        if self.difference.unknown is not None or self.is_real is not None:
            return self.difference.unknown
        return "too few to tell, needs 30 on both sides"


def judged(differences: Sequence[Difference]) -> tuple[Comparison, ...]:
    """Return the differences that are shown together, each with its corrected p-value.

    Examples
    --------
    Three touchpoints this year against last year, 200 answers each: of p-values
    0.011, 0.04 and 0.6 only the first is still a difference among three.

    >>> shown = [Difference(5.0, 1.0, 9.0, p, 200, 200) for p in (0.011, 0.04, 0.6)]
    >>> [comparison.is_real for comparison in judged(shown)]
    [True, False, False]
    """
    p_corrected = corrected([difference.p for difference in differences])
    return tuple(map(Comparison, differences, p_corrected))


def corrected(p_values: Sequence[float | None]) -> list[float | None]:
    """Return the p-values corrected for their number; an unknown one stays unknown.

    Of the differences that are then below 0.05, not more than 5 % are expected to be
    false. Ours, because importing statsmodels costs more than a CPU second.

    Source: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B
    57:289-300.

    >>> corrected([0.01, None, 0.04])
    [0.02, None, 0.04]
    """
    known = [index for index, p in enumerate(p_values) if p is not None]
    p = np.array([p_values[index] for index in known], dtype=np.float64)
    order = np.argsort(p)[::-1]
    scaled = p[order] * len(p) / np.arange(len(p), 0, -1)
    adjusted = np.minimum(np.minimum.accumulate(scaled), 1.0)
    found: list[float | None] = [None] * len(p_values)
    for position, value in zip(order, adjusted, strict=True):
        found[known[position]] = float(value)
    return found


def corrected_for_all(p_values: Sequence[float]) -> list[float]:
    """Return the p-values corrected so that all verdicts hold together.

    In 95 % of cases not one of the differences then below 0.05 is false: stricter than
    `corrected`, and needed where verdicts are put together, as into ranks.

    Source: Holm (1979), Scandinavian Journal of Statistics 6:65-70.

    >>> corrected_for_all([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    p = np.array(p_values, dtype=np.float64)
    order = np.argsort(p, kind="stable")
    scaled = p[order] * np.arange(len(p), 0, -1)
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(np.maximum.accumulate(scaled), 1.0)
    return [float(each) for each in adjusted]


def n_to_see(variance: float, *, difference: float) -> int:
    """Return how many answers each of two waves needs to see a difference.

    Seen means: with a probability of 80 % its p-value is below 0.05. `variance` is
    that of one answer, in the square of the unit of `difference`.

    Source: Cohen (1988), Statistical Power Analysis for the Behavioral Sciences.

    Examples
    --------
    Five points of an NPS with 50 % promoters and 20 % detractors, where an answer
    counts 1, 0 or -1 and so has the variance 0.7 - 0.3².

    >>> n_to_see(0.61, difference=0.05)
    3831

    Raises
    ------
    ValueError
        When the difference is zero: no number of answers would show it.
    """
    if difference == 0:
        raise ValueError("a difference of zero cannot be seen with any n")
    return ceil((Z_SURE + Z_POWER) ** 2 * 2 * variance / difference**2)
