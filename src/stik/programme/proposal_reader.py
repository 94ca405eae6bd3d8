"""The initiatives of a programme file: what is hoped, of what, from which day on."""

from collections.abc import Collection
from datetime import date

from stik.programme.entry import Entry
from stik.programme.fields import Fields, one_of
from stik.programme.goal_reader import metric_of, scope_of
from stik.terms.goal import Scope
from stik.terms.proposal import COMPARISONS, Proposal


def proposal_of(
    name: str, entry: Entry, *, metrics: Collection[str] | None
) -> Proposal:
    """Return the initiative `name` written at `entry`; it may use the named `metrics`.

    Without `metrics` every name that a metric can have is accepted.
    """
    fields = Fields.of_term(entry, Proposal, without="name")
    known = fields.read("comparison", lambda below: one_of(below, known=COMPARISONS))
    proposal = Proposal(
        name,
        measure=fields.needed("measure", lambda below: metric_of(below, metrics), ""),
        begins_on=fields.needed("begins_on", Entry.date, date.max),
        expected=fields.needed("expected", Entry.number, 0.0),
        scope=fields.read("scope", scope_of) or Scope(),
        comparison=known or "difference",
        control=fields.read("control", scope_of),
        owner=fields.reference("owner", section="owners"),
        hypothesis=fields.text("hypothesis"),
    )
    if proposal.control == proposal.scope:
        fields.written["control"].complain(
            "is the scope itself; name those left as they were."
        )
    return proposal
