"""What the steps of a journey say of each other must hold together."""

from collections.abc import Sequence

from stik.errors import nearest
from stik.programme.fields import Fields
from stik.terms.journey import Journey, Phase, Step

MOST_IN_ANY_ORDER = 8
"""Of more steps there are too many orders to hold what customers did against."""


def check_steps(journey: Journey, written: Sequence[Fields]) -> None:
    """Note a problem for each step that does not go together with the others.

    `written` are the fields of all steps, in order.
    """
    unseen = iter(written)
    earlier: list[str] = []
    for phase in journey.phases:
        of_phase = [next(unseen) for _ in phase.steps]
        _check_groups(phase, of_phase)
        for place, (step, fields) in enumerate(zip(phase.steps, of_phase, strict=True)):
            before = [s.name for s in phase.steps[:place] if not _is_beside(s, step)]
            _check_promise(step, fields, known=[*earlier, *before])
            _check_touchpoints(step, fields)
        earlier += [step.name for step in phase.steps]


def _check_groups(phase: Phase, written: Sequence[Fields]) -> None:
    """Note a problem for each group but those of some steps beside each other."""
    names = [step.any_order for step in phase.steps]
    place = 0
    for group in phase.groups():
        name, n = group[0].any_order, len(group)
        if name is not None:
            entry = written[place].written["any_order"]
            if name in names[:place]:
                entry.complain(
                    f"'{name}' stands further up too; put its steps beside each other."
                )
            elif n == 1:
                entry.complain(
                    f"'{name}' has this step only; write it at those beside it, too."
                )
            elif n > MOST_IN_ANY_ORDER:
                entry.complain(
                    f"'{name}' has {n} steps; at most {MOST_IN_ANY_ORDER} can be in "
                    "any order."
                )
        place += n


def _check_promise(step: Step, fields: Fields, *, known: Sequence[str]) -> None:
    if step.promise_from is None:
        return
    entry = fields.written["promise_from"]
    if step.promise is None and not fields.has("promise"):
        entry.complain("there is no promise; add 'promise: within 2 days'.")
    if step.promise_from not in known:
        entry.complain(
            f"'{step.promise_from}' is no step before this one; "
            f"{nearest(step.promise_from, known)}"
        )


def _is_beside(one: Step, other: Step) -> bool:
    """Return whether two steps of a phase may change places."""
    return one.any_order is not None and one.any_order == other.any_order


def _check_touchpoints(step: Step, fields: Fields) -> None:
    if len(set(step.touchpoints)) < len(step.touchpoints):
        fields.written["or_at"].complain(
            "names a touchpoint twice, or that of the step; take it out."
        )
