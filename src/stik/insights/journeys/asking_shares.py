"""How many instances reach, repeat or meet what, asked of a workspace."""

from collections.abc import Mapping, Sequence
from typing import Any

from stik.errors import QuestionError
from stik.insights.journeys.around import around_of
from stik.insights.journeys.asking import details_of, result_of
from stik.insights.journeys.funnel import funnel_of
from stik.insights.journeys.reading import check_steps, walked
from stik.insights.journeys.rework import rework_of, rework_table
from stik.insights.reading import Reading
from stik.insights.result import Result
from stik.terms.inquiry import Inquiry
from stik.terms.instances import Instances

FUNNEL = (
    "Of the instances that begin here, the share of those at one step that reach the "
    "next some time later; who is not over and may still reach it is counted apart. "
    "The base rate is the share of all that ever reach the step, the lift how many "
    "times as often those at the step before do: it goes together, which is no proof "
    "of a cause."
)
REWORK = (
    "Of the instances that have a step, the share that come back to it: at once, later "
    "again after others, or to and fro, that is straight back from one other step."
)
AROUND = (
    "Of all visits at the anchor, the share that have a step so many places before or "
    "after. The base rate is the same share of any visits, the lift how many times as "
    "large it is round the anchor: it goes together, which is no proof of a cause."
)

_MOST_PLACES = 20


def funnel_result(
    inquiry: Inquiry,
    reading: Reading,
    *,
    instances: Mapping[str, Any],
    steps: Sequence[str],
) -> Result:
    """Return how many instances reach each step after the other: see `FUNNEL`.

    Raises
    ------
    QuestionError
        When no step is named, or one that there is not.
    """
    if not steps:
        raise QuestionError(
            "a funnel needs its steps, in order, such as --steps order,delivery "
            '(steps=["order", "delivery"]).'
        )
    chosen = Instances.of(instances)
    found = walked(inquiry, reading, chosen)
    check_steps(steps, found.steps, chosen)
    table = funnel_of(found.steps, steps)
    details = details_of(
        found,
        definition=FUNNEL,
        method="Wilson intervals; of the lift by Zou and Donner; exact medians",
    )
    return result_of(
        "journey_funnel",
        table,
        details,
        inquiry,
        reading,
        chosen,
        unit="share",
        steps=list(steps),
    )


def rework_result(
    inquiry: Inquiry, reading: Reading, *, instances: Mapping[str, Any]
) -> Result:
    """Return which steps instances come back to: see `REWORK`."""
    chosen = Instances.of(instances)
    found = walked(inquiry, reading, chosen)
    table = rework_table(rework_of(found.steps))
    details = details_of(
        found, definition=REWORK, method="exact counts, Wilson intervals"
    )
    return result_of(
        "journey_rework", table, details, inquiry, reading, chosen, unit="share"
    )


def around_result(
    inquiry: Inquiry,
    reading: Reading,
    *,
    instances: Mapping[str, Any],
    anchor: str,
    places: Sequence[int],
) -> Result:
    """Return what lies so many places before a step and after it: see `AROUND`.

    Raises
    ------
    QuestionError
        When there is no such step, or too few or many places are asked for.
    """
    before, after = places
    _check_places(before, after)
    chosen = Instances.of(instances)
    found = walked(inquiry, reading, chosen)
    check_steps((anchor,), found.steps, chosen)
    table = around_of(found.steps, anchor, before=before, after=after)
    details = details_of(
        found,
        definition=AROUND,
        method="Wilson intervals; of the lift by Zou and Donner",
    )
    return result_of(
        "journey_around",
        table,
        details,
        inquiry,
        reading,
        chosen,
        unit="share",
        anchor=anchor,
        places=[before, after],
    )


def _check_places(before: int, after: int) -> None:
    if min(before, after) < 0 or not 0 < before + after <= _MOST_PLACES:
        raise QuestionError(
            f"{before} places before and {after} after are not from 1 to "
            f"{_MOST_PLACES} together; write such as before=3, after=3 (--before 3)."
        )
