"""From which number to which a column's answers run, and which numbers are no answer.

Files keep codes such as 0, 6, 9, 11, 99 or -1 for "blank", "does not apply", "don't
know" among the answers. The steps found are those that leave the fewest numbers
unexplained, the usual scales before the unusual.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

Numbers = Mapping[float, int]

USUAL_STEPS: dict[tuple[int, int], float] = {
    (1, 5): 0.0,
    (0, 10): 0.2,
    (1, 7): 0.3,
    (1, 10): 0.4,
    (1, 4): 0.6,
    (-2, 2): 0.3,
    (-3, 3): 0.4,
    (1, 6): 1.2,
    (0, 5): 1.5,
    (0, 4): 1.2,
    (1, 3): 1.6,
    (1, 9): 1.4,
    (0, 3): 2.8,
    (0, 6): 2.8,
}
"""Lowest and highest step → how unusual such a scale is."""

_FAR_CODES = frozenset(
    (66, 77, 88, 96, 97, 98, 99, 777, 888, 995, 996, 997, 998, 999, 9998, 9999)
)
_NEGATIVE_CODES = frozenset((-1, -2, -3, -4, -5, -7, -8, -9, -96, -97, -98, -99, -999))
_PER_CODE = 0.45
_PER_EMPTY_STEP = 0.7
_MOST_CODES = 4
_MOST_WITH_ONE_PEAK = 9


@dataclass(frozen=True)
class Steps:
    """The lowest and highest answer, and the numbers that are no answer."""

    low: int
    high: int
    codes: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        """Return how many steps there are."""
        return self.high - self.low + 1

    def within(self, numbers: Numbers) -> dict[float, int]:
        """Return the counts of the answers, the codes left out."""
        return {
            value: n for value, n in numbers.items() if self.low <= value <= self.high
        }


def pooled(many: Iterable[Numbers]) -> Counter[float]:
    """Return the counts of several columns added up."""
    together: Counter[float] = Counter()
    for numbers in many:
        together.update(numbers)
    return together


def steps_of(
    many: Iterable[Numbers],
    *,
    wanted: tuple[int, int] | None = None,
    told: tuple[int, int] | None = None,
) -> Steps | None:
    """Return the steps that columns of one kind share, None where none fit.

    `wanted` names steps that the header speaks for, `told` such as it names as the
    ends, which no answer need have reached; they are taken if they fit.
    """
    columns = list(many)
    support = pooled(columns)
    if not support:
        return None
    if told is not None:
        codes = _outside(told, support)
        if all(_may_be_code(code, told) for code in codes):
            return Steps(*told, codes)
    costs = {
        ends: cost
        for ends in USUAL_STEPS
        if (cost := _cost(ends, support, columns)) is not None
    }
    if wanted in costs:
        costs = {wanted: 0.0}
    if not costs:
        return None
    ends = min(costs, key=lambda ends: costs[ends])
    return Steps(*ends, _outside(ends, support))


def _outside(ends: tuple[int, int], numbers: Numbers) -> tuple[int, ...]:
    low, high = ends
    return tuple(sorted(int(value) for value in numbers if not low <= value <= high))


def _cost(
    ends: tuple[int, int], support: Numbers, columns: list[Numbers]
) -> float | None:
    low, high = ends
    codes = [value for value in support if not low <= value <= high]
    if len(codes) > _MOST_CODES or not all(_may_be_code(c, ends) for c in codes):
        return None
    inside = {int(value) for value in support if low <= value <= high}
    if len(inside) < 2 or high not in inside or (low < 0 and low not in inside):
        return None
    empty = (high - low + 1) - len(inside)
    per_code = sum(
        _PER_CODE if _stands_out(code, ends, columns) else 2 * _PER_CODE
        for code in codes
        if low - 1 <= code <= high + 1
    )
    return USUAL_STEPS[ends] + per_code + _PER_EMPTY_STEP * empty


def _may_be_code(value: float, ends: tuple[int, int]) -> bool:
    low, high = ends
    if value < low:
        return value in _NEGATIVE_CODES or (value == 0 and low == 1)
    near = {high + 1} | ({8, 9} if high <= 7 else set())
    return value in near or value in _FAR_CODES


def _stands_out(code: float, ends: tuple[int, int], columns: list[Numbers]) -> bool:
    """Return whether a code next to the scale breaks the run of its answers."""
    low, high = ends
    edge, inner = (high, high - 1) if code > high else (low, low + 1)
    for numbers in columns:
        at_edge = numbers.get(edge, 0)
        if numbers.get(inner, 0) > at_edge < numbers.get(code, 0):
            return True
    shares = [numbers.get(code, 0) / sum(numbers.values()) for numbers in columns]
    return len(shares) > 2 and max(shares) > 4 * min(shares) + 0.02


def leans_up(numbers: Numbers, steps: Steps) -> bool:
    """Return whether answers pile up in the upper half, as ratings do.

    Up to nine steps they must rise to one peak and fall; longer scales have several
    peaks, on 5, 8 and 10.
    """
    answers = sorted(steps.within(numbers).items())
    total = sum(n for _, n in answers)
    if not total:
        return False
    mean = sum(value * n for value, n in answers) / total
    heights = [n for _, n in answers]
    peak = heights.index(max(heights))
    slack = 0.02 * total
    rises = all(low <= high + slack for low, high in pairwise(heights[: peak + 1]))
    falls = all(high + slack >= low for high, low in pairwise(heights[peak:]))
    has_one_peak = (rises and falls) or steps.count > _MOST_WITH_ONE_PEAK
    return has_one_peak and mean >= steps.low + 0.57 * (steps.high - steps.low)


def is_two_sided(numbers: Numbers, steps: Steps) -> bool:
    """Return whether two steps but 0 hold nearly all answers, as yes and no do."""
    within = steps.within(numbers)
    heights = sorted((n for value, n in within.items() if value != 0), reverse=True)
    return sum(heights[:2]) > 0.93 * sum(heights)


def mean_place(numbers: Numbers, steps: Steps) -> float:
    """Return where the mean answer lies: 0 at the lowest step, 1 at the highest."""
    within = steps.within(numbers)
    mean = sum(value * n for value, n in within.items()) / sum(within.values())
    return (mean - steps.low) / (steps.high - steps.low)
