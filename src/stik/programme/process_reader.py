"""The processes of a programme file: what is done behind touchpoints; and rates."""

from stik.errors import nearest
from stik.programme.entry import Entry
from stik.programme.fields import Fields, above_zero, in_order
from stik.terms.process import Activity, Process, Rates


def process_of(name: str, entry: Entry) -> Process:
    """Return the process `name` written at `entry`."""
    fields = Fields.of_term(entry, Process, without="name")
    inputs = fields.texts("inputs")
    return Process(
        name=name,
        label=fields.label("label"),
        owner=fields.reference("owner", section="owners"),
        behind=fields.references("behind", section="touchpoints"),
        inputs=inputs,
        asked=_asked(fields, inputs=inputs),
        outputs=fields.texts("outputs"),
        activities=in_order(fields.items("activities"), _activity),
        rules=fields.texts("rules"),
        regulations=fields.texts("regulations"),
        schedule=fields.text("schedule"),
        stakeholders=fields.texts("stakeholders"),
        systems=fields.texts("systems"),
        supplier=fields.text("supplier"),
    )


def rates_of(entry: Entry) -> Rates:
    """Return the rates written at `entry`."""
    fields = Fields.of_term(entry, Rates)
    return Rates(
        currency=fields.needed("currency", Entry.text, ""),
        working_hour=fields.read("working_hour", above_zero),
        waiting_hour=fields.read("waiting_hour", above_zero),
        gap_step=fields.read("gap_step", above_zero),
    )


def _asked(fields: Fields, *, inputs: tuple[str, ...]) -> tuple[str, ...]:
    """Return what customers are asked for, noting a problem where it is no input."""
    asked = []
    for entry in fields.items("asked"):
        name = entry.text()
        if name is not None and name not in inputs:
            entry.complain(f"'{name}' is none of the inputs; {nearest(name, inputs)}")
        asked.append(name)
    return tuple(name for name in asked if name is not None)


def _activity(entry: Entry) -> Activity:
    fields = Fields.of_term(entry, Activity)
    return Activity(
        name=fields.needed("name", Entry.text, ""),
        label=fields.label("label"),
        by=fields.text("by"),
        minutes=fields.read("minutes", above_zero),
        system=fields.text("system"),
        judgement=fields.read("judgement", Entry.yes_or_no) or False,
    )
