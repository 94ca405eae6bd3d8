"""Blueprints, opportunities and what a change touches, as rows."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from stik.insights.journeys.blueprint.ecosystem import Touched
from stik.insights.journeys.blueprint.opportunity import Opportunity
from stik.insights.journeys.blueprint.steps import BlueprintStep
from stik.insights.journeys.scoring import NOBODY
from stik.terms.estimate import Estimate


def _with_ends(*names: str) -> list[pa.Field]:
    ends = ("", "_low", "_high")
    return [pa.field(f"{name}{end}", pa.float64()) for name in names for end in ends]


_SCORED = [
    *_with_ends("gap"),
    pa.field("n_gap", pa.int64(), nullable=False),
    *_with_ends("score"),
    pa.field("n_scored", pa.int64(), nullable=False),
    pa.field("score_unknown", pa.string()),
]

BLUEPRINT = pa.schema(
    [
        pa.field("step", pa.string(), nullable=False),
        pa.field("processes", pa.list_(pa.string()), nullable=False),
        pa.field("n_visits", pa.int64(), nullable=False),
        *_with_ends("visits_a_month", "wait_seconds"),
        pa.field("p90_seconds", pa.float64()),
        pa.field("n_waits", pa.int64(), nullable=False),
        pa.field("work_minutes", pa.float64()),
        *_with_ends("rework_share", "hand_over_share"),
        pa.field("n_instances", pa.int64(), nullable=False),
        pa.field("n_handed_on", pa.int64(), nullable=False),
        *_SCORED,
        pa.field("unknown", pa.string()),
    ]
)
"""One row a step, the most visited first. `visits_a_month` and, in seconds, the median
and 90 % quantile of the waiting since the visit before (`n_waits` of them);
`work_minutes` of all processes behind, null where any is not known; the share of its
`n_instances` that come back, and of its waits before which unit or channel changed;
`n_handed_on` says how often the work behind is handed on. The expectation gap and the
score with n; each with its 95 % interval. `unknown` says why visits a month are null,
`score_unknown` why the score is."""

TOUCHED = pa.schema(
    [
        pa.field("process", pa.string(), nullable=False),
        pa.field("through", pa.string()),
        pa.field("step", pa.string()),
        pa.field("journeys", pa.list_(pa.string()), nullable=False),
        pa.field("n_visits", pa.int64(), nullable=False),
        *_with_ends("visits_a_month"),
        *_SCORED,
        pa.field("unknown", pa.string()),
    ]
)
"""One row a process that is touched and a step it stands behind (null: behind none):
`through` which process, null where directly; the designed journeys with the step, and
of the instances looked at the visits a month, gap and score. `unknown` says why visits
are null."""


def blueprint_table(steps: Sequence[BlueprintStep]) -> pa.Table:
    """Return steps as `BLUEPRINT`."""
    return pa.Table.from_pylist([_row(step) for step in steps], schema=BLUEPRINT)


def touched_table(
    touched: Sequence[Touched], steps: Mapping[str, BlueprintStep]
) -> pa.Table:
    """Return what is touched as `TOUCHED`; `steps` are those visited, by name."""
    rows = [_touched(each, steps.get(each.step or "")) for each in touched]
    return pa.Table.from_pylist(rows, schema=TOUCHED)


def opportunity_row(each: Opportunity) -> dict[str, Any]:
    """Return an opportunity as plain values; `hours` and `worth` are a month."""
    return {
        "rank": each.rank,
        "action": each.action,
        "what": each.what,
        "steps": list(each.steps),
        "processes": list(each.processes),
        "n": each.n,
        **_ends("hours", each.hours),
        "hours_unknown": each.hours.unknown,
        **_ends("worth", each.worth),
        "worth_unknown": each.worth.unknown,
        "evidence": dict(each.evidence),
    }


def _row(step: BlueprintStep) -> dict[str, Any]:
    return {
        "step": step.name,
        "processes": [each.name for each in step.processes],
        "n_visits": step.visits.n,
        **_ends("visits_a_month", step.visits),
        **_ends("wait_seconds", step.waiting.median),
        "p90_seconds": step.waiting.p90_seconds,
        "n_waits": step.waiting.median.n,
        "work_minutes": step.minutes,
        **_ends("rework_share", step.rework.share),
        **_ends("hand_over_share", step.waiting.handed_share),
        "n_instances": step.rework.share.n,
        "n_handed_on": sum(each.n_handed_on for each in step.processes),
        **_felt(step.gap, step.score),
        "unknown": step.visits.unknown,
    }


def _touched(each: Touched, step: BlueprintStep | None) -> dict[str, Any]:
    unseen = Estimate.missing(
        n=0, reason="it stands behind no step" if each.step is None else "not visited"
    )
    visits = unseen if step is None else step.visits
    return {
        "process": each.process,
        "through": each.through,
        "step": each.step,
        "journeys": list(each.journeys),
        "n_visits": visits.n,
        **_ends("visits_a_month", visits),
        **(_felt(NOBODY, NOBODY) if step is None else _felt(step.gap, step.score)),
        "unknown": visits.unknown,
    }


def _ends(name: str, found: Estimate) -> dict[str, float | None]:
    return {name: found.value, f"{name}_low": found.low, f"{name}_high": found.high}


def _scored(name: str, row: Mapping[str, Any]) -> dict[str, float | None]:
    low, high = row.get("low"), row.get("high")
    return {name: row.get("score"), f"{name}_low": low, f"{name}_high": high}


def _felt(gap: Mapping[str, Any], score: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **_scored("gap", gap),
        "n_gap": gap["n_scored"],
        **_scored("score", score),
        "n_scored": score["n_scored"],
        "score_unknown": score["unknown"],
    }
