"""Nelson's rules: what does not happen by chance on a consistent chart.

Source: Nelson (1984), The Shewhart Control Chart: Tests for Special Causes, Journal of
Quality Technology 16(4):237-239.
"""

from dataclasses import dataclass
from math import factorial
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from stik.errors import QuestionError
from stik.metrics.intervals import p_above
from stik.terms.counts import Floats

Flags = npt.NDArray[np.bool_]
Direction = Literal["up", "down"]
Mark = Literal["beyond", "within", "either", "rising", "alternating"]


@dataclass(frozen=True)
class Rule:
    """A pattern of points: `needed` of `points` in a row are marked.

    `mark` says which points count: those `beyond` `level` standard deviations on one
    side, `within` them, beyond them on `either` side, `rising` (or falling) or
    `alternating`. `new_signals` is how many signals a period such a rule starts on a
    chart where nothing changes and whose limits are known exactly.
    """

    number: int
    code: str
    mark: Mark
    level: float
    needed: int
    points: int
    new_signals: float


def zigzag(n: int) -> int:
    """Return how many orders of n things alternate, beginning upwards.

    >>> [zigzag(n) for n in (3, 4, 14)]
    [2, 5, 199360981]
    """
    row = [1]
    for _ in range(n):
        row = [0, *np.cumsum(row[::-1], dtype=object)]
    return int(row[-1])


RULES: tuple[Rule, ...] = (
    Rule(1, "beyond_limits", "beyond", 3.0, 1, 1, 2 * p_above(3.0)),
    Rule(2, "same_side", "beyond", 0.0, 9, 9, 2.0**-9),
    Rule(3, "trend", "rising", 0.0, 6, 6, 2 / factorial(6) - 2 / factorial(7)),
    Rule(
        4,
        "alternating",
        "alternating",
        0.0,
        14,
        14,
        2 * zigzag(14) / factorial(14) - 2 * zigzag(15) / factorial(15),
    ),
    Rule(5, "two_of_three_far", "beyond", 2.0, 2, 3, 0.00194),
    Rule(6, "four_of_five_off", "beyond", 1.0, 4, 5, 0.00343),
    Rule(7, "hugging_the_centre", "within", 1.0, 15, 15, 0.00103),
    Rule(8, "avoiding_the_centre", "either", 1.0, 8, 8, 0.00007),
)
"""In Nelson's order; `new_signals` of rules 5 to 8 are simulated (see the tests)."""

DEFAULT_RULES = (1, 2)


def rule(number: int) -> Rule:
    """Return the rule of that number.

    Raises
    ------
    QuestionError
        When it is none of 1 to 8.
    """
    for known in RULES:
        if known.number == number:
            return known
    raise QuestionError(f"there is no rule {number}; choose from 1 to 8.")


class Episode(NamedTuple):
    """The points from `first` to `last`, both included, that make one signal."""

    first: int
    last: int
    direction: Direction | None


def episodes(z: Floats, asked: Rule) -> list[Episode]:
    """Return where standardised points show the pattern; overlapping ones are one.

    Parameters
    ----------
    z : array of float
        Distance of each judged point from its centre, in standard deviations, in
        order of time and within one phase.

    Examples
    --------
    >>> episodes(np.array([0.1, 3.2, 3.4, -0.2]), rule(1))
    [Episode(first=1, last=2, direction='up')]
    """
    found: list[Episode] = []
    for marked, direction in _marks(z, asked):
        for first, last in _stretches(marked, asked):
            found.append(Episode(first, last, direction))
    return sorted(found, key=lambda each: (each.last, each.first))


def window_probability(asked: Rule) -> float:
    """Return how probable the pattern is in as many points as it needs.

    Nelson's own figures, for independent normal points and either direction.

    >>> [round(window_probability(rule(number)), 5) for number in (1, 2, 3, 5, 8)]
    [0.0027, 0.00391, 0.00278, 0.00306, 0.0001]
    """
    return length_probability(asked, length=asked.points)


def length_probability(asked: Rule, *, length: int) -> float:
    """Return how probable it is that so many points in a row keep to the pattern."""
    if asked.mark == "rising":
        return 2 / factorial(length)
    if asked.mark == "alternating":
        return 2 * zigzag(length) / factorial(length)
    chance = p_above(asked.level)
    if asked.mark == "within":
        return float((1 - 2 * chance) ** length)
    if asked.mark == "either":
        return float((2 * chance) ** length)
    if asked.needed < asked.points:
        one_off = asked.points * chance**asked.needed * (1 - chance)
        return 2 * (one_off + chance**asked.points)
    return float(2 * chance**length)


def _marks(z: Floats, asked: Rule) -> list[tuple[Flags, Direction | None]]:
    """Return which points count, for each direction apart."""
    steps = np.diff(z)
    match asked.mark:
        case "beyond":
            return [(z > asked.level, "up"), (z < -asked.level, "down")]
        case "within":
            return [(np.abs(z) < asked.level, None)]
        case "either":
            return [(np.abs(z) > asked.level, None)]
        case "rising":
            return [(steps > 0, "up"), (steps < 0, "down")]
        case "alternating":
            return [(steps[1:] * steps[:-1] < 0, None)]


SPAN = {"rising": 1, "alternating": 2}
"""How many points before the one it ends at a mark of this kind already takes in."""


def _stretches(marked: Flags, asked: Rule) -> list[tuple[int, int]]:
    """Return the first and last point of each stretch that meets the rule."""
    span = SPAN.get(asked.mark, 0)
    window, needed = asked.points - span, asked.needed - span
    if len(marked) < window:
        return []
    within = np.convolve(marked, np.ones(window, dtype=np.int64), "valid")
    found: list[tuple[int, int]] = []
    for begin in np.flatnonzero((within >= needed) & marked[window - 1 :]):
        inside = begin + np.flatnonzero(marked[begin : begin + window])
        first, last = int(inside[0]), int(inside[-1]) + span
        if found and first <= found[-1][1] - span + 1:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found
