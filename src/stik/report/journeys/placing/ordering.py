"""In which order the points of each layer stand, so that few lines cross."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from stik.report.journeys.placing.beginnings import beginnings
from stik.report.journeys.placing.crossings import Order, Places, costs, crossed, joins
from stik.report.journeys.placing.net import Net
from stik.terms.counts import Floats

Rows = list[list[int]]
"""The points of each layer, from left to right."""

_ROUNDS = 10
_NOTHING = 1e-9


def ordered(net: Net) -> list[Rows]:
    """Return orders in which the same, least number of lines cross: one or more.

    From each beginning, layer by layer, down and up in turn, points are brought near
    those they are joined to; then neighbours change places where that saves crossings.
    """
    joined = joins(net)
    best: dict[float, list[Order]] = defaultdict(list)
    for beginning in beginnings(net):
        tried = list(_rounds(joined, beginning))
        found = min(tried, key=lambda order: crossed(joined, order))
        best[crossed(joined, found)].append(found)
    return [
        [
            [row[place] for place in places]
            for row, places in zip(net.rows, order, strict=True)
        ]
        for order in best[min(best)]
    ]


def _rounds(joined: Sequence[Floats], first: Order) -> Iterator[Order]:
    order = first
    for number in range(_ROUNDS):
        order = _swept(joined, order, is_down=number % 2 == 0)
        yield order


def _swept(joined: Sequence[Floats], before: Order, *, is_down: bool) -> Order:
    order, last = list(before), len(before) - 1
    for layer in range(1, last + 1) if is_down else range(last - 1, -1, -1):
        above = joined[layer - 1][order[layer - 1]].T if layer else None
        below = joined[layer][:, order[layer + 1]] if layer < last else None
        near = above if is_down else below
        if near is not None:
            order[layer] = _brought_near(near, order[layer])
        sides = [costs(side) for side in (above, below) if side is not None]
        order[layer] = _exchanged(sum(sides, np.zeros(1)), order[layer])
    return order


def _brought_near(near: Floats, places: Places) -> Places:
    """Return the points in the order of the mean place of those they are joined to.

    The thicker a line, the more it counts; points that none joins stay where they are.
    """
    thickness = near.sum(axis=1)
    mean = near @ np.arange(near.shape[1]) / np.maximum(thickness, _NOTHING)
    is_joined = thickness[places] > 0
    moving = places[is_joined]
    moved = places.copy()
    moved[is_joined] = moving[np.argsort(mean[moving].round(6), kind="stable")]
    return moved


def _exchanged(costs: Floats, places: Places) -> Places:
    """Return the points after all exchanges of neighbours that save crossings."""
    row = places.tolist()
    saved = (costs - costs.T > _NOTHING).tolist()
    is_changed = True
    while is_changed:
        is_changed = False
        for at in range(len(row) - 1):
            one, other = row[at], row[at + 1]
            if saved[one][other]:
                row[at : at + 2] = other, one
                is_changed = True
    return np.array(row, dtype=np.intp)
