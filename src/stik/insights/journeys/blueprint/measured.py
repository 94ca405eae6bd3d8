"""Opportunities that the facts show: rework, hand-overs, waiting."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from stik.insights.journeys.blueprint.amounts import (
    difference,
    off_zero,
    product,
    scaled,
)
from stik.insights.journeys.blueprint.opportunity import (
    Looking,
    Opportunity,
    Worse,
    names_of,
    worked,
)
from stik.insights.journeys.blueprint.steps import BlueprintStep
from stik.terms.estimate import N_TOO_FEW, N_UNKNOWN, Estimate

HOUR = 3_600.0


def come_back_to(looking: Looking) -> Iterator[Opportunity]:
    """Yield what makes instances come back to steps not meant for it."""
    for step in looking.steps:
        share = step.rework.share
        is_few = share.n < N_TOO_FEW or step.rework.n_back < N_UNKNOWN
        if is_few or step.name in looking.repeatable:
            continue
        hours = worked(step.rework.returns, step.minutes, whose="the work behind it")
        yield Opportunity(
            "eliminate",
            f"what makes {step.rework.n_back:,} of {share.n:,} instances come back",
            (step.name,),
            names_of(step.processes),
            step.visits.n,
            hours,
            looking.rated(hours, "working_hour"),
            {"rework": share.value, "returns_a_month": step.rework.returns.value},
        )


def handed_over(looking: Looking) -> Iterator[Opportunity]:
    """Yield the steps that are really later where unit or channel changed."""
    longer_by = [
        difference(step.waiting.median_handed, step.waiting.median_kept)
        for step in looking.steps
    ]
    told = zip(looking.steps, longer_by, off_zero(longer_by), strict=True)
    for step, longer, is_real in told:
        waiting = step.waiting
        if not is_real or longer.value is None or longer.value < 0:
            continue
        hours = product(waiting.handed, scaled(longer, 1 / HOUR))
        yield Opportunity(
            "consolidate",
            "who or where: it takes longer after a change of unit or channel",
            (step.name,),
            names_of(step.processes),
            step.visits.n,
            hours,
            looking.rated(hours, "waiting_hour"),
            {
                "hand_overs": waiting.handed_share.value,
                "hand_overs_a_month": waiting.handed.value,
                "seconds_longer": longer.value,
            },
        )


def waited_for(looking: Looking) -> Iterator[Opportunity]:
    """Yield steps that are waited for, where customers tell it is not as it should."""
    gaps = [_gap(step) for step in looking.steps]
    for step, gap, is_real in zip(looking.steps, gaps, off_zero(gaps), strict=True):
        below = gap.value if is_real and gap.value and gap.value < 0 else None
        wait, complaint = step.waiting.median, _complaint(step, below, looking.worse)
        if wait.n < N_TOO_FEW or not wait.value or complaint is None:
            continue
        came = replace(scaled(step.visits, wait.n / step.visits.n), n=wait.n)
        hours = product(came, scaled(wait, 1 / HOUR))
        worth = looking.rated(hours, "waiting_hour")
        if worth.value is None and below is not None:
            worth = looking.rated(product(step.visits, scaled(gap, -1.0)), "gap_step")
        yield Opportunity(
            "optimise",
            f"the waiting: {complaint}",
            (step.name,),
            names_of(step.processes),
            step.visits.n,
            hours,
            worth,
            {
                "visits_a_month": step.visits.value,
                "median_seconds": wait.value,
                "gap": below,
                "score": _number(step.score.get("score")),
            },
        )


def _complaint(step: BlueprintStep, below: float | None, worse: Worse) -> str | None:
    """Return in words how customers tell that a step is not as it should be."""
    if below is not None:
        return f"{below:+.2f} steps from what was expected"
    score, apart = step.score.get("score"), step.score.get("difference")
    if not step.score.get("is_real") or not isinstance(apart, float):
        return None
    is_worse = apart > 0 if worse == "higher" else apart < 0
    return f"a score of {score:.2f}, {worse} than elsewhere" if is_worse else None


def _gap(step: BlueprintStep) -> Estimate:
    row: Mapping[str, Any] = step.gap
    value, low, high = (row.get(name) for name in ("score", "low", "high"))
    return Estimate(value, low, high, row["n_scored"], row["unknown"])


def _number(value: object) -> float | None:
    return value if isinstance(value, float) else None
