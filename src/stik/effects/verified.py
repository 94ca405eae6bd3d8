"""Did it work: from the numbers of an initiative to its verdict."""

from collections.abc import Sequence
from dataclasses import replace

from stik.effects.differences import difference_in_differences
from stik.effects.groups import Period, Question
from stik.effects.initiative import Initiative
from stik.effects.interrupted import interrupted
from stik.effects.model import GUARDED
from stik.effects.series import Series
from stik.effects.staggered import Panel, staggered
from stik.effects.verdict import Verdict, verdict


def verified_by_series(initiative: Initiative, series: Series) -> Verdict:
    """Return the verdict where there is no control: before and after, beyond trend.

    Examples
    --------
    >>> from datetime import date
    >>> import numpy as np
    >>> from stik.effects.series import CountSeries
    >>> from stik.terms.goal import Scope
    >>> fewer = Initiative(
    ...     "clear invoices",
    ...     measure="complaints",
    ...     scope=Scope(touchpoint="invoice"),
    ...     registered_on=date(2025, 8, 1),
    ...     begins_on=date(2025, 9, 1),
    ...     expected=0.8,
    ...     comparison="ratio",
    ... )
    >>> months = tuple(date(2025, month, 1) for month in range(1, 13))
    >>> count = np.array([98.0, 103, 101, 97, 100, 104, 99, 98, 82, 79, 80, 81])
    >>> verified_by_series(fewer, CountSeries(months, count)).sentence
    'Keep: it works, and as much as was expected is possible.'
    """
    found = interrupted(series, begins_on=initiative.begins_on, design=GUARDED)
    return replace(verdict(initiative, found.level), notes=found.notes)


def verified_by_control(
    initiative: Initiative,
    periods: Sequence[Period],
    *,
    question: Question,
    grain: str = "month",
) -> Verdict:
    """Return the verdict where a control group shows what would have come anyway.

    Each of the `periods` is a month, or what else `grain` names.
    """
    found = difference_in_differences(
        periods, begins_on=initiative.begins_on, question=question, grain=grain
    )
    judged = verdict(initiative, found.effect, checks=found.checks)
    return replace(judged, notes=found.notes)


def verified_by_units(initiative: Initiative, panel: Panel) -> Verdict:
    """Return the verdict where units begin one after another."""
    found = staggered(panel)
    checks = () if found.pre_trend is None else (found.pre_trend,)
    judged = verdict(initiative, found.overall, checks=checks)
    return replace(judged, notes=found.notes)
