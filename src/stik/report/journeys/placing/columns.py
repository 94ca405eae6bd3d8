"""How far to the right each point lies: thick and long lines straight."""

from collections.abc import Sequence
from itertools import pairwise

from stik.report.journeys.placing.net import Net
from stik.report.journeys.placing.ordering import Rows
from stik.report.journeys.placing.settling import Gap, Pull, settled
from stik.report.journeys.placing.shapes import Size

LOOP_ROOM = 18.0
"""What a loop takes at the right of its box, in pixels."""

_BOX_GAP, _BEND_GAP = 24.0, 22.0
"""What stays free between boxes, and beside a line that passes, in pixels."""

_STRAIGHT = 1.0, 2.0, 8.0
"""How much straighter a line is wanted where it has no, one or two bends."""


def straightest(boxes: Sequence[Size], net: Net, orders: Sequence[Rows]) -> list[float]:
    """Return the places across of the order in which lines are straightest."""
    pulls = _pulls(net)
    found = [_columns(boxes, net, pulls, order) for order in orders]
    return min(found, key=lambda across: _bent(pulls, across))


def _bent(pulls: Sequence[Pull], across: Sequence[float]) -> float:
    moved = (
        pull.strength * abs(across[pull.one] - across[pull.other]) for pull in pulls
    )
    return round(sum(moved), 3)


def _columns(
    boxes: Sequence[Size], net: Net, pulls: Sequence[Pull], order: Rows
) -> list[float]:
    """Return how far to the right the middle of each point is, in pixels.

    Where several places are equally good, it is the middle between them.
    """
    rights = [width / 2 for width, _ in boxes]
    for box in {line.start for line in net.lines if line.is_loop}:
        rights[box] += LOOP_ROOM
    gaps = [
        Gap(one, other, _gap(boxes, rights, one, other))
        for row in order
        for one, other in pairwise(row)
    ]
    left, right = (settled(len(net.layers), pulls, gaps, lean=lean) for lean in (1, -1))
    middle: list[float] = ((left + right) / 2).tolist()
    return middle


def _pulls(net: Net) -> list[Pull]:
    pulls = []
    for link in net.links:
        n_bends = net.is_bend(link.upper) + net.is_bend(link.lower)
        strength = link.thickness**2 * _STRAIGHT[n_bends]
        pulls.append(Pull(link.upper, link.lower, strength))
    return pulls


def _gap(boxes: Sequence[Size], rights: Sequence[float], one: int, other: int) -> float:
    """Return how far the middles of two neighbours are apart at least."""
    is_box = one < len(boxes), other < len(boxes)
    right = rights[one] if is_box[0] else 0.0
    left = boxes[other][0] / 2 if is_box[1] else 0.0
    return right + (_BOX_GAP if all(is_box) else _BEND_GAP) + left
