"""A series: one number for each period of time, counted or averaged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from stik.errors import QuestionError
from stik.metrics.metric import Metric
from stik.terms.counts import Counts, Floats, Integers
from stik.terms.scale import Scale

Chosen = npt.NDArray[np.bool_]

PER_YEAR = {"month": 12.0, "quarter": 4.0, "week": 365.25 / 7, "year": 1.0}
"""How many periods of each grain a year has; days have a rhythm of their own."""


@dataclass(frozen=True)
class CountSeries:
    """How many happened in each period, out of how much could have happened.

    One entry per period, oldest first; a period in which nothing was recorded is left
    out, one in which nothing happened is a 0. `exposure` is what the count is out of:
    customers, orders, calls; None where that is steady.
    """

    first_date: tuple[date, ...]
    count: Floats
    exposure: Floats | None = None
    grain: str = "month"

    def __post_init__(self) -> None:
        object.__setattr__(self, "count", np.asarray(self.count, dtype=np.float64))
        lengths = {len(self.first_date), len(self.count)}
        if self.exposure is not None:
            exposure = np.asarray(self.exposure, dtype=np.float64)
            object.__setattr__(self, "exposure", exposure)
            lengths.add(len(exposure))
        _check_periods(self.first_date, lengths, self.grain)
        if self.exposure is not None and (self.exposure <= 0).any():
            worst = self.first_date[int(np.argmin(self.exposure))]
            raise QuestionError(
                f"nothing could have happened in {worst}; leave it out."
            )
        if (self.count < 0).any():
            raise QuestionError("a count is never below 0; correct the series.")

    def only(self, kept: Chosen) -> "CountSeries":
        """Return the series of the kept periods."""
        return CountSeries(
            _only(self.first_date, kept),
            self.count[kept],
            None if self.exposure is None else self.exposure[kept],
            self.grain,
        )


@dataclass(frozen=True)
class MeanSeries:
    """The mean, share or score of each period, oldest first; NaN is unknown.

    `n` counts the answers that each value rests on.
    """

    first_date: tuple[date, ...]
    value: Floats
    n: Integers
    grain: str = "month"

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", np.asarray(self.value, dtype=np.float64))
        object.__setattr__(self, "n", np.asarray(self.n, dtype=np.int64))
        lengths = {len(self.first_date), len(self.value), len(self.n)}
        _check_periods(self.first_date, lengths, self.grain)

    @property
    def is_known(self) -> Chosen:
        """Return which periods have a value."""
        known: Chosen = ~np.isnan(self.value)
        return known

    def only(self, kept: Chosen) -> "MeanSeries":
        """Return the series of the kept periods."""
        dates = _only(self.first_date, kept)
        return MeanSeries(dates, self.value[kept], self.n[kept], self.grain)


Series = CountSeries | MeanSeries


def measured(
    periods: Sequence[tuple[date, Counts]], *, metric: Metric, scale: Scale, grain: str
) -> MeanSeries:
    """Return the metric of each period; below 5 answers it is unknown (NaN).

    Examples
    --------
    >>> from stik.metrics.registry import metric
    >>> waves = [
    ...     (date(2026, 1, 1), Counts.of([10, 5], n=[30, 10])),
    ...     (date(2026, 2, 1), Counts.of([10, 5], n=[2, 1])),
    ... ]
    >>> measured(
    ...     waves, metric=metric("nps"), scale=Scale.parse("nps_0_10"), grain="month"
    ... ).value.tolist()
    [50.0, nan]
    """
    estimates = [metric.estimate(counts, scale) for _, counts in periods]
    values = [np.nan if each.value is None else each.value for each in estimates]
    return MeanSeries(
        tuple(first_date for first_date, _ in periods),
        np.array(values, dtype=np.float64),
        np.array([each.n for each in estimates], dtype=np.int64),
        grain,
    )


def period_numbers(first_date: Sequence[date], *, grain: str) -> Integers:
    """Return how many periods each lies after the first: a gap stays a gap.

    >>> months = [date(2025, 12, 1), date(2026, 1, 1), date(2026, 3, 1)]
    >>> period_numbers(months, grain="month").tolist()
    [0, 1, 3]
    """
    number = np.array([_number(day, grain) for day in first_date], dtype=np.int64)
    since: Integers = number - number[0]
    return since


def holds_beginning(
    first_date: Sequence[date], *, begins_on: date, grain: str
) -> Chosen:
    """Return in which period something began after the period did, in none else.

    >>> months = [date(2026, 1, 1), date(2026, 2, 1)]
    >>> holds_beginning(months, begins_on=date(2026, 2, 9), grain="month").tolist()
    [False, True]
    >>> holds_beginning(months, begins_on=date(2026, 2, 1), grain="month").tolist()
    [False, False]
    """
    number = period_numbers([begins_on, *first_date], grain=grain)[1:]
    is_begun = np.array([day < begins_on for day in first_date], dtype=np.bool_)
    held: Chosen = (number == 0) & is_begun
    return held


def check_periods(first_date: Sequence[date], *, grain: str) -> None:
    """Raise a QuestionError where the periods are of no such grain, or out of order."""
    _check_periods(first_date, {len(first_date)}, grain)


def _only(first_date: Sequence[date], kept: Chosen) -> tuple[date, ...]:
    return tuple(first_date[place] for place in np.flatnonzero(kept).tolist())


def _number(day: date, grain: str) -> int:
    if grain == "week":
        return (day.toordinal() - 1) // 7
    months = day.year * 12 + day.month - 1
    return months // {"month": 1, "quarter": 3, "year": 12}[grain]


def _check_periods(first_date: Sequence[date], lengths: set[int], grain: str) -> None:
    if grain not in PER_YEAR:
        raise QuestionError(
            f"an effect is not judged by '{grain}', where weekends would be seen as "
            f"changes; choose one of {', '.join(PER_YEAR)}."
        )
    if len(lengths) > 1 or not first_date:
        raise QuestionError("a series needs one value for each of its periods.")
    if (np.diff(period_numbers(first_date, grain=grain)) < 1).any():
        raise QuestionError(f"each {grain} may stand in a series once, oldest first.")
