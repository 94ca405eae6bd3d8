"""In which layer each box stands, counted from the top."""

from collections.abc import Sequence

from stik.report.journeys.placing.downwards import Fall
from stik.report.journeys.placing.settling import Gap, Pull, settled
from stik.report.journeys.placing.shapes import Line


def layers_of(
    n_boxes: int, lines: Sequence[Line], falls: Sequence[Fall]
) -> tuple[int, ...]:
    """Return the layer of each box: lines are short, the thick ones most of all.

    Each box stands below those from which a line falls to it. The first is alone in the
    layer on top, the last in the one at the bottom.
    """
    last = n_boxes - 1
    below = {(upper, lower) for upper, lower in falls if upper != lower}
    below |= {(0, box) for box in range(1, n_boxes)}
    below |= {(box, last) for box in range(last)}
    found = settled(
        n_boxes,
        [
            Pull(upper, lower, line.thickness)
            for line, (upper, lower) in zip(lines, falls, strict=True)
        ],
        [Gap(upper, lower, 1.0) for upper, lower in sorted(below)],
        lean=1,
    )
    return tuple(round(place) for place in found.tolist())
