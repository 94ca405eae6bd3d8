"""Ways: the different orders in which instances came to the touchpoints of a design."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from stik.insights.journeys.steps import Steps, spread
from stik.terms.counts import Booleans, Integers

Numbers = npt.NDArray[np.int16]

ELSEWHERE = 0
"""The number of every touchpoint that the design does not have."""


@dataclass(frozen=True)
class Ways:
    """Each different way once, the shortest first; `of` tells which an instance went.

    `visit` has the touchpoints of each way one after the other, numbered from 1 in the
    order of the design; `length` how many a way has. Ways that have not `begun` here,
    or are not `over`, are ways of their own.
    """

    of: Integers
    visit: Numbers
    length: Integers
    begun: Booleans
    over: Booleans

    @cached_property
    def starts(self) -> Integers:
        """Return where the visits of each way begin."""
        found: Integers = np.cumsum(self.length) - self.length
        return found


def ways_of(steps: Steps, touchpoints: tuple[str, ...]) -> Ways:
    """Return the ways that instances went, seen from a design with some touchpoints."""
    number = {name: place for place, name in enumerate(touchpoints, 1)}
    numbers = [number.get(name, ELSEWHERE) for name in steps.names]
    visit = np.array(numbers, dtype=np.int16)[steps.step]
    kind = _same(visit, np.append(steps.starts, len(steps)))
    told = kind * 4 + steps.is_begun * 2 + steps.is_over
    _, first, of = np.unique(told, return_index=True, return_inverse=True)
    length = steps.ends[first] - steps.starts[first] + 1
    order = np.argsort(length, kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    first, length = first[order], length[order]
    rows = spread(steps.starts[first], length)
    begun, over = steps.is_begun[first], steps.is_over[first]
    return Ways(rank[of], visit[rows], length, begun, over)


def _same(visit: Numbers, offsets: Integers) -> Integers:
    """Return a number for each stretch of visits, the same for the same visits."""
    buffers = [
        None,
        pa.py_buffer(offsets.astype(np.int64) * visit.itemsize),
        pa.py_buffer(np.ascontiguousarray(visit)),
    ]
    texts = pa.Array.from_buffers(pa.large_binary(), len(offsets) - 1, buffers)
    found: Integers = texts.dictionary_encode().indices.to_numpy().astype(np.int64)
    return found
