"""The flow chart of a BPMN process: its nodes, what follows each, in no other terms."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from stik.formats.bpmn.vocabulary import (
    BOUNDARY,
    CONTAINERS,
    EVENTS,
    GATEWAYS,
    MODEL,
    PARALLEL,
    PASSED_EVENTS,
    START,
    TASKS,
)
from stik.formats.bpmn.xml_tree import Element

_TERMS = "conditionExpression"
_QUIET = frozenset(("laneSet", "extensionElements", "documentation", "sequenceFlow"))


@dataclass(frozen=True)
class Node:
    """A task, gateway or event; `is_parallel` where all that follows it is done.

    The `element` of a begin or end that the file does not have is empty; `phase` names
    the part of the process that it is in.
    """

    id: str
    element: Element = field(default_factory=lambda: Element(MODEL, "", {}))
    phase: str | None = None
    is_parallel: bool = False

    @property
    def is_task(self) -> bool:
        """Return whether it is something that is done."""
        return self.element.name in TASKS

    @property
    def name(self) -> str:
        """Return what it is called, or its id."""
        return self.element.attributes.get("name") or self.id


@dataclass
class Chart:
    """Nodes by their id, what follows each in order, and what is not kept, in words."""

    nodes: dict[str, Node] = field(default_factory=dict)
    after: dict[str, list[str]] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)

    def add(self, node: Node) -> None:
        """Take a node in."""
        self.nodes[node.id] = node
        self.after.setdefault(node.id, [])


def chart_of(process: Element) -> tuple[Chart, str]:
    """Return the chart of a process, and where it begins.

    The parts of a process are opened: what is in them takes their place.
    """
    chart = Chart()
    first, last = _open(chart, process, "", None)
    if last not in chart.after:
        chart.add(Node(last))
    return chart, first


def _open(chart: Chart, whole: Element, id_: str, phase: str | None) -> tuple[str, str]:
    """Take in what is in a process or a part of it; return where it begins and ends."""
    first, last = f"begin of {id_}", f"end of {id_}"
    ends: dict[str, tuple[str, str]] = {}
    for element in whole.children:
        if element.space == MODEL:
            _take(chart, element, phase, ends)
    followed = _follow(chart, whole, ends)
    begins = [key for key, (begin, _) in ends.items() if key not in followed["to"]]
    # Several beginnings of a part are all done; of a process one of them is.
    chart.add(Node(first, phase=phase, is_parallel=bool(id_)))
    chart.add(Node(last, phase=phase))
    starts = [key for key in begins if chart.nodes[ends[key][0]].element.name == START]
    chart.after[first] = [ends[key][0] for key in starts or begins] or [last]
    for key, (_, end) in ends.items():
        if key not in followed["from"]:
            chart.after[end].append(last)
    return first, last


def _take(
    chart: Chart,
    element: Element,
    phase: str | None,
    ends: dict[str, tuple[str, str]],
) -> None:
    """Take in one element of a process, and note where it begins and ends."""
    id_ = element.attributes.get("id", f"unnamed {len(chart.nodes)}")
    if element.name in CONTAINERS:
        name = element.attributes.get("name") or id_
        ends[id_] = _open(chart, element, id_, phase or name)
    elif element.name in TASKS | GATEWAYS | EVENTS:
        parallel = element.name == PARALLEL
        chart.add(Node(id_, element, phase, is_parallel=parallel))
        ends[id_] = (id_, id_)
        if element.name in PASSED_EVENTS | {BOUNDARY}:
            chart.lost[element.name] += 1
    elif element.name not in _QUIET:
        chart.lost[element.name] += 1


def _follow(
    chart: Chart, whole: Element, ends: dict[str, tuple[str, str]]
) -> dict[str, set[str]]:
    """Note what follows what; return from where and to where anything leads."""
    followed: dict[str, set[str]] = {"from": set(), "to": set()}
    for source, target in _pairs(whole):
        if source in ends and target in ends:
            chart.after[ends[source][1]].append(ends[target][0])
            followed["from"].add(source)
            followed["to"].add(target)
    for source in _forks(whole) & ends.keys():
        node = chart.nodes[ends[source][1]]
        chart.nodes[node.id] = replace(node, is_parallel=True)
    return followed


def _forks(whole: Element) -> set[str]:
    """Return what parts the way without a gateway: all ways are gone, unless on terms.

    What befalls a task parts its way too, but then only one is gone.
    """
    flows = [f for f in whole.all(MODEL, "sequenceFlow") if not f.first(MODEL, _TERMS)]
    n_after = Counter(flow.attributes.get("sourceRef", "") for flow in flows)
    gateways = {e.attributes.get("id", "") for e in whole.all(MODEL, *GATEWAYS)}
    befallen = {e.attributes.get("attachedToRef") for e in whole.all(MODEL, BOUNDARY)}
    return {id_ for id_, n in n_after.items() if n > 1} - gateways - befallen


def _pairs(whole: Element) -> Iterator[tuple[str, str]]:
    """Yield which element leads to which; a task also to what befalls it."""
    for flow in whole.all(MODEL, "sequenceFlow"):
        yield flow.attributes.get("sourceRef", ""), flow.attributes.get("targetRef", "")
    for event in whole.all(MODEL, BOUNDARY):
        yield event.attributes.get("attachedToRef", ""), event.attributes.get("id", "")
