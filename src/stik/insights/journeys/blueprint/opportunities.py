"""What to automate, eliminate, consolidate, optimise: that of most worth first."""

from dataclasses import replace

from stik.insights.journeys.blueprint import by_design, measured
from stik.insights.journeys.blueprint.opportunity import Looking, Opportunity
from stik.terms.estimate import N_TOO_FEW, N_UNKNOWN

RULES = (
    "automate: an activity of somebody in a named system that is no judgement; "
    f"eliminate: what makes instances come back (of {N_TOO_FEW} or more, {N_UNKNOWN} "
    "or more do), and what is asked of the customer though another process has it; "
    "consolidate: steps reached really later where unit or channel changes, work that "
    "is handed on twice or more, and an output that two processes make; optimise: "
    "steps waited for where less was met than expected, or scores are really worse"
)
"""What is listed, in words."""


def opportunities(looking: Looking) -> list[Opportunity]:
    """Return what the evidence carries, that of most worth first.

    Those whose worth is unknown follow, by hours; last, without a rank, what fewer than
    `N_TOO_FEW` visits tell of.
    """
    found = [
        *by_design.to_automate(looking),
        *measured.come_back_to(looking),
        *by_design.asked_again(looking),
        *measured.handed_over(looking),
        *by_design.handed_on(looking),
        *by_design.made_twice(looking),
        *measured.waited_for(looking),
    ]
    return [
        replace(each, rank=None if each.n < N_TOO_FEW else place)
        for place, each in enumerate(sorted(found, key=_order), 1)
    ]


def _order(each: Opportunity) -> tuple[bool, float, float, int, str]:
    worth, hours = each.worth.value, each.hours.value
    is_few = each.n < N_TOO_FEW
    # An unknown worth or no hours come after any that are known.
    return (
        is_few,
        -(-1.0 if worth is None else worth),
        -(hours or 0),
        -each.n,
        each.what,
    )
