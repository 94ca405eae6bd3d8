"""The journeys of a programme file: phases, steps, what is expected and promised."""

from functools import partial

from stik.programme.entry import Entry
from stik.programme.fields import Fields, in_order, refer
from stik.programme.journey_checks import check_steps
from stik.terms.journey import PROMISE_UNITS, Expectation, Journey, Phase, Promise, Step
from stik.terms.label import Label


def journey_of(name: str, entry: Entry) -> Journey:
    """Return the journey `name` written at `entry`."""
    fields = Fields.of_term(entry, Journey, without="name")
    written: list[Fields] = []
    journey = Journey(
        name=name,
        label=fields.label("label"),
        owner=fields.reference("owner", section="owners"),
        future_of=fields.reference("future_of", section="journeys"),
        expectation=fields.read("expectation", _expectation),
        emotion=fields.label("emotion"),
        promise=fields.read("promise", _promise),
        phases=in_order(fields.items("phases"), partial(_phase, written=written)),
    )
    check_steps(journey, written)
    return journey


def _phase(entry: Entry, *, written: list[Fields]) -> Phase:
    fields = Fields.of_term(entry, Phase)
    return Phase(
        name=fields.needed("name", Entry.text, ""),
        label=fields.label("label"),
        steps=in_order(fields.items("steps"), partial(_step, written=written)),
    )


def _step(entry: Entry, *, written: list[Fields]) -> Step:
    """Return the step, and note in `written` what was written of it."""
    fields = Fields.of_term(entry, Step)
    written.append(fields)
    return Step(
        name=fields.needed("name", Entry.text, ""),
        label=fields.label("label"),
        touchpoint=fields.needed(
            "touchpoint", lambda below: refer(below, section="touchpoints"), ""
        ),
        expectation=fields.read("expectation", _expectation),
        emotion=fields.label("emotion"),
        promise=fields.read("promise", _promise),
        or_at=fields.references("or_at", section="touchpoints"),
        channels=fields.references("channels", section="channels"),
        actor=fields.text("actor"),
        owner=fields.reference("owner", section="owners"),
        promise_from=fields.text("promise_from"),
        service_standard=fields.label("service_standard"),
        moment_of_truth=fields.read("moment_of_truth", Entry.yes_or_no) or False,
        optional=fields.read("optional", Entry.yes_or_no) or False,
        repeatable=fields.read("repeatable", Entry.yes_or_no) or False,
        any_order=fields.text("any_order"),
    )


def _expectation(entry: Entry) -> Expectation:
    fields = Fields.of_term(entry, Expectation)
    value = fields.read("value", Entry.number)
    scale = fields.read("scale", Entry.scale)
    if fields.has("value") != fields.has("scale"):
        entry.complain("value and scale belong together; add the one that is missing.")
    if value is not None and scale is not None and not scale.holds(value):
        entry.complain(f"{value:g} is not on the scale {scale.name}; correct one.")
    return Expectation(
        words=fields.needed("words", Entry.label, Label.plain("")),
        value=value,
        scale=scale,
    )


def _promise(entry: Entry) -> Promise | None:
    text = entry.text()
    promise = Promise.parse(text) if text else None
    if text and promise is None:
        units = ", ".join(f"{unit}s" for unit in PROMISE_UNITS)
        entry.complain(f"'{text}' cannot be measured; write 'within 2 days' ({units}).")
    return promise
