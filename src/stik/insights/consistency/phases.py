"""Phases: the stretches between known changes, each judged by limits of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from stik.errors import QuestionError, nearest
from stik.insights.consistency.limits import Limits, check_kind, kind_for, limits_of
from stik.insights.consistency.plan import PhaseStart, Plan
from stik.insights.consistency.readings import Ends, Reading, ReadingKind
from stik.insights.consistency.seasons import (
    P_SEASONS_DIFFER,
    Swing,
    against_earlier_years,
    against_swing,
    cannot_be_seasonal,
    p_seasons_alike,
    swing_of,
)
from stik.insights.consistency.series import Series


@dataclass(frozen=True)
class Phase:
    """One phase of a chart: its readings, and the limits made of its baseline.

    `baseline` names the periods the limits are made of. `limits` are None exactly when
    `unknown` says why.
    """

    change: str
    periods: tuple[str, ...]
    baseline: tuple[str, ...]
    limits: Limits | None
    unknown: str | None = None

    @property
    def first_period(self) -> str:
        """Return the period it begins with."""
        return self.periods[0]


def phases_of(
    readings: Sequence[Reading], starts: Sequence[PhaseStart]
) -> list[tuple[str, list[Reading]]]:
    """Return the readings of each phase, with what changed at its beginning.

    Raises
    ------
    QuestionError
        When a phase begins in a period that is not on the chart.
    """
    change_at = {each.period: each.change for each in starts}
    unmatched = set(change_at) - {each.period for each in readings}
    if unmatched:
        got = min(unmatched)
        known = nearest(got, (each.period for each in readings))
        raise QuestionError(f"no period '{got}' to begin a phase with; {known}")
    found: list[tuple[str, list[Reading]]] = []
    for reading in readings:
        if reading.period in change_at or not found:
            found.append((change_at.get(reading.period, ""), []))
        found[-1][1].append(reading)
    return found


def is_usable(reading: Reading, plan: Plan) -> bool:
    """Return whether a reading may be judged and be part of limits."""
    if reading.value is None or reading.has_too_few:
        return False
    return reading.period not in plan.exceptional


class Made(NamedTuple):
    """A phase, the readings its limits can judge, and the seasons known by its end."""

    phase: Phase
    series: Series
    swing: Swing | None


def phase_made(
    readings: Sequence[Reading], plan: Plan, *, change: str, swing: Swing | None
) -> Made:
    """Return a phase with its limits; `swing` is that of the seasons before it."""
    usable = [each for each in readings if is_usable(each, plan)]
    series, kind = Series.of(usable), kind_of(readings)
    if plan.kind is not None and usable:
        check_kind(plan.kind, kind)
    if plan.kind == "xmr":
        series = series.of_equal_size()
    baseline = series.chosen(slice(plan.baseline))
    seasonal = _is_seasonal(baseline, plan)
    held = _held_against_seasons(series, plan, swing, is_seasonal=seasonal)
    baseline, held = (
        each.chosen(each.size > 0) for each in (held.chosen(slice(plan.baseline)), held)
    )
    unknown = None if held.expected is not None else _seasons_unknown(baseline, plan)
    made = unknown or _limits(baseline, plan, kind, _ends(usable))
    phase = Phase(
        change,
        tuple(each.period for each in readings),
        baseline.periods,
        made if isinstance(made, Limits) else None,
        made if isinstance(made, str) else None,
    )
    return Made(phase, held, swing_of(series) if seasonal else swing)


def _held_against_seasons(
    series: Series, plan: Plan, swing: Swing | None, *, is_seasonal: bool
) -> Series:
    """Return the series with what its seasons make expect, if they matter."""
    if is_seasonal:
        return against_earlier_years(series)
    has_own_years = cannot_be_seasonal(series.chosen(slice(plan.baseline))) is None
    if swing is None or plan.seasonal is False or has_own_years:
        return series
    return against_swing(series, swing, n_baseline=plan.baseline)


def kind_of(readings: Sequence[Reading]) -> ReadingKind:
    """Return of which kind the readings are; periods without a value are of any.

    Raises
    ------
    QuestionError
        When shares, events, means and values are mixed.
    """
    kinds = sorted({each.kind for each in readings if each.value is not None})
    if len(kinds) > 1:
        raise QuestionError(
            f"readings of {' and '.join(kinds)} cannot share a chart; make one of each."
        )
    return kinds[0] if kinds else "value"


def _ends(usable: Sequence[Reading]) -> Ends:
    return usable[0].ends if usable else (None, None)


def _limits(
    baseline: Series, plan: Plan, kind: ReadingKind, ends: Ends
) -> Limits | str:
    if len(baseline) < 2:
        return limits_of(baseline.of_equal_size(), "xmr")
    made = limits_of(baseline, plan.kind or kind_for(kind, baseline))
    return replace(made, ends=ends) if isinstance(made, Limits) else made


def _seasons_unknown(baseline: Series, plan: Plan) -> str | None:
    """Return why a chart that must be seasonal cannot be, or None."""
    return cannot_be_seasonal(baseline) if plan.seasonal else None


def _is_seasonal(baseline: Series, plan: Plan) -> bool:
    if plan.seasonal is False or cannot_be_seasonal(baseline) is not None:
        return False
    if plan.seasonal:
        return True
    return bool(np.ptp(baseline.value) > 0) and (
        p_seasons_alike(baseline) < P_SEASONS_DIFFER
    )
