"""The goals of a programme file: which number should be where, by when."""

from collections.abc import Callable, Collection
from datetime import date
from typing import TypeVar

from stik.errors import nearest
from stik.programme.entry import Entry
from stik.programme.fields import Fields, one_of, refer
from stik.terms.goal import (
    CLASSIC_GOALS,
    DIRECTIONS,
    LEADING_REASON,
    Goal,
    Scope,
    is_metric_name,
)
from stik.terms.period import GRAINS

T = TypeVar("T")


def goal_of(name: str, entry: Entry, *, metrics: Collection[str] | None) -> Goal:
    """Return the goal `name` written at `entry`; it may use the named `metrics`.

    Of a classic goal only what it does not say itself has to be written.
    """
    fields = Fields.of_term(entry, Goal, without="name")
    classic = fields.read(
        "classic", lambda below: one_of(below, known=tuple(CLASSIC_GOALS))
    )
    begun = CLASSIC_GOALS.get(classic or "")
    has_rival = fields.has("against") or (begun is not None and begun.is_against)

    def said(field: str, reader: Callable[[Entry], T | None], default: T) -> T:
        if begun is not None and not fields.has(field):
            written: T = getattr(begun, field)
            return written
        if has_rival and field == "target":
            return fields.read(field, reader) or default
        return fields.needed(field, reader, default)

    goal = Goal(
        name,
        metric=said("metric", lambda below: metric_of(below, metrics), ""),
        scope=_scope(fields) or (Scope() if begun is None else begun.scope),
        direction=said("direction", lambda below: one_of(below, known=DIRECTIONS), ""),
        target=said("target", Entry.number, 0.0),
        by=fields.needed("by", Entry.date, date.max),
        owner=fields.reference("owner", section="owners"),
        per=fields.read("per", lambda below: one_of(below, known=GRAINS))
        or (begun.per if begun is not None else None),
        since=fields.read("since", Entry.date),
        against=fields.needed("against", _rival, "") if has_rival else None,
        classic=classic,
        reasons=fields.text("reasons"),
    )
    _check(goal, entry)
    return goal


def _check(goal: Goal, entry: Entry) -> None:
    """Note what does not go together in a goal."""
    if goal.per is not None and goal.against is not None:
        entry.complain(
            "'per' wants a change and 'against' a lead; write two goals, one of each."
        )
    if goal.since is not None and goal.per is None:
        entry.complain("'since' belongs to a change; add 'per: quarter', or leave it.")
    if goal.since is not None and goal.since >= goal.by:
        entry.complain(f"begins ({goal.since}) after its day ({goal.by}); swap them.")
    if goal.reasons is not None and goal.metric != LEADING_REASON:
        entry.complain("'reasons' belongs to 'classic: why_customers_leave' alone.")


def metric_of(entry: Entry, metrics: Collection[str] | None) -> str | None:
    """Return the name of a metric, one of `metrics` where they are given."""
    text = entry.text()
    if text is None:
        return None
    if metrics is not None and text not in metrics:
        entry.complain(f"there is no metric '{text}'; {nearest(text, metrics)}")
    elif not is_metric_name(text):
        entry.complain(f"'{text}' is no metric; write a name such as nps or csat.")
    return text


def _rival(entry: Entry) -> str | None:
    return refer(entry, section="benchmarks")


def _scope(of: Fields) -> Scope | None:
    return of.read("scope", scope_of)


def scope_of(entry: Entry) -> Scope:
    """Return the part of the experience written at `entry`."""
    fields = Fields.of_term(entry, Scope)
    return Scope(
        touchpoint=fields.reference("touchpoint", section="touchpoints"),
        channel=fields.reference("channel", section="channels"),
        unit=fields.reference("unit", section="units"),
        journey=fields.reference("journey", section="journeys"),
        traits=fields.read("traits", _traits) or (),
    )


def _traits(entry: Entry) -> tuple[tuple[str, str], ...]:
    read = [(name, below.text()) for name, below in entry.each()]
    return tuple((name, text) for name, text in read if text is not None)
