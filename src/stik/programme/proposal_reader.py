"""The initiatives of a programme file: what is hoped, of what, from which day on."""

from collections.abc import Callable, Collection
from datetime import date

from stik.programme.entry import Entry
from stik.programme.fields import Fields, one_of
from stik.terms.goal import Scope
from stik.terms.proposal import COMPARISONS, Proposal


def proposal_of(
    name: str,
    entry: Entry,
    *,
    metrics: Collection[str] | None,
    scope: Callable[[Entry], Scope],
    metric: Callable[[Entry, Collection[str] | None], str | None],
) -> Proposal:
    """Return the initiative `name` written at `entry`.

    `scope` and `metric` read those fields as goals have them.
    """
    fields = Fields.of_term(entry, Proposal, without="name")
    known = fields.read("comparison", lambda below: one_of(below, known=COMPARISONS))
    proposal = Proposal(
        name,
        measure=fields.needed("measure", lambda below: metric(below, metrics), ""),
        begins_on=fields.needed("begins_on", Entry.date, date.max),
        expected=fields.needed("expected", Entry.number, 0.0),
        scope=fields.read("scope", scope) or Scope(),
        comparison=known or "difference",
        control=fields.read("control", scope),
        owner=fields.reference("owner", section="owners"),
        hypothesis=fields.text("hypothesis"),
    )
    if proposal.control == proposal.scope:
        fields.written["control"].complain(
            "is the scope itself; name those left as they were."
        )
    return proposal
