"""Whether the names in a programme file lead somewhere."""

from collections.abc import Iterable
from typing import Protocol

from stik.errors import nearest
from stik.programme.entry import join
from stik.programme.problem import Findings
from stik.terms.programme import Programme
from stik.terms.touchpoint import OVERALL


class _HasName(Protocol):
    @property
    def name(self) -> str: ...


def check_references(programme: Programme, *, findings: Findings) -> None:
    """Note a problem for each name that stands in no section, and units in a circle."""
    known = {
        "owners": _names(programme.owners),
        "units": _names(programme.units),
        "channels": _names(programme.channels),
        "touchpoints": _names(programme.touchpoints) | {OVERALL},
        "journeys": _names(programme.journeys),
        "benchmarks": _names(programme.benchmarks)
        | {each.of for each in programme.benchmarks},
    }
    for reference in findings.references:
        names = known[reference.section]
        if reference.name not in names:
            findings.complain(
                f"there is no '{reference.name}' under '{reference.section}'; "
                f"{nearest(reference.name, names)}",
                line=reference.line,
                field=reference.field,
            )
    _check_circles(programme, findings=findings)
    _check_futures(programme, findings=findings)


def _check_circles(programme: Programme, *, findings: Findings) -> None:
    parent_of = {unit.name: unit.parent for unit in programme.units}
    line_of = {reference.field: reference.line for reference in findings.references}
    for unit in programme.units:
        above = [unit.name]
        while (parent := parent_of.get(above[-1])) is not None and parent not in above:
            above.append(parent)
        if parent == unit.name:
            field = join(join("units", unit.name), "parent")
            circle = " in ".join([*above, unit.name])
            findings.complain(
                f"goes in a circle ({circle}); leave out the parent of the topmost.",
                line=line_of[field],
                field=field,
            )


def _check_futures(programme: Programme, *, findings: Findings) -> None:
    """Note a problem for each journey that is the future of another future."""
    future_of = {each.name: each.future_of for each in programme.journeys}
    line_of = {reference.field: reference.line for reference in findings.references}
    for name, today in future_of.items():
        if today is not None and future_of.get(today) is not None:
            field = join(join("journeys", name), "future_of")
            findings.complain(
                f"'{today}' is itself a future; name the journey as it is today.",
                line=line_of[field],
                field=field,
            )


def _names(things: Iterable[_HasName]) -> set[str]:
    return {thing.name for thing in things}
