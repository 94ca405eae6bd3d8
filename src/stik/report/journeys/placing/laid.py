"""The points of a net where they lie, and where lines may touch boxes."""

from collections.abc import Sequence
from dataclasses import dataclass

from stik.report.journeys.placing.bands import Band
from stik.report.journeys.placing.net import Net
from stik.report.journeys.placing.shapes import Point, Size

_CORNER = 12.0
"""What lines leave free at the corners of a box, in pixels."""


@dataclass(frozen=True)
class Laid:
    """A net with the middle of each point, across, and the band of each layer."""

    boxes: Sequence[Size]
    net: Net
    across: Sequence[float]
    bands: Sequence[Band]

    def band(self, point: int) -> Band:
        """Return the band in which a point lies."""
        return self.bands[self.net.layers[point]]

    def middle(self, box: int) -> Point:
        """Return the middle of a box."""
        return self.across[box], self.band(box).middle

    def room(self, box: int) -> tuple[float, float]:
        """Return between which places lines may touch its upper and lower border."""
        half = self.boxes[box][0] / 2 - _CORNER
        return self.across[box] - half, self.across[box] + half

    def wish(self, box: int, other: int) -> float:
        """Return where a line to the next point would best touch the box.

        That is straight above or below it; where this cannot be, at the nearer end.
        """
        left, right = self.room(box)
        low, high = self.across[other], self.across[other]
        if not self.net.is_bend(other):
            low, high = self.room(other)
        if low > right or high < left:
            return right if low > right else left
        return (max(low, left) + min(high, right)) / 2
