"""A designed journey goes out as BPMN and comes back the same."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.formats.bpmn.rules import broken_rules
from tests.insights.journeys.designs import design
from tests.programme.designs import steps_of

from stik.formats.bpmn.drawing import node_box
from stik.formats.bpmn.plan import planned
from stik.formats.bpmn.read import Drawn, read_bpmn
from stik.formats.bpmn.written import bpmn_text
from stik.programme.file import read_programme
from stik.terms.journey import PROMISE_UNITS, Expectation, Journey, Phase, Promise
from stik.terms.label import Label
from stik.terms.scale import Scale

_EXAMPLE = Path(__file__).parents[3] / "examples" / "programme.yaml"
_LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn"])
_TRICKY = st.sampled_from(["a\n\tb  c", "<&\"'>", "]]>", "\u2028x", "č Ж ł"])
_TEXT = (st.text(_LETTERS, min_size=1, max_size=8) | _TRICKY).map(str.strip)
_WORDS = _TEXT.filter(bool)
_SOME = st.lists(_WORDS, max_size=2, unique=True).map(tuple)
_LABEL = _WORDS.map(Label.plain) | st.builds(
    lambda sl, sr: Label((("sl", sl), ("sr-latn", sr))), _WORDS, _WORDS
)
_VALUE = st.floats(1, 5)
_ABOUT = {
    "label": st.none() | _LABEL,
    "emotion": st.none() | _LABEL,
    "expectation": st.none()
    | st.builds(Expectation, _LABEL)
    | st.builds(Expectation, _LABEL, _VALUE, st.just(Scale("csat", 1, 5))),
    "promise": st.none()
    | st.builds(Promise, st.integers(1, 999), st.sampled_from(PROMISE_UNITS)),
    "owner": st.none() | _WORDS,
}
_STEP = {
    **_ABOUT,
    "touchpoint": _WORDS,
    "or_at": _SOME,
    "channels": _SOME,
    "actor": st.none() | _WORDS,
    "service_standard": st.none() | _LABEL,
}
_NAMES = st.lists(_WORDS, unique=True, max_size=4)


@st.composite
def journeys(draw):
    phases = tuple(
        Phase(
            name=name, label=draw(_ABOUT["label"]), steps=draw(steps_of(_NAMES, _STEP))
        )
        for name in draw(st.lists(_WORDS, unique=True, max_size=3))
    )
    about = {name: draw(some) for name, some in _ABOUT.items()}
    future_of = draw(st.none() | _WORDS)
    return Journey(name=draw(_WORDS), future_of=future_of, phases=phases, **about)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(journeys(), st.sampled_from(["en", "sl", "lv"]))
def test_a_journey_comes_back_as_it_went_out(journey, language):
    text = bpmn_text(journey, language=language)

    assert broken_rules(text) == []
    assert read_bpmn(text.encode(), file="x.bpmn") == Drawn(journey, ())


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("<flowNodeRef>task_1</flowNodeRef>\n", "", "not every node is in one lane"),
        ('id="flow_2"', 'id="flow_1"', "id flow_1 stands twice"),
        ("<incoming>flow_1</incoming>\n", "", "are not the ends of the flows"),
        ("<standardLoopCharacteristics/>", "<loop/>", "task holds {'loop'}"),
        ('bpmnElement="task_2"', 'bpmnElement="task_9"', "not everything is drawn"),
    ],
)
def test_the_rules_find_what_a_schema_would_refuse(old, new, rule):
    text = bpmn_text(design("ab+c"))
    broken = text.replace(old, new, 1)

    assert broken != text
    assert any(rule in each for each in broken_rules(broken))


def test_the_journey_of_the_example_comes_back_as_it_went_out():
    for journey in read_programme(_EXAMPLE).journeys:
        assert read_bpmn(bpmn_text(journey).encode(), file="x").journey == journey


def test_nothing_is_drawn_over_another_thing():
    journey = design("a b? (c d? e) f+ (g? h?)")
    steps = tuple(
        replace(step, actor="clerk" if step.name in "bdf" else "customer")
        for step in journey.phases[0].steps
    )
    journey = replace(journey, phases=(Phase(name="all", steps=steps),))
    plan = planned(journey, language="en")
    boxes = [node_box(plan, node) for node in plan.nodes]

    assert not [pair for pair in combinations(boxes, 2) if _overlap(*pair)]


def _overlap(one, other):
    beside = one.right <= other.x or other.right <= one.x
    above = one.y + one.height <= other.y or other.y + other.height <= one.y
    return not beside and not above


def test_lanes_are_the_actors():
    journey = design("abc")
    steps = tuple(
        replace(step, actor=actor)
        for step, actor in zip(
            journey.phases[0].steps, ("customer", "clerk", None), strict=True
        )
    )
    journey = replace(journey, phases=(Phase(name="all", steps=steps),))

    assert planned(journey, language="en").lanes == ["customer", "clerk", ""]


def test_without_actors_lanes_are_the_phases():
    one, two = design("a").phases[0], design("b").phases[0]
    phases = (replace(one, label=Label.plain("First")), replace(two, name="then"))
    journey = Journey(name="j", phases=phases)

    assert planned(journey, language="en").lanes == ["First", "then"]


@pytest.mark.parametrize(
    ("old", "new", "written"),
    [
        ('name="b"', 'name="Bring\nit"', "the label of b"),
        ("<standardLoopCharacteristics/>\n", "", "b no more repeatable"),
    ],
)
def test_what_a_tool_changed_is_as_it_is_drawn_now(old, new, written):
    text = bpmn_text(design("ab+c"))
    journey = read_bpmn(text.replace(old, new).encode(), file="x").journey
    told = {
        "the label of b": {"label": Label.plain("Bring it")},
        "b no more repeatable": {"repeatable": False},
    }[written]
    steps = [
        replace(step, **told) if step.name == "b" else step
        for step in design("ab+c").steps()
    ]

    assert list(journey.steps()) == steps
