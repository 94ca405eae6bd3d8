"""What crosses between the layers of a net, for any order of their points."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from stik.report.journeys.placing.net import Net
from stik.terms.counts import Floats

Places = npt.NDArray[np.intp]
"""Which points of a layer stand first, second and so on, by their index in its row."""

Order = list[Places]
"""The places of each layer."""


def joins(net: Net) -> list[Floats]:
    """Return for each two layers how thickly points are joined.

    A row for each point of the upper one, a column for each of the lower; 0 is no line.
    """
    place = {point: index for row in net.rows for index, point in enumerate(row)}
    pairs = pairwise(net.rows)
    found = [np.zeros((len(upper), len(lower))) for upper, lower in pairs]
    for link in net.links:
        between = found[net.layers[link.upper]]
        between[place[link.upper], place[link.lower]] += link.thickness
    return found


def costs(near: Floats) -> Floats:
    """Return what crosses where one point stands left of another: a row, a column each.

    `near` has a row for each point and a column for each place beside its layer. A
    crossing counts as the product of the two thicknesses.
    """
    left_of = np.cumsum(near, axis=1) - near
    crossing: Floats = near @ left_of.T
    return crossing


def crossed(joined: Sequence[Floats], order: Order) -> float:
    """Return what crosses in the whole net, with its points in this order."""
    pairs = pairwise(order)
    found = [
        np.triu(costs(between[np.ix_(upper, lower)]), 1).sum()
        for between, (upper, lower) in zip(joined, pairs, strict=True)
    ]
    return round(float(sum(found)), 6)
