"""Objections to a goal: too general, too narrow, not measurable, not reachable."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Literal, NamedTuple

from stik.insights.comparison import Z_POWER, Z_SURE
from stik.insights.goals.past import Past
from stik.insights.goals.words import change_in_words, value_in_words
from stik.insights.goals.written import Rival, Written
from stik.terms.estimate import N_TOO_FEW

Kind = Literal["too general", "too narrow", "not measurable", "not reachable"]

WINDOWS_NEEDED = 3
"""So many stretches of the past show how far the metric can move."""


@dataclass(frozen=True)
class Objection:
    """What is wrong with a goal, and how it could be written instead."""

    kind: Kind
    sentence: str
    mend: str


class Stated(NamedTuple):
    """A goal that says all it must: its target, its day, and what it builds on.

    `change` is the step that must be seen, in the unit of the metric; `per` the time
    it takes; `total` the whole way from now, and `periods` how long that takes.
    """

    written: Written
    past: Past
    by: date
    change: float
    per: str
    total: float
    periods: int
    rival: Rival | None


def objections_to(goal: Stated, *, n_needed: int | None) -> tuple[Objection, ...]:
    """Return what speaks against a goal whose change is known.

    `n_needed` is how many answers a period takes to see it, None if no number would do.
    """
    found = [check(goal, n_needed) for check in _CHECKS]
    return tuple(objection for objection in found if objection is not None)


def _too_narrow(goal: Stated, needed: int | None) -> Objection | None:
    customers = goal.past.n_customers
    takes = max(needed or 0, N_TOO_FEW)
    if customers is None or customers >= takes:
        return None
    return Objection(
        "too narrow",
        f"too narrow: the scope has {customers:,} customers, it takes answers of "
        f"{takes:,} a {goal.past.grain}",
        "Widen the scope, or aim at a larger change.",
    )


def _not_measurable(goal: Stated, needed: int | None) -> Objection | None:
    past, usual = goal.past, goal.past.n_usual
    variance = past.variance
    if needed is None:
        return _rival_too_vague(goal)
    if variance is None or usual >= needed:
        return None
    aim = change_in_words(goal.change, unit=past.metric.unit)
    when = f" a {goal.per}" if goal.written.per else f" by {goal.by}"
    seen = (Z_SURE + Z_POWER) * sqrt(2 * variance / usual) if usual else None
    mend = f"Now {usual:,} come: ask more customers, or compare longer periods"
    if seen is not None:
        unit = past.metric.unit
        mend += f"; {change_in_words(seen, unit=unit)[1:]} is the least they show"
    return Objection(
        "not measurable",
        f"{aim}{when} cannot be seen below {needed:,} answers a {past.grain}",
        f"{mend}.",
    )


def _rival_too_vague(goal: Stated) -> Objection | None:
    if goal.rival is None or goal.rival.is_taken_as_exact:
        return None
    n = goal.rival.estimate.n
    rests = f"rests on {n:,} answers, too few" if n else "is too vague"
    return Objection(
        "not measurable",
        f"the figure of {goal.rival.name} {rests} to see that lead with any number of "
        "ours",
        "Get a better figure of theirs, or aim at a larger lead.",
    )


def _not_reachable(goal: Stated, _needed: int | None) -> Objection | None:
    return _beyond_scale(goal) or _beyond_history(goal)


def _beyond_scale(goal: Stated) -> Objection | None:
    past, now = goal.past, goal.past.estimates[-1].value
    ends = past.metric.ends(past.scale)
    if ends is None or now is None or ends[0] <= now + goal.total <= ends[1]:
        return None
    aim = _value(now + goal.total, past)
    return Objection(
        "not reachable",
        f"not reachable: {aim} by {goal.by} is beyond the scale, which goes from "
        f"{ends[0]:g} to {ends[1]:g}",
        f"It is {_value(now, past)} now; choose a target between.",
    )


def _beyond_history(goal: Stated) -> Objection | None:
    """Object to a way longer than any stretch of the past of the same length."""
    values = [each.value for each in goal.past.estimates if not each.has_too_few]
    known = [value for value in values if value is not None]
    span = min(goal.periods, len(known) - WINDOWS_NEEDED)
    if span < 1:
        return None
    sign = goal.written.sign
    moves = [sign * (known[i + span] - known[i]) for i in range(len(known) - span)]
    most = max(*moves, 0.0) * goal.periods / span
    if abs(goal.total) <= most:
        return None
    unit, grain = goal.past.metric.unit, goal.past.grain
    way = change_in_words(goal.total, unit=unit)
    plural = f"{goal.periods} {grain}{'s' if goal.periods > 1 else ''}"
    moved = change_in_words(sign * most, unit=unit) if most else "never any change"
    return Objection(
        "not reachable",
        f"not reachable: it takes {way} in {plural}, and the most there ever was is "
        f"{moved}",
        "Choose a nearer target or a later day, or say what will be different.",
    )


_CHECKS: tuple[Callable[[Stated, int | None], Objection | None], ...] = (
    _too_narrow,
    _not_measurable,
    _not_reachable,
)


def _value(value: float, past: Past) -> str:
    return value_in_words(value, unit=past.metric.unit)
