"""A designed journey as the text of a BPMN 2.0 file, with its diagram.

Lanes are actors, or phases where no step names an actor; a step is a task; an optional
step stands between exclusive gateways with a flow past it; steps in any order stand
between parallel gateways; a repeatable step has the loop marker. All else stands in
`extensionElements`, as `stik:detail` elements named like the fields of a programme.
"""

from collections.abc import Iterator, Sequence

from stik.formats.bpmn.details import Detail, details_of
from stik.formats.bpmn.drawing import Box, flow_points, lane_box, node_box
from stik.formats.bpmn.plan import Node, Plan, is_by_actor, planned
from stik.formats.bpmn.vocabulary import BOUNDS, DIAGRAM, MODEL, POINTS, STIK
from stik.formats.xml_text import escaped
from stik.terms.journey import Journey, Step

BY_STRUCTURE = ("optional", "repeatable", "actor")
"""Fields of a step that are told by where it stands."""

_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="{MODEL}" xmlns:bpmndi="{DIAGRAM}" xmlns:dc="{BOUNDS}" \
xmlns:di="{POINTS}" xmlns:stik="{STIK}" id="definitions" targetNamespace="{STIK}">
"""
_LOOP = "<standardLoopCharacteristics/>\n"


def bpmn_text(journey: Journey, *, language: str = "en") -> str:
    """Return a journey as BPMN; things are called as they are in the language."""
    plan = planned(journey, language=language)
    phase_of = [phase.name for phase in journey.phases for _ in phase.steps]
    parts = [
        _HEAD,
        '<process id="journey" isExecutable="false"',
        f' name="{escaped(journey.called(language=language))}">\n',
        *_about_journey(journey, language=language),
        *_lanes(plan),
        *_nodes(plan, phase_of, language=language),
        *_flows(plan),
        "</process>\n",
        *_diagram(plan),
        "</definitions>\n",
    ]
    return "".join(parts)


def _about_journey(journey: Journey, *, language: str) -> Iterator[str]:
    lanes = "actors" if is_by_actor(journey) else "phases"
    yield "<extensionElements>\n"
    yield f'<stik:journey language="{escaped(language)}" lanes="{lanes}">\n'
    yield from _details(details_of(journey, without=("phases",)))
    for phase in journey.phases:
        yield "<stik:phase>\n"
        yield from _details(details_of(phase, without=("steps",)))
        yield "</stik:phase>\n"
    yield "</stik:journey>\n</extensionElements>\n"


def _about_step(step: Step, phase: str) -> Iterator[str]:
    yield "<extensionElements>\n<stik:step>\n"
    yield from _details([Detail("phase", phase)])
    yield from _details(details_of(step, without=BY_STRUCTURE))
    yield "</stik:step>\n</extensionElements>\n"


def _details(details: Sequence[Detail]) -> Iterator[str]:
    for each in details:
        language = f' language="{escaped(each.language)}"' if each.language else ""
        text = escaped(each.text)
        yield f'<stik:detail name="{each.name}"{language}>{text}</stik:detail>\n'


def _lanes(plan: Plan) -> Iterator[str]:
    yield '<laneSet id="lanes">\n'
    for number, name in enumerate(plan.lanes):
        named = f' name="{escaped(name)}"' if name else ""
        yield f'<lane id="lane_{number + 1}"{named}>\n'
        for node in plan.nodes:
            if node.lane == number:
                yield f"<flowNodeRef>{node.id}</flowNodeRef>\n"
        yield "</lane>\n"
    yield "</laneSet>\n"


def _nodes(plan: Plan, phase_of: Sequence[str], *, language: str) -> Iterator[str]:
    phases = iter(phase_of)
    for node in plan.nodes:
        name, about, marker = "", "", ""
        if node.step is not None:
            name = f' name="{escaped(node.step.called(language=language))}"'
            about = "".join(_about_step(node.step, next(phases)))
            marker = _LOOP if node.step.repeatable else ""
        yield f'<{node.kind} id="{node.id}"{name}{_direction(plan, node)}>\n{about}'
        yield from _ends(plan, node)
        yield f"{marker}</{node.kind}>\n"


def _ends(plan: Plan, node: Node) -> Iterator[str]:
    for flow in plan.flows:
        if flow.target is node:
            yield f"<incoming>{flow.id}</incoming>\n"
    for flow in plan.flows:
        if flow.source is node:
            yield f"<outgoing>{flow.id}</outgoing>\n"


def _direction(plan: Plan, node: Node) -> str:
    if not node.kind.endswith("Gateway"):
        return ""
    parts = sum(flow.source is node for flow in plan.flows) > 1
    return f' gatewayDirection="{"Diverging" if parts else "Converging"}"'


def _flows(plan: Plan) -> Iterator[str]:
    for flow in plan.flows:
        ends = f'sourceRef="{flow.source.id}" targetRef="{flow.target.id}"'
        yield f'<sequenceFlow id="{flow.id}" {ends}/>\n'


def _diagram(plan: Plan) -> Iterator[str]:
    yield '<bpmndi:BPMNDiagram id="diagram">\n'
    yield '<bpmndi:BPMNPlane id="plane" bpmnElement="journey">\n'
    for number in range(len(plan.lanes)):
        yield _shape(
            f"lane_{number + 1}", lane_box(plan, number), ' isHorizontal="true"'
        )
    for node in plan.nodes:
        yield _shape(node.id, node_box(plan, node), _marker(node))
    for flow in plan.flows:
        yield f'<bpmndi:BPMNEdge id="{flow.id}_edge" bpmnElement="{flow.id}">\n'
        for x, y in flow_points(plan, flow):
            yield f'<di:waypoint x="{x}" y="{y}"/>\n'
        yield "</bpmndi:BPMNEdge>\n"
    yield "</bpmndi:BPMNPlane>\n</bpmndi:BPMNDiagram>\n"


def _marker(node: Node) -> str:
    return ' isMarkerVisible="true"' if node.kind == "exclusiveGateway" else ""


def _shape(of: str, box: Box, told: str) -> str:
    size = f'x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}"'
    return (
        f'<bpmndi:BPMNShape id="{of}_shape" bpmnElement="{of}"{told}>\n'
        f"<dc:Bounds {size}/>\n</bpmndi:BPMNShape>\n"
    )
