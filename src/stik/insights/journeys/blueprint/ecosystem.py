"""What a change touches: of a supplier, system, law, stakeholder or process."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from stik.errors import QuestionError, nearest
from stik.terms.journey import Journey
from stik.terms.process import Process

KINDS: Mapping[str, Callable[[Process], tuple[str, ...]]] = {
    "supplier": lambda process: (process.supplier,) if process.supplier else (),
    "system": lambda process: process.all_systems,
    "regulation": lambda process: process.regulations,
    "stakeholder": lambda process: process.stakeholders,
    "process": lambda process: (process.name,),
}
"""What can change, and what of it a process has."""


@dataclass(frozen=True)
class Touched:
    """A process that a change touches, and the step it stands behind, if any.

    `through` names the process it takes an input from, None where it has to do with
    what changes itself. `journeys` are those designed to have the step.
    """

    process: str
    through: str | None
    step: str | None
    journeys: tuple[str, ...]


def touched_by(
    change: str, *, processes: Sequence[Process], journeys: Sequence[Journey]
) -> list[Touched]:
    """Return what a change such as `supplier=Example Handling` touches.

    Besides the processes that have to do with it: those that take what they make as an
    input, and so on. One row a process and touchpoint it stands behind.

    Raises
    ------
    QuestionError
        When it is none of `KINDS`, or no process has to do with it.
    """
    found: dict[str, str | None] = dict.fromkeys(_direct(change, processes))
    by_name = {each.name: each for each in processes}
    waiting = list(found)
    while waiting:
        maker = by_name[waiting.pop(0)]
        takers = [p.name for p in processes if set(p.inputs) & set(maker.outputs)]
        new = [name for name in takers if name not in found]
        found |= dict.fromkeys(new, maker.name)
        waiting += new
    return [
        Touched(name, through, step, _having(step, journeys))
        for name, through in found.items()
        for step in by_name[name].behind or (None,)
    ]


def _direct(change: str, processes: Sequence[Process]) -> list[str]:
    kind, separator, name = (part.strip() for part in change.partition("="))
    if not separator or kind not in KINDS:
        raise QuestionError(
            f"'{change}' is no change; write such as supplier=NAME, "
            f"{nearest(kind, KINDS)}"
        )
    names_of = KINDS[kind]
    found = [each.name for each in processes if name in names_of(each)]
    if not found:
        known = {each for process in processes for each in names_of(process)}
        raise QuestionError(
            f"no process has the {kind} '{name}'; {nearest(name, known)}"
        )
    return found


def _having(step: str | None, journeys: Sequence[Journey]) -> tuple[str, ...]:
    return tuple(
        journey.name
        for journey in journeys
        if any(step in each.touchpoints for each in journey.steps())
    )
