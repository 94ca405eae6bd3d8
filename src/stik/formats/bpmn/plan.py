"""A designed journey laid out: its nodes in lanes, columns and rows, and the flows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from stik.terms.journey import Journey, Step

Kind = Literal["startEvent", "endEvent", "task", "exclusiveGateway", "parallelGateway"]


@dataclass(frozen=True)
class Node:
    """One thing of the diagram, in a cell of it; `step` is that of a task."""

    id: str
    kind: Kind
    lane: int
    column: int
    row: int
    step: Step | None = None


@dataclass(frozen=True)
class Flow:
    """From one node to another, beside the way or `over` what is left out."""

    id: str
    source: Node
    target: Node
    over: bool = False


@dataclass
class Plan:
    """The diagram as it grows: lanes by name (empty: nobody is named), nodes, flows."""

    lanes: list[str]
    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)

    def node(self, kind: Kind, lane: int, column: int, row: int = 0) -> Node:
        """Return a new node."""
        number = sum(each.kind == kind for each in self.nodes) + 1
        node = Node(f"{kind}_{number}", kind, lane, column, row)
        self.nodes.append(node)
        return node

    def task(self, step: Step, lane: int, column: int, row: int) -> Node:
        """Return a new task."""
        number = sum(each.kind == "task" for each in self.nodes) + 1
        node = Node(f"task_{number}", "task", lane, column, row, step)
        self.nodes.append(node)
        return node

    def flow(self, source: Node, target: Node, *, over: bool = False) -> None:
        """Let one node follow another."""
        number = len(self.flows) + 1
        self.flows.append(Flow(f"flow_{number}", source, target, over))

    @property
    def n_columns(self) -> int:
        """Return how many columns it has."""
        return max(node.column for node in self.nodes) + 1

    def n_rows(self, lane: int) -> int:
        """Return how many rows a lane has."""
        return max((n.row + 1 for n in self.nodes if n.lane == lane), default=1)


def is_by_actor(journey: Journey) -> bool:
    """Return whether lanes are actors; they are phases where no step names one."""
    return any(step.actor is not None for step in journey.steps())


def planned(journey: Journey, *, language: str) -> Plan:
    """Return the layout of a journey: from left to right, a lane for each actor."""
    by_actor = is_by_actor(journey)
    lane_of = [
        step.actor or "" if by_actor else phase.called(language=language)
        for phase in journey.phases
        for step in phase.steps
    ]
    plan = Plan(list(dict.fromkeys(lane_of)) or [""])
    lanes = [plan.lanes.index(name) for name in lane_of]
    last, first = plan.node("startEvent", lanes[0] if lanes else 0, 0), 0
    for group in journey.groups():
        of_group = lanes[first : first + len(group)]
        begin, end = _group(plan, group, of_group, column=last.column + 1)
        plan.flow(last, begin)
        last, first = end, first + len(group)
    plan.flow(last, plan.node("endEvent", last.lane, last.column + 1))
    return plan


def _group(
    plan: Plan, group: Sequence[Step], lanes: Sequence[int], *, column: int
) -> tuple[Node, Node]:
    """Return the first and the last node of a step, or of some in any order."""
    if len(group) == 1:
        return _step(plan, group[0], lanes[0], column, 0)
    split = plan.node("parallelGateway", lanes[0], column)
    ends = []
    for place, (step, lane) in enumerate(zip(group, lanes, strict=True)):
        row = lanes[:place].count(lane)
        begin, end = _step(plan, step, lane, column + 1, row)
        plan.flow(split, begin)
        ends.append(end)
    after = max(end.column for end in ends) + 1
    join = plan.node("parallelGateway", lanes[0], after)
    for end in ends:
        plan.flow(end, join)
    return split, join


def _step(
    plan: Plan, step: Step, lane: int, column: int, row: int
) -> tuple[Node, Node]:
    if not step.optional:
        task = plan.task(step, lane, column, row)
        return task, task
    split = plan.node("exclusiveGateway", lane, column, row)
    task = plan.task(step, lane, column + 1, row)
    join = plan.node("exclusiveGateway", lane, column + 2, row)
    plan.flow(split, task)
    plan.flow(task, join)
    plan.flow(split, join, over=True)
    return split, join
