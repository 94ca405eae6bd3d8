"""Differences of differences: does one group's lead depend on another?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import inf

from stik.insights.cells import Cell
from stik.insights.comparison import Comparison, judged
from stik.metrics.intervals import Interval, p_from_interval, square_and_add
from stik.metrics.metric import Difference, Metric

Pair = tuple[str, str]
Cells = Mapping[tuple[str, str], Cell]
"""The cell of each value of the first and of the second dimension."""

Leads = Mapping[tuple[Pair, str], Difference]
"""How far one of the first dimension is ahead of another, within one of the second."""


@dataclass(frozen=True)
class Corners:
    """Which of the first dimension is held against which, within which of the second.

    `first` less `first_against`, in `second` and in `second_against`.
    """

    first: str
    first_against: str
    second: str
    second_against: str

    @property
    def here(self) -> tuple[Pair, Pair]:
        """Return the two cells within `second`."""
        return (self.first, self.second), (self.first_against, self.second)

    @property
    def there(self) -> tuple[Pair, Pair]:
        """Return the two cells within `second_against`."""
        return (self.first, self.second_against), (
            self.first_against,
            self.second_against,
        )


@dataclass(frozen=True)
class Interaction:
    """How much larger a lead is here than there, judged among all that are shown.

    `here` and `there` are the two differences, `comparison` holds here less there.
    Corners are turned so that the lead here is the larger one, and not negative. `n`
    counts the answers in the four cells.
    """

    corners: Corners
    here: Difference
    there: Difference
    comparison: Comparison
    n: int


def interactions(cells: Cells, metric: Metric) -> list[Interaction]:
    """Return every difference of differences of four cells, the surest first.

    Cells hold different answers, taken as independent: both the two differences and
    the difference between them square and add the intervals of what they are made of.
    Corrected for the number shown (Benjamini and Hochberg).

    Source: Zou and Donner (2008), Statistics in Medicine 27:1693-1702.
    """
    firsts = sorted({first for first, _ in cells})
    seconds = sorted({second for _, second in cells})
    pairs = list(combinations(firsts, 2))
    leads = {
        (pair, second): _lead(pair, second, cells, metric)
        for pair, second in product(pairs, seconds)
    }
    found = [
        _turned_corners(Corners(*pair, here, there), leads)
        for pair, (here, there) in product(pairs, combinations(seconds, 2))
    ]
    differences = [_between(here, there) for _, here, there in found]
    shown = [
        Interaction(corners, here, there, comparison, _n(corners, cells))
        for (corners, here, there), comparison in zip(
            found, judged(differences), strict=True
        )
    ]
    return sorted(shown, key=_surest_first)


def _lead(pair: Pair, second: str, cells: Cells, metric: Metric) -> Difference:
    """Return the first of a pair less the other, within one of the second."""
    one, other = (cells.get((first, second)) for first in pair)
    return _difference(one, other, metric)


def _turned_corners(
    corners: Corners, leads: Leads
) -> tuple[Corners, Difference, Difference]:
    """Return the two differences, turned so that the larger is here and positive."""
    first = corners.first, corners.first_against
    second = corners.second, corners.second_against
    here, there = leads[first, second[0]], leads[first, second[1]]
    if here.value is None or there.value is None:
        return corners, here, there
    if abs(there.value) > abs(here.value):
        second, here, there = second[::-1], there, here
    if (here.value or 0.0) < 0:
        first, here, there = first[::-1], _turned(here), _turned(there)
    return Corners(*first, *second), here, there


def _difference(one: Cell | None, other: Cell | None, metric: Metric) -> Difference:
    """Return the metric of one cell less that of the other."""
    n_one, n_other = (cell.counts.total if cell else 0 for cell in (one, other))
    if one is None or other is None or one.scale is None or other.scale is None:
        reason: str | None = "no answers in one of the groups"
    elif one.scale != other.scale:
        reason = f"asked on {one.scale.name} and on {other.scale.name}"
    else:
        reason = one.estimate.unknown or other.estimate.unknown
        if reason is None:
            return metric.difference(one.counts, other.counts, one.scale)
    return Difference(None, None, None, None, n_one, n_other, reason)


def _turned(found: Difference) -> Difference:
    """Return a known difference the other way round."""
    known = _with_ends(found)
    if known is None:
        return found
    value, (low, high) = known
    return Difference(-value, -high, -low, found.p, found.n_second, found.n_first)


def _between(here: Difference, there: Difference) -> Difference:
    """Return one difference less the other; n is that of the smaller group of each."""
    n, n_there = (min(each.n_first, each.n_second) for each in (here, there))
    one, other = _with_ends(here), _with_ends(there)
    if one is None or other is None:
        reason = here.unknown or there.unknown
        return Difference(None, None, None, None, n, n_there, reason)
    low, high = square_and_add(*one, *other)
    more = one[0] - other[0]
    p = p_from_interval(more, (low, high))
    return Difference(more, low, high, p, n, n_there)


def _with_ends(found: Difference) -> tuple[float, Interval] | None:
    """Return the value with its interval, or None where it is unknown."""
    if found.value is None or found.low is None or found.high is None:
        return None
    return found.value, (found.low, found.high)


def _n(corners: Corners, cells: Cells) -> int:
    four: Sequence[Pair] = (*corners.here, *corners.there)
    return sum(cells[each].counts.total for each in four if each in cells)


def _surest_first(shown: Interaction) -> tuple[float, float, str, str]:
    found, corners = shown.comparison.difference, shown.corners
    p = inf if found.p is None else found.p
    size = 0.0 if found.value is None else -found.value
    return p, size, corners.first, corners.second
