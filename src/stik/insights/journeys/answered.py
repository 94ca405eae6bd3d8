"""A score by name becomes answers beside the visits of a journey."""

from dataclasses import replace

import numpy as np

from stik.insights.focus import focus
from stik.insights.journeys.attributing import NONE, visits_answered
from stik.insights.journeys.outcomes import (
    BOUGHT_AGAIN,
    LEFT,
    bought_later,
    left_later,
)
from stik.insights.journeys.scoring import Answers
from stik.insights.journeys.steps import Steps
from stik.insights.reading import Reading
from stik.insights.value.lives.reading import Asked, lifetime_written, lives_of
from stik.metrics.registry import metric
from stik.rollups.journey_answers import journey_answers, last_purchases
from stik.terms.counts import Booleans
from stik.terms.inquiry import Inquiry
from stik.terms.instances import Instances
from stik.terms.scale import Scale
from stik.terms.touchpoint import OVERALL


def answers_for(
    score: str, steps: Steps, reading: Reading, instances: Instances, *, written: str
) -> tuple[list[Answers], list[str]]:
    """Return what a score counts of each visit or instance, and what was left out.

    `score` is a metric, `left` (`written` is a programme that says who has) or
    `bought_again`. A metric is of the answers at the steps; where there are none, of
    those about the experience as a whole, which tell of the whole instance.

    Raises
    ------
    UnknownMetric, QuestionError
        When there is no such metric, or no answer on its scales.
    """
    if score == LEFT.name:
        asked = Asked(Inquiry("mean"), reading, lifetime_written(written))
        return [left_later(steps, lives_of(asked))], []
    if score == BOUGHT_AGAIN.name:
        return [bought_later(steps, reading.run(last_purchases()))], []
    return _answered(score, steps, reading, instances)


def _answered(
    score: str, steps: Steps, reading: Reading, instances: Instances
) -> tuple[list[Answers], list[str]]:
    """Return the answers of a metric, those on each scale by themselves."""
    measure = metric(score)
    inquiry = Inquiry(score, by=("touchpoint",))
    focused = focus(inquiry, measure, entries=reading.entries)
    at_steps = {each.touchpoint for each in focused.listed} & set(steps.names)
    is_whole = instances.step == "touchpoint" and not at_steps
    wanted = (OVERALL,) if is_whole else tuple(sorted(filter(None, at_steps)))
    where = {"touchpoint": wanted} if instances.step == "touchpoint" else {}
    kept = replace(focused.inquiry, where={**focused.inquiry.where, **where})
    rows = reading.run(journey_answers(kept, instances))
    visit = visits_answered(steps, rows, is_whole=is_whole)
    who, value, scale = (rows[name].to_numpy() for name in ("who", "value", "scale"))
    found = [
        Answers(measure, Scale.parse(name), visit[on], who[on], value[on], is_whole)
        for name in sorted(set(scale.tolist()))
        if (on := (visit != NONE) & (scale == name)).any()
    ]
    return found, _notes(score, visit != NONE, is_whole=is_whole)


def _notes(score: str, is_kept: Booleans, *, is_whole: bool) -> list[str]:
    about = "the experience as a whole" if is_whole else "these steps"
    notes = [f"{score} is of {int(is_kept.sum()):,} answers about {about}"]
    n_apart = int(np.count_nonzero(~is_kept))
    if n_apart:
        notes.append(f"{n_apart:,} answers are about no visit of these instances")
    return notes
