"""Did it work, asked of a workspace: each initiative of the programme, judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from stik.effects.fading import fading, next_check, verdict_again
from stik.effects.groups import Period, Question
from stik.effects.initiative import Initiative
from stik.effects.series import measured
from stik.effects.verdict import Verdict
from stik.effects.verified import verified_by_control, verified_by_series
from stik.errors import QuestionError, StikError
from stik.insights.cells import Cell
from stik.insights.focus import focus
from stik.insights.reading import Reading
from stik.insights.result import Result, asked, explained
from stik.metrics.registry import metric as metric_called
from stik.rollups.registrations import registrations
from stik.terms.counts import Counts
from stik.terms.goal import Scope
from stik.terms.inquiry import Inquiry
from stik.terms.period import period_after
from stik.terms.proposal import Proposal
from stik.terms.scale import Scale

GRAIN = "month"
DEFINITION = (
    "Whether each initiative had the effect that was expected of it when it was "
    "registered, before it began: keep, change, stop, or cannot tell yet."
)
NOT_VERIFIED = "not verified"
"""The word for what was registered too late, or not at all, or cannot be measured."""

NOT_BEGUN = "not begun"

_COLUMNS = {
    "initiative": pa.string(),
    "owner": pa.string(),
    "measure": pa.string(),
    "unit": pa.string(),
    "begins_on": pa.date32(),
    "registered_on": pa.date32(),
    "expected": pa.float64(),
    "comparison": pa.string(),
    "word": pa.string(),
    "value": pa.float64(),
    "low": pa.float64(),
    "high": pa.float64(),
    "p": pa.float64(),
    "n_before": pa.int64(),
    "n": pa.int64(),
    "n_more": pa.int64(),
    "method": pa.string(),
    "sentence": pa.string(),
    "checks": pa.list_(pa.string()),
    "next_check_on": pa.date32(),
    "unknown": pa.string(),
}


def initiatives_result(inquiry: Inquiry, reading: Reading, *, today: str) -> Result:
    """Return each initiative of the programme with its verdict, in their order.

    `today` is a day as ISO text; whole months before it count. `value` is the effect
    with its interval, null where `unknown` says why; `word` is keep, change, stop,
    cannot tell yet, or not verified.
    """
    day = date.fromisoformat(today)
    known = registrations(reading.run)
    rows = [
        _row(proposal, reading, registered_on=known.get(_promise(proposal)), today=day)
        for proposal in reading.programme().initiatives
    ]
    told = explained(
        {"definition": DEFINITION, "notes": [], "n": len(rows)},
        inquiry,
        asked=asked(inquiry, insight="initiatives", today=today),
        snapshot=reading.snapshot,
    )
    table = pa.Table.from_pylist(rows, schema=pa.schema(list(_COLUMNS.items())))
    return Result("initiatives", "effect", table, told)


def _promise(proposal: Proposal) -> tuple[str, str]:
    return proposal.name, proposal.digest


def _row(
    proposal: Proposal, reading: Reading, *, registered_on: date | None, today: date
) -> dict[str, Any]:
    names = ("owner", "measure", "begins_on", "expected", "comparison")
    row = {name: getattr(proposal, name) for name in names}
    row |= {"initiative": proposal.name, "registered_on": registered_on}
    if registered_on is None:
        reason = "it is not registered yet: 'stik initiatives PLACE' does."
        return {**row, "word": NOT_VERIFIED, "sentence": reason, "unknown": reason}
    if today < proposal.begins_on:
        reason = f"it begins on {proposal.begins_on}"
        return {**row, "word": NOT_BEGUN, "sentence": f"{reason}.", "unknown": reason}
    try:
        initiative = _initiative(proposal, registered_on)
        found, method = _verified(initiative, reading, today=today)
    except StikError as error:
        reason = str(error)
        return {**row, "word": NOT_VERIFIED, "sentence": reason, "unknown": reason}
    check = next_check(proposal.begins_on, last_checked=today)
    unit = metric_called(proposal.measure).unit
    told = {**_told(found), "unit": unit, "method": method, "next_check_on": check}
    return {**row, **told}


def _initiative(proposal: Proposal, registered_on: date) -> Initiative:
    return Initiative(
        proposal.name,
        measure=proposal.measure,
        scope=proposal.scope,
        registered_on=registered_on,
        begins_on=proposal.begins_on,
        expected=proposal.expected,
        comparison="ratio" if proposal.comparison == "ratio" else "difference",
        control=proposal.control,
        owner=proposal.owner,
        hypothesis=proposal.hypothesis,
    )


def _verified(
    initiative: Initiative, reading: Reading, *, today: date
) -> tuple[Verdict, str]:
    """Return the verdict and the method: with a control group where there is one."""
    treated = _months(initiative, initiative.scope, reading, today=today)
    metric = metric_called(initiative.measure)
    if initiative.control is not None:
        control = _months(initiative, initiative.control, reading, today=today)
        question = Question(metric, treated.scale)
        periods = _side_by_side(treated, control)
        found = verified_by_control(initiative, periods, question=question)
        return found, "difference in differences against the control group"
    waves = sorted(treated.counts.items())
    series = measured(waves, metric=metric, scale=treated.scale, grain=GRAIN)
    found = verified_by_series(initiative, series)
    faded = fading(series, begins_on=initiative.begins_on)
    if faded.is_fading:
        found = verdict_again(initiative, faded)
    return found, "interrupted time series by month, guarded errors"


@dataclass(frozen=True)
class _Months:
    """The answers of each whole month in a scope, and the scale they are on."""

    counts: dict[date, Counts]
    scale: Scale


def _months(
    initiative: Initiative, scope: Scope, reading: Reading, *, today: date
) -> _Months:
    metric = metric_called(initiative.measure)
    inquiry = Inquiry(initiative.measure, by=(GRAIN,), where=filters_of(scope))
    reading.check_dimensions(inquiry)
    focused = focus(inquiry, metric, entries=reading.entries)
    cells = [cell for cell in reading.cells(focused.inquiry) if _is_over(cell, today)]
    if not cells or cells[0].scale is None:
        raise QuestionError("no answers in its scope have a date.")
    return _Months({c.period: c.counts for c in cells if c.period}, cells[0].scale)


def filters_of(scope: Scope) -> dict[str, tuple[str, ...]]:
    """Return a scope as the filters of a question."""
    named = ("touchpoint", "channel", "unit", "journey")
    filters = {name: getattr(scope, name) for name in named}
    filters |= dict(scope.traits)
    return {name: (value,) for name, value in filters.items() if value is not None}


def _is_over(cell: Cell, today: date) -> bool:
    if cell.period is None:
        return False
    return period_after(cell.period, grain=GRAIN) <= today


def _side_by_side(treated: _Months, control: _Months) -> Sequence[Period]:
    """Return the months of both groups; one without answers of a group is empty."""
    if treated.scale != control.scale:
        raise QuestionError(
            f"it was asked on {treated.scale.name}, its control on "
            f"{control.scale.name}; name a control on the same scale."
        )
    nobody = Counts.of([])
    return [
        Period(
            month, treated.counts.get(month, nobody), control.counts.get(month, nobody)
        )
        for month in sorted({*treated.counts, *control.counts})
    ]


def _told(found: Verdict) -> dict[str, Any]:
    effect = found.effect
    return {
        "word": found.word,
        "value": effect.value,
        "low": effect.low,
        "high": effect.high,
        "p": effect.p,
        "n_before": effect.n_before,
        "n": effect.n_after,
        "n_more": found.n_more,
        "sentence": found.sentence,
        "checks": [check.sentence for check in found.checks],
        "unknown": effect.unknown,
    }
