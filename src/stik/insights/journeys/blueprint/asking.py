"""Blueprints asked of a workspace: what is behind steps, what a change touches."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stik.errors import QuestionError
from stik.insights.journeys.answered import answers_for
from stik.insights.journeys.asking import details_of, score_told
from stik.insights.journeys.blueprint.amounts import METHOD
from stik.insights.journeys.blueprint.ecosystem import touched_by
from stik.insights.journeys.blueprint.opportunities import RULES, opportunities
from stik.insights.journeys.blueprint.opportunity import Looking
from stik.insights.journeys.blueprint.steps import BlueprintStep, blueprint_of, changes
from stik.insights.journeys.blueprint.tables import (
    blueprint_table,
    opportunity_row,
    touched_table,
)
from stik.insights.journeys.outcomes import LEFT
from stik.insights.journeys.reading import Walked, walked
from stik.insights.journeys.scoring import Row, scored_places
from stik.insights.reading import Reading
from stik.insights.result import Result, asked, explained
from stik.metrics.expectation_gap import EXPECTATION_GAP
from stik.programme.file import programme_of_text
from stik.terms.inquiry import Inquiry
from stik.terms.instances import Instances
from stik.terms.programme import Programme
from stik.terms.scale import Scale

BLUEPRINT = (
    "Under each step what is done behind it: visits a month, the waiting since the "
    "visit before, minutes of work, how many come back, and where it is handed over."
)
TOUCHES = (
    "The processes that have to do with what changes, those that take an input from "
    "them, the steps these stand behind, and what is at stake there."
)


@dataclass(frozen=True)
class _Laid:
    """A blueprint of some instances, and what is told of it."""

    steps: list[BlueprintStep]
    details: dict[str, Any]


def blueprint_result(
    inquiry: Inquiry,
    reading: Reading,
    *,
    instances: Mapping[str, Any],
    score: str | None,
    written: str,
) -> Result:
    """Return the steps of instances with what is behind them (`tables.BLUEPRINT`).

    `instances` is `Instances.told`, `written` a programme with processes, rates and
    journeys; `score` as `answered.answers_for` has it. `explain()["opportunities"]`
    lists what to automate, eliminate, consolidate and optimise.

    Raises
    ------
    QuestionError
        When steps are not touchpoints, or there is no such score.
    """
    chosen, programme = Instances.of(instances), programme_of_text(written)
    laid = _laid(inquiry, reading, chosen, score=score, written=written)
    looking = Looking(
        laid.steps,
        programme.processes,
        programme.rates,
        _repeatable(programme, chosen),
        worse="higher" if score == LEFT.name else "lower",
    )
    details = laid.details | {
        "definition": BLUEPRINT,
        "opportunities": [opportunity_row(each) for each in opportunities(looking)],
        "listed": RULES,
        "currency": programme.rates and programme.rates.currency,
    }
    details["notes"] += _notes(looking)
    words = {"instances": chosen.told(), "score": score, "written": written}
    began = asked(inquiry, insight="journey_blueprint", **words)
    told = explained(details, inquiry, asked=began, snapshot=reading.snapshot)
    return Result("journey_blueprint", "steps", blueprint_table(laid.steps), told)


def touches_result(  # noqa: PLR0913 the words of the question
    inquiry: Inquiry,
    reading: Reading,
    *,
    change: str,
    instances: Mapping[str, Any],
    score: str | None,
    written: str,
) -> Result:
    """Return what a change such as `supplier=NAME` touches (`tables.TOUCHED`).

    Other words as `blueprint_result` has them.

    Raises
    ------
    QuestionError
        When there is nothing of that name, or as `blueprint_result`.
    """
    chosen, programme = Instances.of(instances), programme_of_text(written)
    touched = touched_by(
        change, processes=programme.processes, journeys=programme.journeys
    )
    laid = _laid(inquiry, reading, chosen, score=score, written=written)
    table = touched_table(touched, {step.name: step for step in laid.steps})
    words = {
        "change": change,
        "instances": chosen.told(),
        "score": score,
        "written": written,
    }
    began = asked(inquiry, insight="journey_touches", **words)
    details = laid.details | {"definition": TOUCHES}
    told = explained(details, inquiry, asked=began, snapshot=reading.snapshot)
    return Result("journey_touches", "steps", table, told)


def _laid(
    inquiry: Inquiry,
    reading: Reading,
    chosen: Instances,
    *,
    score: str | None,
    written: str,
) -> _Laid:
    if chosen.step != "touchpoint":
        raise QuestionError(
            f"the steps of a blueprint are touchpoints, not of a {chosen.step}; leave "
            "out which column tells steps apart."
        )
    found = walked(inquiry, reading, chosen, beside=("channel", "unit"))
    details = details_of(found, definition="", method=METHOD)
    scores: dict[str, Row] = {}
    if score is not None:
        answers, notes = answers_for(
            score, found.steps, reading, chosen, written=written
        )
        scores = scored_places(found.steps, answers)
        details["score"] = score_told(score, answers)
        details["notes"] += notes
    gaps, said = _gaps(found, reading, chosen)
    details["notes"] += [note for note in said if note not in details["notes"]]
    steps = blueprint_of(
        found.steps,
        programme_of_text(written).processes,
        is_handed=changes(found.steps, found.beside),
        gaps=gaps,
        scores=scores,
    )
    return _Laid(steps, details)


def _gaps(
    found: Walked, reading: Reading, chosen: Instances
) -> tuple[dict[str, Row], list[str]]:
    """Return the expectation gap of each step of which it is known, and a note."""
    scales = {Scale.parse(entry.scale) for entry in reading.entries}
    if not any(EXPECTATION_GAP.accepts(scale) for scale in scales):
        return {}, ["nobody was asked what they expected: no gap is known"]
    name = EXPECTATION_GAP.name
    answers, notes = answers_for(name, found.steps, reading, chosen, written="")
    if any(each.is_whole for each in answers):
        return {}, ["what was expected was not asked of single steps: no gap is known"]
    return scored_places(found.steps, answers), notes


def _repeatable(programme: Programme, chosen: Instances) -> frozenset[str]:
    """Return the touchpoints that the journey means to be come back to."""
    return frozenset(
        touchpoint
        for journey in programme.journeys
        if chosen.journey in (None, journey.name)
        for step in journey.steps()
        if step.repeatable
        for touchpoint in step.touchpoints
    )


def _notes(looking: Looking) -> list[str]:
    unseen = [each.name for each in looking.processes if not looking.behind(each)]
    if not looking.processes:
        return ["the programme has no processes: write them under 'processes'"]
    if unseen:
        return [f"behind no step that was visited: {', '.join(unseen)}"]
    return []
