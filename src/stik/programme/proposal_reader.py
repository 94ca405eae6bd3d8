"""The initiatives of a programme file: what is hoped, of what, from which day on."""

from collections.abc import Collection
from datetime import date

from stik.programme.entry import Entry
from stik.programme.fields import Fields, one_of
from stik.programme.goal_reader import metric_of, scope_of
from stik.programme.problem import Reference
from stik.terms.goal import Scope
from stik.terms.proposal import COMPARISONS, COUNT_OF, Proposal, counted_at


def proposal_of(
    name: str, entry: Entry, *, metrics: Collection[str] | None
) -> Proposal:
    """Return the initiative `name` written at `entry`; it may use the named `metrics`.

    Without `metrics` every name that a metric can have is accepted.
    """
    fields = Fields.of_term(entry, Proposal, without="name")
    units = fields.read("units", _units) or ()
    measure = fields.needed(
        "measure", lambda below: _measure(below, metrics=metrics), ""
    )
    known = fields.read("comparison", lambda below: one_of(below, known=COMPARISONS))
    proposal = Proposal(
        name,
        measure=measure,
        begins_on=_begins_on(fields, units),
        expected=fields.needed("expected", Entry.number, 0.0),
        scope=fields.read("scope", scope_of) or Scope(),
        comparison=known or _comparison(measure),
        control=fields.read("control", scope_of),
        units=units,
        owner=fields.reference("owner", section="owners"),
        hypothesis=fields.text("hypothesis"),
    )
    for field, sentence in _objections(proposal):
        fields.written[field].complain(sentence)
    return proposal


def _measure(entry: Entry, *, metrics: Collection[str] | None) -> str | None:
    text = entry.text()
    if text is None:
        return None
    touchpoint = counted_at(text)
    if touchpoint is None:
        return metric_of(entry, metrics)
    _refer(entry, touchpoint, section="touchpoints")
    return f"{COUNT_OF}{touchpoint}"


def _units(entry: Entry) -> tuple[tuple[str, date], ...]:
    """Return the day on which it begins in each unit."""
    begins = []
    for unit, below in entry.each():
        _refer(below, unit, section="units")
        day = below.date()
        if day is not None:
            begins.append((unit, day))
    return tuple(begins)


def _refer(entry: Entry, name: str, *, section: str) -> None:
    """Have a name looked up once every section is read."""
    found = Reference(section, name, line=entry.line, field=entry.field)
    entry.findings.references.append(found)


def _begins_on(fields: Fields, units: tuple[tuple[str, date], ...]) -> date:
    if not units:
        return fields.needed("begins_on", Entry.date, date.max)
    first = min(day for _, day in units)
    written = fields.read("begins_on", Entry.date)
    if written not in (None, first):
        fields.written["begins_on"].complain(
            f"is not the day the first unit begins, {first}; leave it out."
        )
    return first


def _comparison(measure: str) -> str:
    """Return how the effect on a measure is told: a count's as a ratio."""
    return "ratio" if counted_at(measure) else "difference"


def _objections(proposal: Proposal) -> list[tuple[str, str]]:
    """Return the fields that do not go together, each with what is to be mended."""
    found = []
    right = _comparison(proposal.measure)
    if proposal.measure and proposal.comparison != right:
        sentence = f"of '{proposal.measure}' must be {right}; leave it out."
        found.append(("comparison", sentence))
    if proposal.control == proposal.scope:
        sentence = "is the scope itself; name those left as they were."
        found.append(("control", sentence))
    elif proposal.control and proposal.units:
        sentence = "is not needed: units that never begin are it; leave it out."
        found.append(("control", sentence))
    elif proposal.control and proposal.counted:
        found.append(("control", "is for metrics, not for counts; leave it out."))
    if proposal.units and proposal.counted:
        sentence = "are for metrics; of a count, write begins_on and scope."
        found.append(("units", sentence))
    if proposal.units and proposal.scope.unit:
        found.append(("scope", "names a unit; where units begin, leave that out."))
    if proposal.counted and proposal.scope.touchpoint:
        sentence = "names a touchpoint, as the measure does; leave that out."
        found.append(("scope", sentence))
    return found
