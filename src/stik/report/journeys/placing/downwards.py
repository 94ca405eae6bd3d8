"""Which lines lead down the picture: no circle is left, and few moves lead up."""

from collections.abc import Sequence

import numpy as np

from stik.report.journeys.placing.shapes import Line

Fall = tuple[int, int]
"""The upper and the lower box of a line, whichever way it leads."""


def downwards(n_boxes: int, lines: Sequence[Line]) -> list[Fall]:
    """Return the upper and the lower box of each line; of a loop both are the same.

    The heaviest choose first: a line leads down unless those before it already lead
    from its end down to its start. Nothing is above the first box or below the last.
    """
    is_above = np.zeros((n_boxes, n_boxes), dtype=bool)
    is_above[0, 1:] = is_above[:-1, -1] = True
    falls = [(line.start, line.end) for line in lines]
    for index in sorted(range(len(lines)), key=lambda i: (-lines[i].weight, i)):
        if lines[index].is_loop:
            continue
        upper, lower = falls[index]
        if is_above[lower, upper]:
            upper, lower = falls[index] = lower, upper
        above, below = is_above[:, upper].copy(), is_above[lower].copy()
        above[upper] = below[lower] = True
        is_above |= np.outer(above, below)
    return falls
