"""Where the labels of arrows stand: on or beside their line, clear of all else."""

from collections.abc import Sequence

import numpy as np

from stik.report.journeys.placing.shapes import Placement, Point, Size
from stik.terms.counts import Floats

_PLACES = np.linspace(0.08, 0.92, 15)
"""Where on its line a label may stand, in parts of the way."""

_BESIDE = 6.0
_STEP = 6.0
_OVERLAP, _LINE_HIDDEN, _OFF_MIDDLE, _OFF_LINE = 100.0, 3.0, 2.0, 2.0
"""What it costs to cover something, to hide a bit of another line, to be off the middle
(at an end of the line) and to stand beside the line and not on it."""

Rectangles = Floats
"""One row each: left, top, right, bottom."""


def labels_placed(
    lie: Placement, boxes: Sequence[Size], labels: Sequence[Size | None]
) -> list[Point | None]:
    """Return the middle of each label; those given first choose first.

    A label that finds no free place stands where it covers least; a line may have none.
    """
    taken = [*rectangles(lie.middles, boxes)]
    walks = [_walk(route.corners) for route in lie.routes]
    points = np.concatenate([np.zeros((0, 2)), *walks])
    owner = np.repeat(np.arange(len(walks)), [len(walk) for walk in walks])
    middles: list[Point | None] = []
    for own, (walk, size) in enumerate(zip(walks, labels, strict=True)):
        if size is None:
            middles.append(None)
            continue
        spots, cost = _spots(walk, size)
        wanted = rectangles(spots, [size])
        cost = cost + _OVERLAP * _covered(wanted, np.array(taken))
        cost = cost + _LINE_HIDDEN * _hidden(wanted, points[owner != own])
        best = int(np.argmin(cost.round(6)))
        taken.append(wanted[best])
        x, y = spots[best].round(1).tolist()
        middles.append((x, y))
    return middles


def _walk(corners: Sequence[Point]) -> Floats:
    """Return points along a line, some pixels apart."""
    ends = np.array(corners)
    lengths = np.hypot(*np.diff(ends, axis=0).T)
    gone = np.concatenate([[0.0], np.cumsum(lengths)])
    at = np.linspace(0, gone[-1], max(int(gone[-1] / _STEP), 2))
    return np.column_stack([np.interp(at, gone, ends[:, side]) for side in (0, 1)])


def _spots(walk: Floats, size: Size) -> tuple[Floats, Floats]:
    """Return where a label may stand and what each place costs: on, right, left."""
    on = walk[(_PLACES * (len(walk) - 1)).round().astype(int)]
    aside = np.array([size[0] / 2 + _BESIDE, 0.0])
    off_middle = _OFF_MIDDLE * np.abs(_PLACES - 0.5) * 2
    cost = np.concatenate([off_middle, off_middle + _OFF_LINE, off_middle + _OFF_LINE])
    return np.concatenate([on, on + aside, on - aside]), cost


def rectangles(middles: Sequence[Point] | Floats, sizes: Sequence[Size]) -> Rectangles:
    """Return what is covered by things of these sizes round their middles."""
    at, half = np.reshape(middles, (-1, 2)), np.reshape(sizes, (-1, 2)) / 2
    return np.hstack([at - half, at + half])


def _covered(wanted: Rectangles, taken: Rectangles) -> Floats:
    """Return how much of each wanted rectangle is taken: 0, or more than 1."""
    low = np.maximum(wanted[:, None, :2], taken[None, :, :2])
    high = np.minimum(wanted[:, None, 2:], taken[None, :, 2:])
    sides = np.clip(high - low, 0, None)
    area = sides.prod(axis=2)
    whole = (wanted[:, 2:] - wanted[:, :2]).prod(axis=1)
    covered: Floats = (area > 0).sum(axis=1) + area.sum(axis=1) / whole
    return covered


def _hidden(wanted: Rectangles, points: Floats) -> Floats:
    """Return how many of the points lie behind each wanted rectangle."""
    is_near = (points > wanted[:, :2].min(axis=0)) & (
        points < wanted[:, 2:].max(axis=0)
    )
    near = points[is_near.all(axis=1)]
    after = (near[None, :, :] > wanted[:, None, :2]).all(axis=2)
    before = (near[None, :, :] < wanted[:, None, 2:]).all(axis=2)
    hidden: Floats = (after & before).sum(axis=1).astype(np.float64)
    return hidden
