"""Two groups or periods of journeys held beside each other, asked of a workspace."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow.compute as pc

from stik.errors import QuestionError
from stik.insights.journeys.asking import details_of, result_of
from stik.insights.journeys.comparing import compared, form_called
from stik.insights.journeys.reading import Walked, check_steps, walked
from stik.insights.journeys.sides import Sides, sides_of
from stik.insights.reading import Reading
from stik.insights.result import Result
from stik.terms.inquiry import Inquiry
from stik.terms.instances import Instances

COMPARED = (
    "The share of the instances in each row, less that of those it is compared with. A "
    "difference is real when its p-value is below 0.05 after the correction for all "
    "that are shown; what goes together is no proof of a cause."
)


def compared_result(
    inquiry: Inquiry,
    reading: Reading,
    *,
    instances: Mapping[str, Any],
    form: str,
    steps: Sequence[str],
) -> Result:
    """Return how instances differ from others, in a form: see `COMPARED`.

    `inquiry.compare` says with which. `steps` are those of a funnel.

    Raises
    ------
    QuestionError
        When there is no such form or other side, or a funnel has no steps.
    """
    shape, chosen = form_called(form), Instances.of(instances)
    if form == "funnel" and not steps:
        raise QuestionError("a funnel needs its steps, in order: --steps a,b,c.")
    sides = sides_of(inquiry, reading)
    first, other = (
        walked(side, reading, chosen) for side in (sides.first, sides.other)
    )
    for side in (first, other):
        check_steps(steps, side.steps, chosen)
    table = compared(first.steps, other.steps, shape, names=steps, label=sides.label)
    words = {"form": form, "steps": list(steps)}
    details = _details(first, other, sides)
    return result_of(
        "journey_compared",
        table,
        details,
        sides.first,
        reading,
        chosen,
        unit="share",
        **words,
    )


def _details(first: Walked, other: Walked, sides: Sides) -> dict[str, Any]:
    details = details_of(
        first,
        definition=COMPARED,
        method="Newcombe's method 10; score test, Benjamini-Hochberg",
    )
    beside = details_of(other, definition=COMPARED, method="")
    names = ("n", "n_visits", "n_customers", "n_begun", "n_over")
    details["compared_with"] = sides.label
    details["other"] = {name: beside[name] for name in names}
    details["notes"] += [f"{sides.label}: {note}" for note in other.notes]
    details["notes"] += sides.notes
    n_both = _n_in_both(first, other)
    if n_both:
        details["notes"].append(f"{n_both:,} instances are on both sides")
    return details


def _n_in_both(first: Walked, other: Walked) -> int:
    found = pc.is_in(first.steps.instances, value_set=other.steps.instances)
    return int(pc.sum(found).as_py() or 0)
