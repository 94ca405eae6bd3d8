"""BPMN of other tools is read as the nearest design, and what is lost is said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from stik.errors import FileError
from stik.formats.bpmn.read import read_bpmn
from stik.formats.bpmn.written import bpmn_text

_HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'id="d" targetNamespace="t">'
)


def drawn(*flows, nodes="", around=""):
    """Return what is read of a process of tasks in small letters, `flows` as `a>b`.

    `x…` are exclusive gateways, `p…` parallel ones, `o…` inclusive, S start, E end.
    """
    kinds = {"x": "exclusiveGateway", "p": "parallelGateway", "o": "inclusiveGateway"}
    names = dict.fromkeys(name for flow in flows for name in flow.split(">"))
    told = {"S": "startEvent", "E": "endEvent"}
    elements = "".join(
        f'<bpmn:{told.get(name, kinds.get(name[0], "userTask"))} id="{name}" '
        f'name="{name}"/>'
        for name in names
        if f'id="{name}"' not in nodes
    )
    arrows = "".join(
        '<bpmn:sequenceFlow id="f{}" sourceRef="{}" targetRef="{}"/>'.format(
            number, *flow.split(">")
        )
        for number, flow in enumerate(flows)
    )
    text = (
        f'{_HEAD}{around}<bpmn:process id="way" name="To us">{elements}{nodes}{arrows}'
    )
    return read_bpmn(
        f"{text}</bpmn:process></bpmn:definitions>".encode(), file="x.bpmn"
    )


def told(found):
    """Return the steps: `a?` optional, `a+` repeatable, `(ab)` in any order."""
    return "".join(_told(group) for group in found.journey.groups())


def _told(group):
    steps = [step.name + "?" * step.optional + "+" * step.repeatable for step in group]
    letters = "".join(steps)
    return f"({letters})" if group[0].any_order else letters


@pytest.mark.parametrize(
    ("flows", "steps", "note"),
    [
        (["S>a", "a>b", "b>E"], "ab", None),
        (["S>a", "a>x", "x>b", "x>xx", "b>xx", "xx>E"], "ab?", None),
        (["S>x", "x>a", "x>b", "a>E", "b>E"], "a?b?", "only one way is taken of"),
        (["S>o", "o>a", "o>b", "a>E", "b>E"], "a?b?", None),
        (["S>p", "p>a", "p>b", "a>pp", "b>pp", "pp>c", "c>E"], "(ab)c", None),
        (["S>p", "p>a", "a>c", "p>b", "b>pp", "c>pp", "pp>E"], "(acb)", "in an order"),
        (["S>a", "a>x", "x>b", "x>a", "b>E"], "a+b", None),
        (["S>a", "a>a", "a>E"], "a+", None),
        (["S>a", "a>b", "b>x", "x>a", "x>E"], "a+b+", "come again together"),
        (["S>a", "a>x", "x>b", "b>E", "x>c", "c>x"], "ac?+b", None),
        (["S>p", "p>c", "c>c", "p>a", "a>b", "b>E"], "c?+ab", None),
        (["S>a", "a>b", "a>c", "b>E", "c>E"], "a(bc)", None),
        (["S>a", "a>E", "b>c", "c>b"], "a", "nothing leads to 'b', 'c': left out"),
    ],
)
def test_flows_become_the_nearest_design(flows, steps, note):
    found = drawn(*flows)

    assert told(found) == steps
    assert len(found.notes) == (note is not None)
    assert note is None or note in found.notes[0]


_NODES = some.sampled_from(["a", "b", "c", "d", "x1", "x2", "p1", "p2"])


@settings(max_examples=80, deadline=None)
@given(some.lists(some.tuples(_NODES, _NODES), max_size=14))
def test_whatever_is_drawn_every_task_that_is_reached_is_one_step(pairs):
    flows = ["S>a", *(f"{source}>{target}" for source, target in pairs)]
    reached = {"a"}
    for _ in pairs:
        reached |= {target for source, target in pairs if source in reached}
    journey = drawn(*flows).journey

    assert sorted(step.name for step in journey.steps()) == sorted(
        reached & set("abcd")
    )
    assert read_bpmn(bpmn_text(journey).encode(), file="x").journey == journey


def test_names_of_tasks_are_touchpoints_and_lanes_are_actors():
    lanes = (
        '<bpmn:laneSet id="l"><bpmn:lane id="l1" name="Clerk">'
        "<bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>"
    )
    task = '<bpmn:task id="a" name="Hand in&#10;the bag"/>'
    [step] = drawn("S>a", "a>E", nodes=lanes + task).journey.steps()

    assert (step.name, step.touchpoint) == ("Hand in the bag", "Hand in the bag")
    assert step.actor == "Clerk"


def test_the_parts_of_a_process_are_phases():
    part = (
        '<bpmn:subProcess id="part" name="Arriving"><bpmn:startEvent id="s"/>'
        '<bpmn:task id="b" name="b"/><bpmn:task id="c" name="c"/>'
        '<bpmn:sequenceFlow id="g1" sourceRef="s" targetRef="b"/>'
        '<bpmn:sequenceFlow id="g2" sourceRef="b" targetRef="c"/></bpmn:subProcess>'
    )
    found = drawn("S>a", "a>part", "part>d", "d>E", nodes=part)

    assert told(found) == "abcd"
    assert [phase.name for phase in found.journey.phases] == ["To us", "Arriving"]


def test_what_is_done_ad_hoc_comes_in_any_order():
    part = (
        '<bpmn:adHocSubProcess id="part"><bpmn:task id="b" name="b"/>'
        '<bpmn:task id="c" name="c"/></bpmn:adHocSubProcess>'
    )

    assert told(drawn("S>part", "part>E", nodes=part)) == "(bc)"


def test_tasks_that_are_called_the_same_are_told_apart():
    tasks = '<bpmn:task id="a" name="call"/><bpmn:task id="b" name="call"/>'
    steps = drawn("S>a", "a>b", "b>E", nodes=tasks).journey.steps()

    assert [(step.name, step.touchpoint) for step in steps] == [
        ("call", "call"),
        ("call (2)", "call"),
    ]


def test_what_befalls_a_task_is_optional_and_noted():
    event = '<bpmn:boundaryEvent id="late" attachedToRef="a"/>'
    found = drawn("S>a", "a>b", "b>E", "late>c", "c>b", nodes=event)

    assert told(found) == "ac?b"
    assert found.notes == ("not kept are elements 'boundaryEvent': 1",)


def test_messages_and_other_processes_are_noted():
    around = (
        '<bpmn:collaboration id="c"><bpmn:participant id="q" name="Customer" '
        'processRef="way"/><bpmn:messageFlow id="m" sourceRef="a" targetRef="b"/>'
        '</bpmn:collaboration><bpmn:process id="box"/>'
    )
    found = drawn("S>a", "a>E", around=around)

    assert told(found) == "a"
    assert found.notes == (
        "other processes of the file are not kept: 1",
        "messages between processes are not kept: 1",
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "entities, which are not read"),
        (b"<a><b></a>", "is no XML that is read: mismatched tag, at line 1"),
        (b"", "is no XML that is read"),
        (b"<definitions/>", "holds no process of BPMN 2.0"),
    ],
)
def test_what_is_no_bpmn_is_refused_with_its_place(content, sentence):
    with pytest.raises(FileError, match=sentence):
        read_bpmn(content, file="x.bpmn")
