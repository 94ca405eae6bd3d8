"""A designed journey against what happened, asked of a workspace."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from stik.insights.journeys.answered import answers_for
from stik.insights.journeys.asking import score_told
from stik.insights.journeys.conformance import conformance, fits
from stik.insights.journeys.designed import Asked
from stik.insights.journeys.scoring import NOBODY, Row, scored_places
from stik.insights.reading import Reading
from stik.insights.result import Result
from stik.terms.inquiry import Inquiry
from stik.terms.journey import Journey, Step

CHECK = (
    "Each way is aligned with the design at the least cost: a visit that the design "
    "has not there costs one, and so does a step that must come and did not."
)
FITS = "Cost and fitness of each instance against the design; 1 is as designed."
PROMISES = "What the design promises to each instance: kept, broken, or still open."


def check_result(  # noqa: PLR0913 a question has words of its own
    inquiry: Inquiry,
    reading: Reading,
    *,
    instances: Mapping[str, Any],
    design: Mapping[str, str],
    score: str | None,
    lifetime: str,
) -> Result:
    """Return what was found of each step of a design; see `conformance.FINDINGS`.

    `instances` is `Instances.told`, `design` has the fields of `Design`.
    `explain()["design"]` has its steps, with a `score` also that.

    Raises
    ------
    QuestionError
        When there is no such journey.
    """
    asked = Asked.of(inquiry, reading, instances, design)
    promises = asked.promises
    details = asked.details(CHECK)
    scores: dict[str, Row] = {}
    if score is not None:
        answers, notes = answers_for(
            score, asked.held.steps, reading, asked.instances, written=lifetime
        )
        scores = scored_places(asked.held.steps, answers)
        details["score"] = score_told(score, answers)
        details["notes"] += notes
    details["design"] = [*_steps_told(asked.held.journey, scores)]
    table = conformance(asked.held, promises)
    words = {"design": dict(design), "score": score, "lifetime": lifetime}
    return asked.result("journey_check", table, details, words)


def fits_result(
    inquiry: Inquiry,
    reading: Reading,
    *,
    instances: Mapping[str, Any],
    design: Mapping[str, str],
) -> Result:
    """Return how far each instance went as designed; see `conformance.FITS`."""
    asked = Asked.of(inquiry, reading, instances, design)
    table = _with_unknown(fits(asked.held))
    return asked.result(
        "journey_fits", table, asked.details(FITS), {"design": dict(design)}
    )


def promises_result(
    inquiry: Inquiry,
    reading: Reading,
    *,
    instances: Mapping[str, Any],
    design: Mapping[str, str],
) -> Result:
    """Return each promise of a design to each instance; see `promises.PROMISES`."""
    asked = Asked.of(inquiry, reading, instances, design)
    table = _with_unknown(asked.promises)
    return asked.result(
        "journey_promises", table, asked.details(PROMISES), {"design": dict(design)}
    )


def _with_unknown(table: pa.Table) -> pa.Table:
    return table.append_column("unknown", pa.nulls(table.num_rows, pa.string()))


def _steps_told(
    journey: Journey, scores: Mapping[str, Row]
) -> Iterator[dict[str, Any]]:
    """Yield each step as it is designed, with the score where it takes place."""
    titles = iter(journey.titles())
    for phase in journey.phases:
        for step in phase.steps:
            told = {"phase": phase.name, "step": next(titles), **_designed(step)}
            if scores:
                told |= scores.get(step.touchpoint, NOBODY)
            yield told


def _designed(step: Step) -> dict[str, Any]:
    return {
        "touchpoint": step.touchpoint,
        "owner": step.owner,
        "promise": step.promise.words if step.promise else None,
        "expected": step.expectation.value if step.expectation else None,
        "is_moment_of_truth": step.moment_of_truth,
    }
