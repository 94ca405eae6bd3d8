"""Orders to begin with, from which better ones are sought."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from stik.report.journeys.placing.crossings import Order
from stik.report.journeys.placing.net import Net


def beginnings(net: Net) -> list[Order]:
    """Return two: long lines outside the boxes, and points as a walk finds them."""
    return [_by_rank(net, _outside(net)), _by_rank(net, _walked(net))]


def _by_rank(net: Net, ranks: Sequence[int]) -> Order:
    return [
        np.argsort([ranks[point] for point in row], kind="stable") for row in net.rows
    ]


def _outside(net: Net) -> list[int]:
    """Return ranks with boxes in the middle, and what passes in turn right and left.

    So both sides share the long lines; the thick ones pass nearest to the boxes.
    """
    passing = [line for line, way in enumerate(net.ways) if way[1:-1]]
    near = sorted(passing, key=lambda line: (-net.lines[line].thickness, line))
    ranks = [0] * len(net.layers)
    for number, line in enumerate(
        sorted(passing, key=lambda line: len(net.ways[line]))
    ):
        side = -1 if number % 2 else 1
        for bend in net.ways[line][1:-1]:
            ranks[bend] = side * (near.index(line) + 1)
    return ranks


def _walked(net: Net) -> list[int]:
    """Return ranks as points are reached from the first box, thick lines first."""
    below = defaultdict(list)
    for link in sorted(net.links, key=lambda link: link.thickness):
        below[link.upper].append(link.lower)
    ranks: dict[int, int] = {}
    ahead = list(range(len(net.layers) - 1, -1, -1))
    while ahead:
        point = ahead.pop()
        if point not in ranks:
            ranks[point] = len(ranks)
            ahead.extend(below[point])
    return [ranks[point] for point in range(len(net.layers))]
