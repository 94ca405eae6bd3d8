"""Where boxes and arrows lie: in layers, from top to bottom.

The one place that knows the layout engine; see docs/decisions/0014.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import graphlay

Point = tuple[float, float]
Size = tuple[float, float]
"""Width and height, in pixels."""

_OPTIONS = {
    "spacing": {"layer_gap": 56.0, "node_gap": 24.0, "dummy_gap": 20.0},
    "routing": {"style": "diagonal"},
    "effort": "thorough",
}


@dataclass(frozen=True)
class Line:
    """A wanted arrow between two boxes, by their index.

    The heavier, the straighter and the more likely downwards.
    """

    start: int
    end: int
    weight: float
    thickness: float


@dataclass(frozen=True)
class Route:
    """A line as it lies: its corners, from the border of a box to that of another."""

    corners: tuple[Point, ...]

    @property
    def is_rising(self) -> bool:
        """Return whether it leads up the picture, against the usual way."""
        return self.corners[-1][1] < self.corners[0][1]


@dataclass(frozen=True)
class Placement:
    """The middles of the boxes and the routes, each in the order given."""

    middles: tuple[Point, ...]
    routes: tuple[Route, ...]


def placed(boxes: Sequence[Size], lines: Sequence[Line]) -> Placement:
    """Return where all lie, the same for the same input.

    The first box stands on top, the last at the bottom.
    """
    wanted = graphlay.Graph()
    for index, (width, height) in enumerate(boxes):
        rank = {0: "first", len(boxes) - 1: "last"}.get(index, "free")
        wanted.node(width=width, height=height, rank=rank)
    for line in lines:
        wanted.edge(line.start, line.end, weight=line.weight, thickness=line.thickness)
    found = graphlay.layout(wanted, preset="process_map", options=_OPTIONS)
    return Placement(
        middles=tuple(_point(node["center"]) for node in found.nodes),
        routes=tuple(Route(tuple(map(_point, each["points"]))) for each in found.edges),
    )


def _point(found: dict[str, Any]) -> Point:
    return round(found["x"], 1), round(found["y"], 1)
