"""Boxes and lines placed in layers, from top to bottom.

The method is that of Sugiyama, Tagawa and Toda (1981), IEEE Transactions on Systems,
Man, and Cybernetics 11:109-125, with layers and columns as those of Gansner,
Koutsofios, North and Vo (1993), IEEE Transactions on Software Engineering 19:214-230.
"""

from collections.abc import Sequence

from stik.report.journeys.placing.bands import bands_of
from stik.report.journeys.placing.columns import straightest
from stik.report.journeys.placing.downwards import downwards
from stik.report.journeys.placing.laid import Laid
from stik.report.journeys.placing.layers import layers_of
from stik.report.journeys.placing.net import net_of
from stik.report.journeys.placing.ordering import ordered
from stik.report.journeys.placing.routes import routes_of
from stik.report.journeys.placing.shapes import Line, Placement, Size


def placed(boxes: Sequence[Size], lines: Sequence[Line]) -> Placement:
    """Return where all lie, the same for the same input.

    The first box stands on top, the last at the bottom. No box covers another, and no
    line leads through a box.
    """
    if not boxes:
        return Placement((), ())
    falls = downwards(len(boxes), lines)
    net = net_of(lines, falls, layers_of(len(boxes), lines, falls))
    across = straightest(boxes, net, ordered(net))
    laid = Laid(boxes, net, across, bands_of(boxes, net, across))
    middles = (laid.middle(box) for box in range(len(boxes)))
    return Placement(
        tuple((round(x, 1), round(y, 1)) for x, y in middles), routes_of(laid)
    )
