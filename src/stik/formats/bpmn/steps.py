"""The tasks of an ordered flow chart as the phases and steps of a journey."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from stik.formats.bpmn.chart import Node
from stik.formats.bpmn.details import Detail, Details
from stik.formats.bpmn.ordering import Ordered
from stik.formats.bpmn.vocabulary import LOOPS, MODEL, STIK
from stik.formats.bpmn.xml_tree import Element
from stik.terms.journey import Journey, Phase, Step
from stik.terms.label import Label, Named

NamedThing = TypeVar("NamedThing", bound=Named)


@dataclass(frozen=True)
class Reading:
    """A process with its tasks in order; `own` is what we wrote of it, if we did."""

    process: Element
    ordered: Ordered
    name: str
    own: Element

    @classmethod
    def of(cls, process: Element, ordered: Ordered, *, name: str) -> "Reading":
        """Return the reading of a process that is called so."""
        return cls(process, ordered, name, _own(process, "journey"))

    def journey(self) -> Journey:
        """Return the journey, its label as it is drawn now."""
        about = _details(self.own)
        journey = Journey(
            name=about.text("name") or _tidy(self.name),
            label=about.label("label"),
            expectation=about.expectation("expectation"),
            emotion=about.label("emotion"),
            promise=about.promise("promise"),
            owner=about.text("owner"),
            future_of=about.text("future_of"),
        )
        phases = self._phases(or_else=journey.name)
        return self._as_drawn(replace(journey, phases=phases), self.process)

    def _phases(self, *, or_else: str) -> tuple[Phase, ...]:
        """Return the phases that were written, with those of tasks that were not."""
        told = map(_details, self.own.all(STIK, "phase"))
        named = ((about.text("name") or "", about.label("label")) for about in told)
        phases = {name: Phase(name=name, label=label) for name, label in named}
        for name, step in self._steps(phase=next(iter(phases), or_else)):
            phase = phases.get(name, Phase(name=name))
            unique = _unique(step.name, {each.name for each in phase.steps})
            steps = (*phase.steps, replace(step, name=unique))
            phases[name] = replace(phase, steps=steps)
        return tuple(phases.values())

    def _steps(self, *, phase: str) -> Iterator[tuple[str, Step]]:
        """Yield each step with its phase: if none is told, that of the step before.

        Those in any order are all in the phase, and the group, of the first of them.
        """
        lane_of = self._actors()
        loops = frozenset[str]().union(*self.ordered.loops())
        groups: dict[frozenset[str], tuple[str, str]] = {}
        for id_ in self.ordered.tasks:
            node, group = self.ordered.chart.nodes[id_], self.ordered.group_of.get(id_)
            about = _details(_own(node.element, "step"))
            phase, name = about.text("phase") or node.phase or phase, None
            if group is not None:
                first = about.text("any_order") or f"in any order {len(groups) + 1}"
                phase, name = groups.setdefault(group, (phase, first))
            yield (
                phase,
                replace(
                    self._as_drawn(_step(node, about), node.element),
                    actor=lane_of.get(id_),
                    optional=id_ not in self.ordered.needed,
                    repeatable=id_ in loops or _has_loop(node.element),
                    any_order=name,
                ),
            )

    def _actors(self) -> dict[str, str]:
        """Return the lane of each node, none where we drew lanes for phases."""
        if self.own.attributes.get("lanes") == "phases":
            return {}
        return {
            (reference.text).strip(): lane.attributes["name"]
            for lane in _lanes(self.process)
            for reference in lane.all(MODEL, "flowNodeRef")
            if lane.attributes.get("name")
        }

    def _as_drawn(self, thing: NamedThing, element: Element) -> NamedThing:
        """Return a thing with the name that is drawn as its label, if that is new."""
        drawn = element.attributes.get("name", "")
        called = thing.called(language=self.own.attributes.get("language", "en"))
        if not drawn or drawn == called or _tidy(drawn) == called:
            return thing
        return replace(thing, label=Label.plain(_tidy(drawn)))


def _step(node: Node, about: Details) -> Step:
    """Return a step as it was told; of a task without any, at what it is called."""
    name = about.text("name") or _tidy(node.name)
    return Step(
        name=name,
        label=about.label("label"),
        expectation=about.expectation("expectation"),
        emotion=about.label("emotion"),
        promise=about.promise("promise"),
        touchpoint=about.text("touchpoint") or name,
        or_at=about.texts("or_at"),
        channels=about.texts("channels"),
        owner=about.text("owner"),
        promise_from=about.text("promise_from"),
        service_standard=about.label("service_standard"),
        moment_of_truth=about.is_so("moment_of_truth"),
    )


def _own(element: Element, name: str) -> Element:
    """Return what we wrote about an element, an empty one where we did not."""
    for extension in element.all(MODEL, "extensionElements"):
        for found in extension.all(STIK, name):
            return found
    return Element(STIK, name, {})


def _details(about: Element) -> Details:
    return Details(
        tuple(
            Detail(
                each.attributes.get("name", ""),
                each.text,
                each.attributes.get("language", ""),
            )
            for each in about.all(STIK, "detail")
        )
    )


def _lanes(whole: Element) -> Iterator[Element]:
    """Yield the lanes of a process, those within others after them."""
    for lanes in whole.all(MODEL, "laneSet", "childLaneSet"):
        for lane in lanes.all(MODEL, "lane"):
            yield lane
            yield from _lanes(lane)


def _has_loop(element: Element) -> bool:
    return element.first(MODEL, *LOOPS) is not None


def _tidy(name: str) -> str:
    """Return a name in one line: tools break it to fit a box."""
    return " ".join(name.split())


def _unique(name: str, taken: set[str]) -> str:
    unique, n = name, 1
    while unique in taken:
        n += 1
        unique = f"{name} ({n})"
    return unique
