"""Labels, promises and the small questions that the programme's terms answer."""

import pytest

from stik.terms.component import COMPONENTS
from stik.terms.goal import is_metric_name
from stik.terms.journey import PROMISE_UNITS, Journey, Phase, Promise, Step
from stik.terms.label import Label
from stik.terms.programme import Programme
from stik.terms.touchpoint import Touchpoint


@pytest.mark.parametrize(
    ("language", "words"),
    [("sl", "Prijava"), ("sr-latn", "Prijava na let"), ("lv", "Check-in")],
)
def test_a_label_is_shown_in_the_nearest_language(language, words):
    label = Label((("sl", "Prijava"), ("sr", "Prijava na let"), ("en", "Check-in")))

    assert label.in_language(language) == words


def test_without_english_the_language_written_first_is_nearest():
    assert Label((("pl", "Odprawa"), ("sl", "Prijava"))).in_language("lv") == "Odprawa"


def test_plain_words_serve_every_language():
    assert Label.plain("Check-in").is_plain
    assert Label.plain("Check-in").in_language("sl") == "Check-in"


def test_a_thing_without_a_label_is_called_by_its_name():
    assert Touchpoint("desk").called(language="sl") == "desk"
    assert Touchpoint("desk", Label.plain("Okence")).called(language="sl") == "Okence"


def test_a_programme_finds_its_touchpoints_by_name():
    desk = Touchpoint("desk")

    assert Programme(touchpoints=(desk,)).touchpoint("desk") is desk
    assert Programme(touchpoints=(desk,)).touchpoint("door") is None


def test_the_steps_of_a_journey_come_in_the_order_of_its_phases():
    steps = [Step(name=name, touchpoint="desk") for name in "abc"]
    first = Phase(name="1", steps=(steps[0],))
    journey = Journey(name="j", phases=(first, Phase(name="2", steps=tuple(steps[1:]))))

    assert [step.name for step in journey.steps()] == ["a", "b", "c"]


def test_steps_that_come_in_any_order_are_one_group():
    one, two = (Step(name=n, touchpoint="desk", any_order="both") for n in "12")
    before, after = (Step(name=n, touchpoint="door") for n in "ab")
    phase = Phase(name="all", steps=(before, one, two, after))

    assert list(phase.groups()) == [(before,), (one, two), (after,)]


def test_steps_of_the_same_name_are_told_apart_by_their_phase():
    call, pay = (Step(name=name, touchpoint="phone") for name in ("call", "pay"))
    phases = (
        Phase(name="before", steps=(call, pay)),
        Phase(name="after", steps=(call,)),
    )

    assert Journey(name="j", phases=phases).titles() == (
        "before: call",
        "pay",
        "after: call",
    )


@pytest.mark.parametrize(
    ("words", "promise"),
    [
        ("within 2 days", Promise(2, "day")),
        ("within 1 hour", Promise(1, "hour")),
        ("Within  5 working days", Promise(5, "working day")),
        ("within 0 days", None),
        ("within two days", None),
        ("in 2 days", None),
        ("within 2 months", None),
    ],
)
def test_a_promise_is_a_number_of_time_units(words, promise):
    assert Promise.parse(words) == promise


@pytest.mark.parametrize("unit", PROMISE_UNITS)
@pytest.mark.parametrize("amount", [1, 2, 14])
def test_the_words_of_a_promise_are_read_back(amount, unit):
    promise = Promise(amount, unit)

    assert Promise.parse(promise.words) == promise


def test_there_are_six_components():
    assert len(COMPONENTS) == 6


@pytest.mark.parametrize(
    ("text", "can_be"),
    [("nps", True), ("top_2_box", True), ("NPS", False), ("", False)],
)
def test_a_metric_has_a_name_in_small_letters(text, can_be):
    assert is_metric_name(text) is can_be
