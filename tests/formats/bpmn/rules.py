"""Rules of the BPMN 2.0 schema that a file must keep, told by hand.

They name the order of elements, what must stand where, and that references lead
somewhere. Source: OMG (2011), Semantic.xsd, BPMNDI.xsd, DI.xsd, DC.xsd.
"""

from collections import Counter

from stik.formats.bpmn.xml_tree import xml_tree

_FLOW_NODES = ("startEvent", "task", "exclusiveGateway", "parallelGateway", "endEvent")
_MODEL = ("process", "laneSet", "lane", "sequenceFlow", *_FLOW_NODES)
_DRAWN = (*_FLOW_NODES, "lane", "sequenceFlow")
_ORDER = {
    "definitions": ("process", "BPMNDiagram"),
    "process": ("extensionElements", "laneSet", _FLOW_NODES, "sequenceFlow"),
    "laneSet": ("lane",),
    "lane": ("flowNodeRef",),
    "task": (
        "extensionElements",
        "incoming",
        "outgoing",
        "standardLoopCharacteristics",
    ),
    "exclusiveGateway": ("incoming", "outgoing"),
    "parallelGateway": ("incoming", "outgoing"),
    "startEvent": ("outgoing",),
    "endEvent": ("incoming",),
    "BPMNDiagram": ("BPMNPlane",),
    "BPMNPlane": (("BPMNShape", "BPMNEdge"),),
    "BPMNShape": ("Bounds",),
    "BPMNEdge": ("waypoint",),
}


def broken_rules(text):
    """Return in words which rules the text of a file breaks."""
    elements = list(_all(xml_tree(text.encode(), file="x")))
    return [
        *_out_of_order(elements),
        *_ids(elements),
        *_ends_of_flows(elements),
        *_lanes(elements),
        *_drawn(elements),
    ]


def _all(element):
    yield element
    for child in element.children:
        yield from _all(child)


def _out_of_order(elements):
    for element in elements:
        allowed = _ORDER.get(element.name)
        if allowed is None:
            continue
        place_of = {
            name: place
            for place, names in enumerate(allowed)
            for name in ([names] if isinstance(names, str) else names)
        }
        names = [child.name for child in element.children]
        if unknown := set(names) - place_of.keys():
            yield f"{element.name} holds {unknown}"
        elif (places := [place_of[name] for name in names]) != sorted(places):
            yield f"{element.name} holds its parts in the wrong order"


def _ids(elements):
    ids = Counter(e.attributes["id"] for e in elements if "id" in e.attributes)
    yield from (f"id {id_} stands twice" for id_, n in ids.items() if n > 1)
    for element in elements:
        if element.name in _MODEL and "id" not in element.attributes:
            yield f"{element.name} has no id"
    for id_ in ids:
        if not (id_[0].isalpha() and id_.replace("_", "").isalnum()):
            yield f"{id_} is no NCName"


def _ends_of_flows(elements):
    nodes = {e.attributes["id"]: e for e in elements if e.name in _FLOW_NODES}
    told = {
        way: {(id_, ref.text) for id_, e in nodes.items() for ref in _named(e, way)}
        for way in ("incoming", "outgoing")
    }
    meant = {"incoming": set(), "outgoing": set()}
    for flow in (e for e in elements if e.name == "sequenceFlow"):
        meant["outgoing"].add((flow.attributes["sourceRef"], flow.attributes["id"]))
        meant["incoming"].add((flow.attributes["targetRef"], flow.attributes["id"]))
    if told != meant:
        yield "incoming and outgoing are not the ends of the flows"
    for id_, node in nodes.items():
        n_in, n_out = (len(list(_named(node, way))) for way in ("incoming", "outgoing"))
        is_end = (node.name == "startEvent", node.name == "endEvent")
        if (n_in == 0, n_out == 0) != is_end:
            yield f"{id_} has {n_in} flows in and {n_out} out"
        if node.name.endswith("Gateway") and (n_in > 1) == (n_out > 1):
            yield f"{id_} neither parts nor joins"


def _lanes(elements):
    within = Counter(e.text for e in elements if e.name == "flowNodeRef")
    nodes = [e.attributes["id"] for e in elements if e.name in _FLOW_NODES]
    if within != Counter(nodes):
        yield "not every node is in one lane"


def _drawn(elements):
    drawn = {
        e.attributes["bpmnElement"]: e
        for e in elements
        if e.name in ("BPMNShape", "BPMNEdge")
    }
    if drawn.keys() != {e.attributes["id"] for e in elements if e.name in _DRAWN}:
        yield "not everything is drawn once"
    for id_, shape in drawn.items():
        if shape.name == "BPMNShape" and len(shape.children) != 1:
            yield f"{id_} has not one box"
        if shape.name == "BPMNEdge" and len(shape.children) < 2:
            yield f"{id_} has fewer than two points"


def _named(element, name):
    return (child for child in element.children if child.name == name)
