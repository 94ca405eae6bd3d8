"""Shifts: which touchpoints really moved between two periods, and how far."""

from collections.abc import Sequence
from dataclasses import dataclass

from stik.insights.comparison import judged
from stik.metrics.metric import Difference
from stik.terms.scale import Scale


@dataclass(frozen=True)
class Shift:
    """A touchpoint on a scale, and its difference between two periods in steps of it.

    `is_real` is None where it cannot be told: unknown, or below 30 answers on a side.
    """

    touchpoint: str
    scale: Scale
    difference: Difference
    is_real: bool | None = None

    @property
    def size(self) -> float:
        """Return how far it moved either way, as a share (0 to 1) of the scale."""
        moved, scale = self.difference.value, self.scale
        if moved is None or scale.low is None or scale.high is None:
            return 0.0
        return abs(moved) / (scale.high - scale.low)


def shifts(
    moved: Sequence[tuple[str, Scale, Difference]],
) -> tuple[Shift, ...]:
    """Return the touchpoints compared, those that really moved first, farthest first.

    Differences are corrected for all of them together, whichever scale they are on;
    scales become comparable as shares of their length. Those whose difference is
    unknown come last.

    Examples
    --------
    Half a step of 1 to 5 is farther than half a step of 0 to 10, and one of the three
    can be chance.

    >>> long, short = Scale.parse("rating_0_10"), Scale.parse("csat_1_5")
    >>> found = shifts(
    ...     [
    ...         ("shop", long, Difference(0.5, 0.3, 0.7, 0.0001, 400, 400)),
    ...         ("app", short, Difference(0.9, -0.1, 1.9, 0.08, 40, 40)),
    ...         ("invoice", short, Difference(-0.5, -0.7, -0.3, 0.0001, 400, 400)),
    ...     ]
    ... )
    >>> [(shift.touchpoint, shift.is_real) for shift in found]
    [('invoice', True), ('shop', True), ('app', False)]
    """
    compared = judged([difference for _, _, difference in moved])
    found = [
        Shift(touchpoint, scale, difference, comparison.is_real)
        for (touchpoint, scale, difference), comparison in zip(
            moved, compared, strict=True
        )
    ]
    return tuple(sorted(found, key=_order))


def _order(shift: Shift) -> tuple[bool, bool, float, str]:
    is_unknown = shift.difference.value is None
    return is_unknown, not shift.is_real, -shift.size, shift.touchpoint
