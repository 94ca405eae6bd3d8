"""The series of one phase as arrays: what limits are made of and applied to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from stik.insights.consistency.readings import Reading
from stik.terms.counts import Floats

Chosen = npt.NDArray[np.bool_] | slice


@dataclass(frozen=True)
class Series:
    """Usable readings in order of time, one entry each.

    `variance` is that of one answer, nan where it is not known. `expected` is the level
    of the same season in earlier years, nan in a season's first year; None on a chart
    without seasons.
    """

    periods: tuple[str, ...]
    value: Floats
    size: Floats
    variance: Floats
    expected: Floats | None = None

    @classmethod
    def of(cls, readings: Sequence[Reading]) -> "Series":
        """Return the series of readings that all have a value."""
        return cls(
            tuple(each.period for each in readings),
            _array([each.value for each in readings]),
            _array([each.size for each in readings]),
            _array([each.variance for each in readings]),
        )

    def __len__(self) -> int:
        """Return the number of readings."""
        return len(self.periods)

    @property
    def centre(self) -> float:
        """Return the mean of the values, weighted by size."""
        return float(self.size @ self.value) / float(self.size.sum())

    def chosen(self, which: Chosen) -> "Series":
        """Return the readings of a mask or a slice."""
        index = np.arange(len(self))[which]
        return replace(
            self,
            periods=tuple(self.periods[each] for each in index),
            value=self.value[index],
            size=self.size[index],
            variance=self.variance[index],
            expected=None if self.expected is None else self.expected[index],
        )

    def of_equal_size(self) -> "Series":
        """Return it with each reading weighing the same, as XmR has it."""
        return replace(self, size=np.ones(len(self)))


def _array(numbers: Sequence[float | None]) -> Floats:
    return np.array(
        [np.nan if number is None else number for number in numbers], dtype=np.float64
    )
