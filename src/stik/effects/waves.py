"""Waves: what was answered, or what happened, in each month or week of a scope."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

import numpy as np

from stik.effects.series import CountSeries
from stik.errors import QuestionError
from stik.insights.focus import focus
from stik.insights.reading import Reading
from stik.metrics.registry import metric
from stik.rollups.counting import PERIOD
from stik.rollups.happenings import happenings
from stik.terms.counts import Counts
from stik.terms.estimate import N_TOO_FEW
from stik.terms.goal import Scope
from stik.terms.inquiry import Inquiry
from stik.terms.period import period_after
from stik.terms.scale import Scale

MONTHS_ENOUGH = 24
"""From so many months on time is cut into months: seasons are then seen as such."""

NOTHING_DATED = "no answers in its scope have a date."


@dataclass(frozen=True)
class Waves:
    """The answers of each whole month or week in a scope, and the scale they are on."""

    counts: Mapping[date, Counts]
    scale: Scale
    grain: str = "month"

    @property
    def is_well_filled(self) -> bool:
        """Return whether most of its periods have the 30 answers of a judgement."""
        return median(each.total for each in self.counts.values()) >= N_TOO_FEW


def waves(
    measure: str, scopes: Sequence[Scope], reading: Reading, *, until: date
) -> list[Waves]:
    """Return the answers of each scope by month; by week where months are too few.

    That is below 24 months, where every scope has 30 answers in most weeks and no
    date is known to the month only. Periods that are over `until` that day count.

    Raises
    ------
    QuestionError
        When a scope has no answers with a date.
    """
    by_month = [_by(measure, scope, reading, until=until) for scope in scopes]
    if any(len(each.counts) >= MONTHS_ENOUGH for each in by_month):
        return by_month
    if any(entry.precision == "month" for entry in reading.entries):
        return by_month
    by_week = [
        _by(measure, scope, reading, until=until, grain="week") for scope in scopes
    ]
    return by_week if all(each.is_well_filled for each in by_week) else by_month


def _by(
    measure: str, scope: Scope, reading: Reading, *, until: date, grain: str = "month"
) -> Waves:
    inquiry = Inquiry(measure, by=(grain,), where=filters_of(scope))
    reading.check_dimensions(inquiry)
    focused = focus(inquiry, metric(measure), entries=reading.entries)
    cells = {
        cell.period: cell
        for cell in reading.cells(focused.inquiry)
        if cell.period and period_after(cell.period, grain=grain) <= until
    }
    scale = next((cell.scale for cell in cells.values() if cell.scale), None)
    if scale is None:
        raise QuestionError(NOTHING_DATED)
    return Waves({day: cell.counts for day, cell in cells.items()}, scale, grain)


@dataclass(frozen=True)
class UnitWaves:
    """The answers of each unit in each whole month of a scope."""

    counts: Mapping[tuple[str, date], Counts]
    scale: Scale

    @property
    def units(self) -> list[str]:
        """Return the units with any answers."""
        return sorted({unit for unit, _ in self.counts})

    @property
    def months(self) -> list[date]:
        """Return the months in which any unit has answers, oldest first."""
        return sorted({month for _, month in self.counts})


def waves_by_unit(
    measure: str, scope: Scope, reading: Reading, *, until: date
) -> UnitWaves:
    """Return the answers of each unit by month; those over `until` that day count.

    Raises
    ------
    QuestionError
        When no unit has answers with a date.
    """
    inquiry = Inquiry(measure, by=("unit", "month"), where=filters_of(scope))
    reading.check_dimensions(inquiry)
    focused = focus(inquiry, metric(measure), entries=reading.entries)
    counts, scale = {}, None
    for cell in reading.cells(focused.inquiry):
        [unit] = cell.groups
        if unit and cell.period and period_after(cell.period, grain="month") <= until:
            counts[unit, cell.period] = cell.counts
            scale = scale or cell.scale
    if scale is None:
        raise QuestionError(NOTHING_DATED)
    return UnitWaves(counts, scale)


def counted_waves(
    touchpoint: str, scope: Scope, reading: Reading, *, until: date
) -> CountSeries:
    """Return how often something happened at a touchpoint in each whole month.

    The exposure is the number of customers who met the company anywhere else in that
    month; where nobody ever did it is taken for steady, and a month without an entry
    counts as one in which nothing happened.

    Raises
    ------
    QuestionError
        When nothing of it has a date.
    """
    inquiry = Inquiry("mean", by=("month",), where=filters_of(scope))
    reading.check_dimensions(inquiry)
    known = reading.of_customers(inquiry)
    asked = reading.run(happenings(known, touchpoint=touchpoint))
    rows = {
        row[PERIOD]: (row["n"], row["n_elsewhere"])
        for row in asked.to_pylist()
        if row[PERIOD] and period_after(row[PERIOD], grain="month") <= until
    }
    if not any(n for n, _ in rows.values()):
        raise QuestionError(f"nothing that happened at '{touchpoint}' has a date.")
    if not any(elsewhere for _, elsewhere in rows.values()):
        return _without_exposure({month: n for month, (n, _) in rows.items()})
    kept = sorted(month for month, (_, elsewhere) in rows.items() if elsewhere)
    return CountSeries(
        tuple(kept),
        np.array([rows[month][0] for month in kept], dtype=np.float64),
        np.array([rows[month][1] for month in kept], dtype=np.float64),
    )


def _without_exposure(counts: Mapping[date, int]) -> CountSeries:
    """Return the counts with a 0 for each month between that has no entry."""
    months, month = [], min(counts)
    while month <= max(counts):
        months.append(month)
        month = period_after(month, grain="month")
    count = [counts.get(month, 0) for month in months]
    return CountSeries(tuple(months), np.array(count, dtype=np.float64))


def filters_of(scope: Scope) -> dict[str, tuple[str, ...]]:
    """Return a scope as the filters of a question."""
    named = ("touchpoint", "channel", "unit", "journey")
    filters = {name: getattr(scope, name) for name in named}
    filters |= dict(scope.traits)
    return {name: (value,) for name, value in filters.items() if value is not None}
