"""The entries of a programme file → terms, with everything wrong noted on the way."""

import re
from collections.abc import Collection
from functools import partial

from stik.errors import nearest
from stik.programme.benchmark_reader import benchmark_of
from stik.programme.entry import Entry
from stik.programme.fields import Fields, one_of
from stik.programme.goal_reader import goal_of
from stik.programme.journey_reader import journey_of
from stik.programme.lifetime_reader import lifetime_of
from stik.programme.margin_reader import margin_of
from stik.programme.process_reader import process_of, rates_of
from stik.programme.proposal_reader import proposal_of
from stik.programme.segmentation_reader import segmentation_of
from stik.programme.spending_reader import spending_of
from stik.programme.survey_reader import survey_of
from stik.terms.channel import Channel
from stik.terms.component import COMPONENTS, Component
from stik.terms.feature import Feature
from stik.terms.owner import Owner
from stik.terms.programme import Programme
from stik.terms.touchpoint import Touchpoint
from stik.terms.unit import Unit

_EMAIL = re.compile(r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$")


def programme_of(root: Entry, *, metrics: Collection[str] | None) -> Programme:
    """Return the programme written at `root`.

    Goals and benchmarks may use the named `metrics`; None accepts every name a metric
    can have.
    """
    fields = Fields.of_term(root, Programme)
    return Programme(
        vision=fields.label("vision"),
        components=fields.named("components", _component),
        owners=fields.named("owners", _owner),
        units=fields.named("units", _unit),
        channels=fields.named("channels", _channel),
        touchpoints=fields.named("touchpoints", _touchpoint),
        journeys=fields.named("journeys", journey_of),
        segmentations=fields.named("segmentations", segmentation_of),
        goals=fields.named("goals", partial(goal_of, metrics=metrics)),
        features=fields.named("features", _feature),
        initiatives=fields.named("initiatives", partial(proposal_of, metrics=metrics)),
        benchmarks=fields.named("benchmarks", partial(benchmark_of, metrics=metrics)),
        margins=fields.named("margins", margin_of),
        surveys=fields.named("surveys", survey_of),
        lifetime=fields.read("lifetime", lifetime_of),
        spending=fields.named("spending", spending_of),
        processes=fields.named("processes", process_of),
        rates=fields.read("rates", rates_of),
    )


def _feature(name: str, entry: Entry) -> Feature:
    fields = Fields.of_term(entry, Feature, without="name")
    having = fields.needed("having", Entry.text, "")
    lacking = fields.needed("lacking", Entry.text, "")
    if having and having == lacking:
        entry.complain(
            f"'{name}' has the same question for having and lacking it; name two."
        )
    return Feature(name, having, lacking, label=fields.label("label"))


def _component(name: str, entry: Entry) -> Component:
    fields = Fields.of_term(entry, Component, without="name")
    if name not in COMPONENTS:
        entry.complain(f"'{name}' is no component; {nearest(name, COMPONENTS)}")
    return Component(
        name,
        label=fields.label("label"),
        owner=fields.reference("owner", section="owners"),
    )


def _owner(name: str, entry: Entry) -> Owner:
    fields = Fields.of_term(entry, Owner, without="name")
    return Owner(
        name,
        email=fields.read("email", _email),
        unit=fields.reference("unit", section="units"),
    )


def _email(entry: Entry) -> str | None:
    text = entry.text()
    if text is not None and not _EMAIL.match(text):
        entry.complain(f"'{text}' is no e-mail address; write it like ana@example.com.")
    return text


def _unit(name: str, entry: Entry) -> Unit:
    fields = Fields.of_term(entry, Unit, without="name")
    return Unit(
        name,
        label=fields.label("label"),
        parent=fields.reference("parent", section="units"),
    )


def _channel(name: str, entry: Entry) -> Channel:
    fields = Fields.of_term(entry, Channel, without="name")
    return Channel(
        name,
        label=fields.label("label"),
        owner=fields.reference("owner", section="owners"),
    )


def _touchpoint(name: str, entry: Entry) -> Touchpoint:
    fields = Fields.of_term(entry, Touchpoint, without="name")
    return Touchpoint(
        name,
        label=fields.label("label"),
        component=fields.read(
            "component", lambda below: one_of(below, known=COMPONENTS)
        ),
        owner=fields.reference("owner", section="owners"),
        channels=fields.references("channels", section="channels"),
        sees=fields.texts("sees"),
        hears=fields.texts("hears"),
        touches=fields.texts("touches"),
        sources=fields.texts("sources"),
    )
