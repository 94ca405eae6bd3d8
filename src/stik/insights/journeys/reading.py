"""The instances a question is about: parted by rule, cut to the period, chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from stik.errors import QuestionError, nearest
from stik.insights.journeys.answering import by_answers
from stik.insights.journeys.matching import matching
from stik.insights.journeys.parting import judged_over, parted
from stik.insights.journeys.pattern import names_in, pattern_of
from stik.insights.journeys.steps import Steps, steps_of
from stik.insights.reading import Reading
from stik.rollups.journey_steps import in_no_instance, journey_steps
from stik.terms.counts import Booleans, Integers
from stik.terms.inquiry import Inquiry
from stik.terms.instances import Instances


@dataclass(frozen=True)
class Walked:
    """What instances went through, and in words what of the facts is not in them.

    `beside` has the columns that were wanted besides, one row a visit.
    """

    steps: Steps
    notes: tuple[str, ...]
    beside: pa.Table


def walked(
    inquiry: Inquiry,
    reading: Reading,
    instances: Instances,
    *,
    beside: Sequence[str] = (),
) -> Walked:
    """Return the instances that an inquiry is about, in its period.

    `beside` names other columns of interactions that are wanted of each visit.

    An instance counts where one of its visits in the period fits all filters.

    Raises
    ------
    QuestionError
        When a journey, step, trait or dimension is named that there is not, or a path
        pattern is none.
    """
    inquiry, answers = by_answers(inquiry, reading)
    reading.check_dimensions(inquiry)
    asked = reading.of_customers(inquiry)
    rows = reading.run(journey_steps(asked, instances, beside=beside))
    steps = steps_of(rows)
    missed = reading.run(in_no_instance(asked, instances)).to_pylist()[0]
    _check(instances, steps, reading, n=missed["n"])
    found, kept = _made(steps, instances)
    is_asked, is_in = (rows[name].to_numpy()[kept] for name in ("is_asked", "is_in"))
    inside = found if is_in.all() else found.cut(is_in)
    fits = inside.any_of(is_asked[is_in]) & _counts(inside, instances)
    for each in answers:
        fits &= inside.any_of(each.is_of(inside.customer))
    chosen = inside if fits.all() else inside.of(np.flatnonzero(fits))
    notes = _notes(missed, instances, chosen, outside=len(steps) - len(kept))
    of_chosen = kept[is_in][fits[inside.instance]]
    beside_them = rows.select(beside).take(of_chosen)
    return Walked(chosen, (*notes, *(each.said for each in answers)), beside_them)


def _made(steps: Steps, instances: Instances) -> tuple[Steps, Integers]:
    """Return the instances by their rule, and which of the visits are in one."""
    if instances.made_by == "customer":
        return parted(steps, instances.rule)
    return judged_over(steps, instances.rule), np.arange(len(steps))


def _counts(steps: Steps, instances: Instances) -> Booleans:
    """Return which instances fit the named filters of journeys."""
    fits = np.ones(steps.n_instances, dtype=bool)
    for name in instances.touched:
        fits &= steps.any_of(steps.is_one_of((name,)))
    for name in instances.untouched:
        fits &= ~steps.any_of(steps.is_one_of((name,)))
    if instances.longer_than is not None:
        fits &= steps.seconds > instances.longer_than
    if instances.shorter_than is not None:
        fits &= steps.seconds < instances.shorter_than
    if instances.follows is not None:
        fits &= matching(steps, pattern_of(instances.follows))
    return fits


def _check(instances: Instances, steps: Steps, reading: Reading, *, n: int) -> None:
    """Refuse names that no interaction has, where there are any interactions."""
    if instances.journey is not None and not n:
        known = reading.found("journey")["journey"].to_pylist()
        raise QuestionError(
            f"no interaction is of the journey '{instances.journey}'; "
            f"{nearest(instances.journey, known)}"
        )
    rule = instances.rule
    named = (
        *instances.touched,
        *instances.untouched,
        *rule.starts_with,
        *rule.ends_with,
        *(names_in(pattern_of(instances.follows)) if instances.follows else ()),
    )
    check_steps(named, steps, instances)


def check_steps(names: Sequence[str], steps: Steps, instances: Instances) -> None:
    """Refuse names that no step has, where there are any steps.

    Raises
    ------
    QuestionError
        Naming the nearest one.
    """
    for name in names:
        if len(steps) and name not in steps.names:
            raise QuestionError(
                f"no {instances.step} of this journey is called '{name}'; "
                f"{nearest(name, steps.names)}"
            )


def _notes(
    missed: dict[str, int], instances: Instances, steps: Steps, *, outside: int
) -> list[str]:
    """Return in words what is in no instance, and what is not seen whole."""
    who = "customer" if instances.made_by == "customer" else "instance"
    left_out = {
        f"name no {who}": missed["n_no_instance"],
        f"name no {instances.step}": missed["n_no_step"],
        "have no day": missed["n_no_day"],
        "are in no instance of the rule": outside,
    }
    notes = [
        f"{n:,} of {missed['n']:,} interactions {why}: left out"
        for why, n in left_out.items()
        if n
    ]
    n_before = int(np.count_nonzero(~steps.is_begun))
    n_after = int(np.count_nonzero(~steps.is_over))
    if n_before:
        notes.append(f"{n_before:,} instances began before; no start is counted")
    if n_after:
        notes.append(f"{n_after:,} instances are not over; no end is counted")
    if not instances.rule.can_end and steps.n_instances:
        notes.append("the last step seen counts as the end: no rule says when it is")
    return notes
