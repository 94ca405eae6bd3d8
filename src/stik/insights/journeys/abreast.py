"""Ways side by side: those of about the same length together, to be held at once."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from stik.insights.journeys.ways import Numbers, Ways
from stik.terms.counts import Booleans, Integers

_CELLS_AT_ONCE = 1 << 25
_WAYS_AT_ONCE = 1 << 12
"""So many stay near the processor while they are looked at."""


@dataclass(frozen=True)
class Abreast:
    """Some ways from the number `first` on, the shortest first.

    `visit` has a column each, all ending in its last row; `begins` says in which row.
    """

    first: int
    visit: Numbers
    begins: Integers
    begun: Booleans
    over: Booleans


def abreast(ways: Ways, n_places: int) -> Iterator[Abreast]:
    """Yield ways of about the same length, as many as fit into memory at once."""
    first = 0
    while first < len(ways.length):
        length = ways.length[first : first + _WAYS_AT_ONCE]
        cells = np.arange(1, len(length) + 1) * (length + 1) * n_places
        n_fit = max(1, int(np.searchsorted(cells, _CELLS_AT_ONCE, side="right")))
        yield _side_by_side(ways, first, first + n_fit)
        first += n_fit


def _side_by_side(ways: Ways, first: int, end: int) -> Abreast:
    length = ways.length[first:end]
    longest = int(length[-1])
    begins = longest - length
    visit = np.zeros((longest, end - first), dtype=ways.visit.dtype)
    is_there = np.arange(longest) >= begins[:, None]
    stop = int(ways.starts[end - 1] + longest)
    visit.T[is_there] = ways.visit[ways.starts[first] : stop]
    return Abreast(first, visit, begins, ways.begun[first:end], ways.over[first:end])
