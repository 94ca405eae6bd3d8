"""How far down each layer lies."""

from collections.abc import Sequence
from dataclasses import dataclass

from stik.report.journeys.placing.net import Net
from stik.report.journeys.placing.shapes import Size

_LEAST_GAP, _WIDEST_GAP = 56.0, 96.0
_STEEP = 0.15
"""How far a line falls on its way to the side, as far as the widest gap allows."""


@dataclass(frozen=True)
class Band:
    """What a layer takes, in pixels from the top of the first."""

    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Return where the middles of its boxes are."""
        return (self.top + self.bottom) / 2


def bands_of(boxes: Sequence[Size], net: Net, across: Sequence[float]) -> list[Band]:
    """Return the band of each layer; wide gaps where lines lead far aside."""
    gaps = [_LEAST_GAP] * len(net.rows)
    for link in net.links:
        layer = net.layers[link.upper]
        aside = abs(across[link.upper] - across[link.lower])
        gaps[layer] = max(gaps[layer], min(_STEEP * aside, _WIDEST_GAP))
    top, found = 0.0, []
    for row, gap in zip(net.rows, gaps, strict=True):
        height = max(boxes[point][1] for point in row if not net.is_bend(point))
        found.append(Band(top, top + height))
        top += height + gap
    return found
