"""Belief against answers, asked of a workspace: who thinks too well of what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import pyarrow as pa

from stik.errors import QuestionError
from stik.insights.asking import answer
from stik.insights.belief.gaps import (
    Belief,
    BeliefGap,
    Measured,
    belief_gaps,
    nearing,
    optimism,
    shared_optimism,
)
from stik.insights.reading import Reading
from stik.insights.result import Result, asked, explained
from stik.metrics.registry import metric as metric_called
from stik.rollups.beliefs import Subject, Written, written_beliefs
from stik.terms.estimate import N_UNKNOWN, Estimate
from stik.terms.inquiry import Inquiry
from stik.terms.period import Period, named_days

DEFINITION = (
    "What people believed before they could see it, less what customers answered: "
    "above 0 they think better of it than customers do."
)
NOBODY = "nobody answered about it in that period"

_COLUMNS = {
    "believer": pa.string(),
    "about": pa.string(),
    "metric": pa.string(),
    "unit": pa.string(),
    "period": pa.string(),
    "written_on": pa.date32(),
    "believed": pa.float64(),
    "answers": pa.float64(),
    "answers_low": pa.float64(),
    "answers_high": pa.float64(),
    "value": pa.float64(),
    "low": pa.float64(),
    "high": pa.float64(),
    "n": pa.int64(),
    "is_off": pa.bool_(),
    "unknown": pa.string(),
}


def beliefs_result(
    inquiry: Inquiry, reading: Reading, *, by_whom: str | None
) -> Result:
    """Return each belief against the answers about it; of one believer, or of all.

    One row per belief, by believer, subject and period. `value` is the gap with the
    interval of the answers, in the unit of the metric, null where `unknown` says why.
    The explanation holds `optimism` (per believer and metric), `nearing` (per believer
    and subject) and `shared` (per subject and period with 5 believers or more).
    """
    until = reading.snapshot.snapshot
    written = [
        each
        for each in written_beliefs(reading.run, until=until)
        if by_whom in (None, each.believer)
    ]
    subjects = {_key(each.subject): each.subject for each in written}
    measured = _measured(subjects.values(), reading)
    gaps = belief_gaps([_belief(each) for each in written], measured)
    rows = [
        _row(gap, subjects[gap.belief.about, gap.belief.period_from]) for gap in gaps
    ]
    told = explained(
        {
            "definition": DEFINITION,
            "notes": [],
            "n": len(rows),
            **_summed(gaps, subjects),
        },
        inquiry,
        asked=asked(inquiry, insight="beliefs", by_whom=by_whom),
        snapshot=reading.snapshot,
    )
    table = pa.Table.from_pylist(rows, schema=pa.schema(list(_COLUMNS.items())))
    return Result("beliefs", "gap", table, told)


def about(subject: Subject) -> str:
    """Return in words what a belief is about, whatever the period.

    >>> about(Subject("nps", (("touchpoint", ("checkout",)),), "2026-05"))
    'nps of checkout by month'
    """
    of = " and ".join(
        value if name == "touchpoint" else f"{name} {value}"
        for name, values in subject.where
        for value in [", ".join(values)]
    )
    return f"{subject.metric}{f' of {of}' if of else ''} by {subject.grain}"


Key = tuple[str, date]
"""What a belief is about, and the first day of the period."""


def _key(subject: Subject) -> Key:
    first = named_days(subject.period).first_date
    return about(subject), first or date.min


def _belief(written: Written) -> Belief:
    subject, first = _key(written.subject)
    return Belief(
        written.believer, subject, first, written.value, written.written_at.date()
    )


def _measured(subjects: Iterable[Subject], reading: Reading) -> list[Measured]:
    """Return the answers about each subject, one question for all its periods."""
    series: dict[str, list[Subject]] = defaultdict(list)
    for subject in subjects:
        series[about(subject)].append(subject)
    return [
        Measured(*_key(subject), estimate)
        for alike in series.values()
        for subject, estimate in zip(alike, _estimates(alike, reading), strict=True)
    ]


def _estimates(subjects: Sequence[Subject], reading: Reading) -> list[Estimate]:
    """Return the answer about each of some subjects that differ in the period only."""
    one, periods = subjects[0], sorted(subject.period for subject in subjects)
    inquiry = Inquiry(
        one.metric,
        by=(one.grain,),
        where=dict(one.where),
        period=Period.named(first=periods[0], last=periods[-1]),
    )
    try:
        rows = answer(inquiry, reading).table.to_pylist()
    except QuestionError as error:
        return [Estimate.missing(n=0, reason=str(error)) for _ in subjects]
    found = {row.pop(one.grain): Estimate(**row) for row in rows}
    nobody = Estimate.missing(n=0, reason=NOBODY)
    return [found.get(subject.period, nobody) for subject in subjects]


def _row(gap: BeliefGap, subject: Subject) -> dict[str, Any]:
    belief, answers = gap.belief, gap.measured
    return {
        "believer": belief.believer,
        "about": belief.about,
        "metric": subject.metric,
        "unit": metric_called(subject.metric).unit,
        "period": subject.period,
        "written_on": belief.written_on,
        "believed": belief.value,
        "answers": answers.value,
        "answers_low": answers.low,
        "answers_high": answers.high,
        **asdict(gap.gap),
        "is_off": gap.is_off,
    }


def _summed(
    gaps: Sequence[BeliefGap], subjects: Mapping[Key, Subject]
) -> dict[str, list[dict[str, Any]]]:
    """Return what the gaps say together, of whom and of what."""
    by_metric, by_subject, by_answers = (defaultdict(list) for _ in range(3))
    for gap in gaps:
        belief = gap.belief
        metric = subjects[belief.about, belief.period_from].metric
        by_metric[belief.believer, metric].append(gap)
        by_subject[belief.believer, belief.about].append(gap)
        by_answers[belief.about, belief.period_from].append(gap)
    return {
        "optimism": [
            {"believer": who, "metric": metric, **_told(optimism(of), metric)}
            for (who, metric), of in by_metric.items()
        ],
        "nearing": [
            {"believer": who, "about": what, **_told(nearing(of), _metric(what))}
            for (who, what), of in by_subject.items()
        ],
        "shared": [
            {
                "about": what,
                "period": subjects[what, day].period,
                **_told(shared_optimism(of), _metric(what)),
            }
            for (what, day), of in by_answers.items()
            if len(of) >= N_UNKNOWN
        ],
    }


def _metric(what: str) -> str:
    """Return the metric that `about` begins with."""
    return what.partition(" ")[0]


def _told(estimate: Estimate, metric: str) -> dict[str, Any]:
    return {**asdict(estimate), "unit": metric_called(metric).unit}
