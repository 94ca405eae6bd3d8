"""The ways of lines: from the border of a box by all bends to the border of another."""

from collections.abc import Sequence
from itertools import pairwise

from stik.report.journeys.placing.columns import LOOP_ROOM
from stik.report.journeys.placing.laid import Laid
from stik.report.journeys.placing.ports import ports_of
from stik.report.journeys.placing.shapes import Point, Route

_LOOP_OUT = LOOP_ROOM - 4.0
"""How far from its box a loop leads, in pixels."""

_HARDLY = 6.0
"""How far aside a line may lead while it is beside boxes, in pixels."""


def routes_of(laid: Laid) -> tuple[Route, ...]:
    """Return the route of each line; what rises was laid downwards and is turned."""
    below, above = ports_of(laid, is_below=True), ports_of(laid, is_below=False)
    found = []
    for index, (line, way) in enumerate(
        zip(laid.net.lines, laid.net.ways, strict=True)
    ):
        if line.is_loop:
            corners = _loop(laid, line.start)
        else:
            corners = _fall(laid, way, below[index], above[index])
            corners = corners if way[0] == line.start else corners[::-1]
        found.append(Route(tuple((round(x, 1), round(y, 1)) for x, y in corners)))
    return tuple(found)


def _loop(laid: Laid, box: int) -> list[Point]:
    (x, y), (width, height) = laid.middle(box), laid.boxes[box]
    border, out = x + width / 2, x + width / 2 + _LOOP_OUT
    above, below = y - height / 4, y + height / 4
    return [(border, above), (out, above), (out, below), (border, below)]


def _fall(laid: Laid, way: Sequence[int], start: float, end: float) -> list[Point]:
    """Return the corners downwards; beside the boxes of a layer a line is upright."""
    first, *bends, last = way
    leaves = start, laid.middle(first)[1] + laid.boxes[first][1] / 2
    arrives = end, laid.middle(last)[1] - laid.boxes[last][1] / 2
    between = [(start, laid.band(first).bottom)]
    for bend in bends:
        band = laid.band(bend)
        between += [(laid.across[bend], band.top), (laid.across[bend], band.bottom)]
    between.append((end, laid.band(last).top))
    is_clear = _is_clear(leaves, between[:2]), _is_clear(arrives, between[:-3:-1])
    inner = between[is_clear[0] : len(between) - is_clear[1]]
    return _without_needless([leaves, *inner, arrives])


def _is_clear(port: Point, corners: Sequence[Point]) -> bool:
    """Return whether a line may lead from a port to the second corner at once.

    It may where it hardly leaves its place while it is still beside boxes.
    """
    (_, edge), (x, y) = corners
    aside = (x - port[0]) * (edge - port[1]) / (y - port[1])
    return abs(aside) <= _HARDLY


def _without_needless(corners: list[Point]) -> list[Point]:
    """Return the corners without those at which nothing turns."""
    kept = corners[:1]
    for corner, after in pairwise(corners[1:]):
        is_straight = kept[-1][0] == corner[0] == after[0]
        if corner != kept[-1] and not is_straight:
            kept.append(corner)
    return [*kept, corners[-1]]
