"""The planted truths of journeys: a loop, orders given up, a detour (see `ways.py`)."""

from collections.abc import Mapping
from types import MappingProxyType

from stik.demo.company import JOURNEY
from stik.demo.truth import Answer, Question, Truth


def _compared(
    with_what: str, *, where: Mapping[str, str] | None = None, form: str = "graph"
) -> Question:
    return Question(
        verb="journeys",
        journey=JOURNEY,
        form=form,
        where=MappingProxyType(dict(where or {})),
        compare=with_what,
    )


_CALLED = {"step": "waiting", "next_step": "call_centre"}

JOURNEY_TRUTHS = (
    Truth(
        name="a loop by phone",
        sentence="One in five who booked by phone books once more, of others 3 in 100.",
        question=_compared("channel=web", where={"channel": "phone"}, form="rework"),
        row={"step": "booking", "kind": "at once"},
        answer=Answer.ROSE,
    ),
    Truth(
        name="orders given up",
        sentence=(
            "While booking was broken half of those who ordered once more went no "
            "further, of others 8 in 100."
        ),
        question=Question(
            verb="journeys",
            journey=JOURNEY,
            form="funnel",
            steps=("order", "booking"),
            from_date="2025-09-15",
            to_date="2025-11-23",
            compare="previous",
        ),
        row={"step": "booking"},
        answer=Answer.FELL,
    ),
    Truth(
        name="rural customers take a detour",
        sentence="Of rural customers 30 in 100 call while they wait, of others 6.",
        question=_compared("area=city", where={"area": "rural"}),
        row=_CALLED,
        answer=Answer.ROSE,
    ),
)

TOWNS_WAIT_ALIKE = Truth(
    name="towns wait as cities do",
    sentence="Customers in towns call as rarely while they wait as those in cities.",
    question=_compared("area=city", where={"area": "town"}),
    row=_CALLED,
    answer=Answer.SAME,
)
