"""What is to be placed, and how it lies when it is: boxes, lines and their routes."""

from dataclasses import dataclass

Point = tuple[float, float]
Size = tuple[float, float]
"""Width and height, in pixels."""


@dataclass(frozen=True)
class Line:
    """A wanted arrow between two boxes, by their index.

    The heavier, the more likely downwards; the thicker (in pixels), the straighter.
    """

    start: int
    end: int
    weight: float
    thickness: float

    @property
    def is_loop(self) -> bool:
        """Return whether it leads back to the box it comes from."""
        return self.start == self.end


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
