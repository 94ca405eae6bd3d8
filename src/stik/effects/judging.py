"""Judging: how an initiative is verified, by what there is to hold it against."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from stik.effects.fading import fading, verdict_again
from stik.effects.groups import Period, Question
from stik.effects.initiative import Initiative
from stik.effects.series import PER_YEAR, CountSeries, Series, measured
from stik.effects.staggered import NEVER, Panel
from stik.effects.verdict import Verdict
from stik.effects.verified import (
    verified_by_control,
    verified_by_series,
    verified_by_units,
)
from stik.effects.waves import (
    UnitWaves,
    Waves,
    counted_waves,
    waves,
    waves_by_unit,
)
from stik.errors import QuestionError
from stik.insights.reading import Reading
from stik.metrics.registry import metric
from stik.terms.counts import Counts
from stik.terms.period import period_begin
from stik.terms.proposal import Proposal

NO_SEASONS = "below two years a season could look like an effect"
STEADY = "nothing else is recorded, so what could have happened is taken for steady"


@dataclass(frozen=True)
class Judged:
    """A verdict, how it was found, and whether the effect has faded (null: untold)."""

    verdict: Verdict
    method: str
    has_faded: bool | None = None


def judged(
    proposal: Proposal, initiative: Initiative, reading: Reading, *, today: date
) -> Judged:
    """Return the verdict on an initiative, from what is over by `today`.

    Units that begin one after another are held against those that never do, a scope
    against its control group, and where there is neither, the time since against the
    time before.

    Raises
    ------
    StikError
        When there is nothing to judge it by; the sentence says why.
    """
    if proposal.units:
        return _by_units(proposal, initiative, reading, today=today)
    if proposal.counted:
        series = counted_waves(proposal.counted, initiative.scope, reading, until=today)
        notes = () if series.exposure is not None else (STEADY,)
        return _by_series(initiative, series, notes=notes)
    if initiative.control is not None:
        return _by_control(initiative, reading, today=today)
    [found] = waves(initiative.measure, [initiative.scope], reading, until=today)
    series_of = measured(
        sorted(found.counts.items()),
        metric=metric(initiative.measure),
        scale=found.scale,
        grain=found.grain,
    )
    return _by_series(initiative, series_of)


def _by_series(
    initiative: Initiative, series: Series, *, notes: tuple[str, ...] = ()
) -> Judged:
    found = verified_by_series(initiative, series)
    faded = fading(series, begins_on=initiative.begins_on)
    if faded.is_fading:
        found = replace(verdict_again(initiative, faded), notes=found.notes)
    if len(series.first_date) < 2 * PER_YEAR[series.grain]:
        notes = (*notes, NO_SEASONS)
    what = "counts" if isinstance(series, CountSeries) else "time series"
    return Judged(
        replace(found, notes=(*found.notes, *notes)),
        f"interrupted {what} by {series.grain}, guarded errors",
        faded.is_fading,
    )


def _by_control(initiative: Initiative, reading: Reading, *, today: date) -> Judged:
    scopes = [initiative.scope, initiative.control or initiative.scope]
    treated, control = waves(initiative.measure, scopes, reading, until=today)
    if treated.scale != control.scale:
        raise QuestionError(
            f"it was asked on {treated.scale.name}, its control on "
            f"{control.scale.name}; name a control on the same scale."
        )
    found = verified_by_control(
        initiative,
        _side_by_side(treated, control),
        question=Question(metric(initiative.measure), treated.scale),
        grain=treated.grain,
    )
    method = f"difference in differences against the control group by {treated.grain}"
    return Judged(found, method)


def _side_by_side(treated: Waves, control: Waves) -> Sequence[Period]:
    """Return the periods of both groups; one without answers of a group is empty."""
    nobody = Counts.of([])
    return [
        Period(day, treated.counts.get(day, nobody), control.counts.get(day, nobody))
        for day in sorted({*treated.counts, *control.counts})
    ]


def _by_units(
    proposal: Proposal, initiative: Initiative, reading: Reading, *, today: date
) -> Judged:
    found = waves_by_unit(proposal.measure, proposal.scope, reading, until=today)
    panel = _panel(found, dict(proposal.units), measure=proposal.measure)
    method = "staggered starts by month against units that never begin"
    return Judged(verified_by_units(initiative, panel), method)


def _panel(found: UnitWaves, begins: dict[str, date], *, measure: str) -> Panel:
    """Return the measure of each unit and month; a unit begins in the month it does."""
    units, months = found.units, found.months
    value = np.full((len(units), len(months)), np.nan)
    for (unit, month), counts in found.counts.items():
        estimate = metric(measure).estimate(counts, found.scale)
        if estimate.value is not None:
            value[units.index(unit), months.index(month)] = estimate.value
    return Panel(units, [_column(begins.get(unit), months) for unit in units], value)


def _column(day: date | None, months: Sequence[date]) -> int:
    """Return the first month from that of a day on, `NEVER` where there is none yet."""
    if day is None:
        return NEVER
    first = period_begin(day, grain="month")
    return next((i for i, month in enumerate(months) if month >= first), NEVER)
