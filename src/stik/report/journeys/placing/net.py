"""Boxes joined by lines that have a bend in each layer they pass."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from stik.report.journeys.placing.downwards import Fall
from stik.report.journeys.placing.shapes import Line


@dataclass(frozen=True)
class Link:
    """A piece of a line, from a point to one in the next layer."""

    upper: int
    lower: int
    thickness: float


@dataclass(frozen=True)
class Net:
    """Points in layers: the boxes first, by their index, then all bends.

    `layers` has the layer of each point; `ways` the points of each line, from its upper
    box to its lower one, and none for a loop.
    """

    n_boxes: int
    lines: tuple[Line, ...]
    layers: tuple[int, ...]
    ways: tuple[tuple[int, ...], ...]

    def is_bend(self, point: int) -> bool:
        """Return whether a line only passes there."""
        return point >= self.n_boxes

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Return the pieces of all lines."""
        return tuple(
            Link(upper, lower, line.thickness)
            for line, way in zip(self.lines, self.ways, strict=True)
            for upper, lower in pairwise(way)
        )

    @cached_property
    def rows(self) -> tuple[tuple[int, ...], ...]:
        """Return the points of each layer."""
        found: list[list[int]] = [[] for _ in range(max(self.layers) + 1)]
        for point, layer in enumerate(self.layers):
            found[layer].append(point)
        return tuple(tuple(row) for row in found)


def net_of(lines: Sequence[Line], falls: Sequence[Fall], layers: Sequence[int]) -> Net:
    """Return the net of the lines between boxes in these layers."""
    of_points = list(layers)
    ways: list[tuple[int, ...]] = []
    for upper, lower in falls:
        passed = range(layers[upper] + 1, layers[lower])
        bends = range(len(of_points), len(of_points) + len(passed))
        of_points.extend(passed)
        ways.append((upper, *bends, lower) if upper != lower else ())
    return Net(len(layers), tuple(lines), tuple(of_points), tuple(ways))
