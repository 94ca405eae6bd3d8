"""From numbers to places on a chart: round ticks, and positions in percent."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

_ROUND_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Axis:
    """A stretch of numbers with ticks; `position` is 0 at `low`, 100 at `high`."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def position(self, value: float) -> float:
        """Return where `value` lies, in percent of the axis, kept inside it."""
        share = (value - self.low) / (self.high - self.low)
        return 100 * min(max(share, 0.0), 1.0)


def axis(
    values: Iterable[float],
    *,
    ends: tuple[float, float] | None = None,
    n_ticks: int = 4,
) -> Axis:
    """Return an axis that holds all values between round ticks.

    It is cut at `ends`, the lowest and the highest value there can be.
    """
    numbers = list(values) or [0.0, 1.0]
    low, high = min(numbers), max(numbers)
    if low == high:
        low, high = low - 0.5, high + 0.5
    step = round_step((high - low) / n_ticks)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    if ends is not None:
        first = max(first, ceil(ends[0] / step - 1e-9))
        last = min(last, floor(ends[1] / step + 1e-9))
    ticks = tuple(round(index * step, 10) for index in range(first, last + 1))
    bounds = (*ticks, low, high)
    return Axis(min(bounds), max(bounds), ticks)


def round_step(step: float) -> float:
    """Return the smallest round step (1, 2, 2½ or 5 times a power of ten) from `step`.

    >>> [round_step(step) for step in (0.03, 0.7, 21.0)]
    [0.05, 1.0, 25.0]
    """
    power = 10.0 ** floor(log10(step))
    return next(
        round(each * power, 10)
        for each in _ROUND_STEPS
        if each * power >= step * (1 - 1e-9)
    )
