"""The past of a goal's metric: counts by period, in the goal's scope."""

from dataclasses import dataclass
from datetime import date
from statistics import median

import numpy as np

from stik.errors import QuestionError
from stik.metrics.intervals import Z_95
from stik.metrics.mean import moments
from stik.metrics.metric import Metric, unknown_because
from stik.metrics.nps import nps_groups
from stik.terms.counts import Counts
from stik.terms.estimate import Estimate
from stik.terms.period import GRAINS, period_begin
from stik.terms.scale import Scale

RECENT = 4
"""How many periods say what is usual now."""


@dataclass(frozen=True)
class Past:
    """What the metric was, period by period, oldest first, without gaps.

    `counts` are those of the whole periods in the goal's scope; a period that is
    still running is left out. `n_customers` are the customers in the scope, None
    where that is not known.

    Raises
    ------
    QuestionError
        On a grain that there is not, on another number of counts than of days, and
        where a first day is not the first of its period.
    """

    metric: Metric
    scale: Scale
    grain: str
    first_date: tuple[date, ...]
    counts: tuple[Counts, ...]
    n_customers: int | None = None

    def __post_init__(self) -> None:
        if self.grain not in GRAINS:
            raise QuestionError(
                f"the past is by {', '.join(GRAINS)}, not {self.grain}."
            )
        if len(self.first_date) != len(self.counts):
            raise QuestionError("the past needs counts for each of its periods.")
        for day in self.first_date:
            if period_begin(day, grain=self.grain) != day:
                raise QuestionError(f"{day} is not the first day of a {self.grain}.")
        self.metric.check_scale(self.scale)

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """Return the metric of each period with its interval."""
        return tuple(self.metric.estimate(each, self.scale) for each in self.counts)

    @property
    def n_usual(self) -> int:
        """Return how many answers a period usually gets now, as effective number."""
        recent = [each.n_effective for each in self.counts[-RECENT:]]
        return int(median(recent)) if recent else 0

    @property
    def variance(self) -> float | None:
        """Return the variance of one recent answer, in the square of the metric's unit.

        The mean of that of each period, so that a change between them does not count.
        None where no period has 5 answers.
        """
        recent = [
            each for each in self.counts[-RECENT:] if unknown_because(each) is None
        ]
        if not recent:
            return None
        variances = [
            variance_of(each, metric=self.metric, scale=self.scale) for each in recent
        ]
        return float(np.average(variances, weights=[each.total for each in recent]))

    def place(self, day: date) -> int | None:
        """Return which period a day belongs to, None where none is known."""
        first_date = period_begin(day, grain=self.grain)
        if first_date not in self.first_date:
            return None
        return self.first_date.index(first_date)

    def periods_until(self, day: date) -> int:
        """Return how many periods after the last one a day lies; 0 is within it."""
        return periods_between(self.first_date[-1], day, grain=self.grain)


def periods_between(first: date, second: date, *, grain: str) -> int:
    """Return how many periods the second day lies after the first, below 0 before.

    >>> periods_between(date(2025, 12, 31), date(2026, 7, 1), grain="quarter")
    3
    """
    return _number(second, grain) - _number(first, grain)


def variance_of(counts: Counts, *, metric: Metric, scale: Scale) -> float:
    """Return the variance of one answer in the square of the metric's unit.

    50 % promoters and 20 % detractors: 100² (0.7 - 0.3²).

    >>> from stik.metrics.registry import metric as named
    >>> answers = Counts.of([10, 8, 3], n=[50, 30, 20])
    >>> round(variance_of(answers, metric=named("nps"), scale=Scale.parse("nps_0_10")))
    6100
    """
    if metric.unit == "points":
        return 100.0**2 * nps_groups(counts).variance
    if metric.unit == "share":
        share = metric.estimate(counts, scale).value or 0.0
        return share * (1 - share)
    return moments(counts).variance


def error_of(estimate: Estimate) -> float:
    """Return the standard error of an estimate, 0 where it is taken as exact."""
    if estimate.low is None or estimate.high is None:
        return 0.0
    return (estimate.high - estimate.low) / (2 * Z_95)


def _number(day: date, grain: str) -> int:
    if grain in ("day", "week"):
        return (day.toordinal() - 1) // (7 if grain == "week" else 1)
    months = day.year * 12 + day.month - 1
    return months // {"month": 1, "quarter": 3, "year": 12}[grain]
