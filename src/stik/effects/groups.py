"""Two groups over time: who does the initiative, who does not, and the gap between."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import inf, sqrt

import numpy as np

from stik.effects.effect import quantile_95
from stik.metrics.intervals import Z_95
from stik.metrics.metric import Metric
from stik.terms.counts import Counts, Floats
from stik.terms.scale import Scale


@dataclass(frozen=True)
class Period:
    """One period of two groups: where the initiative takes place, and the control."""

    first_date: date
    treated: Counts
    control: Counts


@dataclass(frozen=True)
class Question:
    """What is compared: a metric on one scale."""

    metric: Metric
    scale: Scale


@dataclass(frozen=True)
class Gaps:
    """Treated less control in each period, its error, and the number of the period."""

    number: Floats
    value: Floats
    error: Floats

    def slope(self) -> tuple[float, float, float]:
        """Return the slope a period, its standard error and degrees of freedom.

        The error is that of single answers, or of the scatter where that is wider.
        """
        weight = 1 / self.error**2
        centre = float(weight @ self.number / weight.sum())
        from_centre = self.number - centre
        spread = float(weight @ from_centre**2)
        slope = float(weight @ (from_centre * self.value)) / spread
        mean = float(weight @ self.value / weight.sum())
        residual = self.value - mean - slope * from_centre
        degrees = len(self.value) - 2
        sampled = sqrt(1 / spread)
        scattered = sampled * sqrt(float(weight @ residual**2) / degrees)
        if quantile_95(degrees) * scattered > Z_95 * sampled:
            return slope, scattered, float(degrees)
        return slope, sampled, inf


def gaps_of(periods: Sequence[Period], question: Question) -> Gaps:
    """Return the gap of each period in which both groups gave enough answers."""
    rows = []
    for number, period in enumerate(periods):
        gap = question.metric.difference(period.treated, period.control, question.scale)
        if gap.value is None or gap.low is None or gap.high is None:
            continue
        error = (gap.high - gap.low) / (2 * Z_95)
        if error > 0:
            rows.append((float(number), gap.value, error))
    return Gaps(*np.array(rows, dtype=np.float64).reshape(-1, 3).T)


def pooled(counts: Sequence[Counts]) -> Counts:
    """Return the counts of all together.

    >>> pooled([Counts.of([5, 4], n=[2, 1]), Counts.of([4], n=[3])]).n.tolist()
    [4, 2]
    """
    joined = np.concatenate([each.value for each in counts])
    value, place = np.unique(joined, return_inverse=True)

    def summed(parts: Sequence[Floats]) -> Floats:
        total = np.bincount(place, np.concatenate(parts), len(value))
        return total.astype(np.float64)

    return Counts(
        value,
        summed([each.n.astype(np.float64) for each in counts]).astype(np.int64),
        summed([each.weight for each in counts]),
        summed([each.weight_square for each in counts]),
    )
