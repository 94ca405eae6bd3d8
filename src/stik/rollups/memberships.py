"""Memberships: which segment each customer was in, from when to when, by the rules.

Every condition is a row of changes: +1 when it begins to hold of a customer, -1 when it
ceases to. Summed up in order of time they say at each moment which conditions hold, and
the first segment all of whose conditions hold is the customer's.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import ibis
import ibis.expr.types as ir

from stik.engine.tables import unbound
from stik.facts.schema import IDENTITIES, INTERACTIONS, MEMBERSHIPS, TRAITS
from stik.rollups.traits import EVER, STILL, joined_at
from stik.terms.segmentation import Condition, Segmentation

_DECIMALS = 6
"""Amounts are added and taken off again: what is left of it is below this."""


def memberships(segmentation: Segmentation) -> ibis.Table:
    """Return who was in which segment, and when.

    Rows out: one per customer and stretch of time: customer, segment (null: in none),
    from_, to_ (null: until now). Every customer has a segment at every moment.
    """
    conditions = list(
        dict.fromkeys(
            plain
            for segment in segmentation.segments
            for condition in segment.when
            for plain in _plain(condition)
        )
    )
    states = _states(conditions)
    segment = _first_that_holds(states, segmentation, conditions)
    told = states.select("customer", "moment", segment=segment)
    in_order = ibis.window(group_by=told.customer, order_by=told.moment)
    told = told.mutate(before=told.segment.lag().over(in_order))
    is_new = (told.moment == ibis.literal(EVER)) | ~told.segment.identical_to(
        told.before
    )
    changes = told.filter(is_new)
    in_order = ibis.window(group_by=changes.customer, order_by=changes.moment)
    return changes.select(
        "customer",
        "segment",
        from_=changes.moment,
        to_=changes.moment.lead().over(in_order),
    )


def stored_memberships(segmentation: Segmentation) -> ibis.Table:
    """Return the same as `memberships`, as upkeep has stored it."""
    stored = unbound("memberships", MEMBERSHIPS)
    chosen = stored.filter(stored.version == segmentation.version)
    moments = {name: chosen[name].cast("timestamp") for name in ("from_", "to_")}
    return chosen.select("customer", "segment", **moments)


def with_segment(
    rows: ibis.Table,
    known: ibis.Table,
    *,
    column: str,
    now: datetime | None = None,
) -> ibis.Table:
    """Return rows with a column of the segment their customer was in then, or is now.

    `known` are `memberships`. Null for rows without a customer, for those without a
    date (then) and for customers in no segment.
    """
    until = ibis.coalesce(known.to_, ibis.literal(STILL))
    held = known.select(
        "from_", to_=until, holder=known.customer, value_then=known.segment
    )
    told = joined_at(rows, held, at=rows.occurred_at.cast("timestamp"), now=now)
    return told.rename({column: "held"})


def members_at(held: ibis.Table, *, now: datetime) -> ibis.Table:
    """Return how many customers of `memberships` are in each segment: segment, n."""
    moment = ibis.literal(now.replace(tzinfo=None))
    current = held.filter(held.from_ <= moment, held.to_.isnull() | (held.to_ > moment))
    return current.group_by("segment").agg(n=current.count())


def _plain(condition: Condition) -> list[Condition]:
    """Return a condition on days since the last visit as conditions on visits."""
    if condition.measure != "recency_days":
        return [condition]
    visits = replace(condition, measure="visits", at_least=None, below=None)
    plain = []
    if condition.below is not None:
        plain.append(replace(visits, days=int(condition.below), at_least=1))
    if condition.at_least is not None:
        plain.append(replace(visits, at_least=1))
        plain.append(replace(visits, days=int(condition.at_least), below=1))
    return plain


def _first_that_holds(
    states: ibis.Table, segmentation: Segmentation, conditions: Sequence[Condition]
) -> ir.StringValue:
    branches = []
    for segment in segmentation.segments:
        holds = ibis.literal(value=True)
        for condition in segment.when:
            for plain in _plain(condition):
                holds &= states[_state(conditions.index(plain))] > 0
        branches.append((holds, segment.name))
    if not branches:
        return ibis.null("string")
    return ibis.cases(*branches, else_=ibis.null("string"))


def _states(conditions: Sequence[Condition]) -> ibis.Table:
    """Return how many of each condition hold, 0 or 1, at each moment of change."""
    everybody = (
        unbound("identities", IDENTITIES)
        .select("customer")
        .distinct()
        .mutate(moment=ibis.literal(EVER), which=-1, change=0)
    )
    changes = (
        ibis.union(
            everybody.cast(_CHANGE),
            *(
                _changes(condition).mutate(which=which).select(*_CHANGE).cast(_CHANGE)
                for which, condition in enumerate(conditions)
            ),
        )
        if conditions
        else everybody.cast(_CHANGE)
    )
    at = changes.group_by("customer", "moment").agg(
        **{
            _state(which): changes.change.sum(where=changes.which == which).fill_null(0)
            for which, _ in enumerate(conditions)
        }
    )
    until = ibis.window(
        group_by=at.customer, order_by=at.moment, preceding=None, following=0
    )
    sums = {
        _state(which): at[_state(which)].sum().over(until)
        for which, _ in enumerate(conditions)
    }
    return at.select("customer", "moment", **sums)


_CHANGE = {
    "customer": "int64",
    "moment": "timestamp",
    "which": "int64",
    "change": "int64",
}


def _state(which: int) -> str:
    return f"state_{which}"


def _changes(condition: Condition) -> ibis.Table:
    """Return when a condition begins (+1) and ceases (-1) to hold of a customer."""
    if condition.trait is not None:
        return _of_trait(condition)
    return _of_measure(condition)


def _of_trait(condition: Condition) -> ibis.Table:
    traits = unbound("traits", TRAITS)
    known = traits.filter(
        traits.name == condition.trait, traits.customer.notnull()
    ).select(
        "customer",
        "value",
        "sequence",
        moment=ibis.coalesce(traits.known_from.cast("timestamp"), ibis.literal(EVER)),
    )
    in_order = ibis.window(
        group_by=known.customer, order_by=[known.moment, known.sequence]
    )
    known = known.mutate(ends=known.moment.lead().over(in_order))
    held = known.filter(_trait_holds(known.value, condition))
    begins = held.select("customer", "moment", change=1)
    ceases = held.filter(held.ends.notnull()).select(
        "customer", moment=held.ends, change=-1
    )
    return begins.union(ceases)


def _trait_holds(value: ir.StringColumn, condition: Condition) -> ir.BooleanValue:
    holds = ibis.literal(value=True)
    if condition.is_any:
        holds &= value.isin(list(condition.is_any))
    if condition.at_least is not None or condition.below is not None:
        holds &= _in_range(value.try_cast("float64"), condition)
    return holds.fill_null(False)  # noqa: FBT003 a value, not a flag


def _in_range(number: ir.NumericValue, condition: Condition) -> ir.BooleanValue:
    holds = number.notnull()
    if condition.at_least is not None:
        holds &= number >= condition.at_least
    if condition.below is not None:
        holds &= number < condition.below
    return holds


def _of_measure(condition: Condition) -> ibis.Table:
    measured = _measured(condition)
    in_order = ibis.window(group_by=measured.customer, order_by=measured.moment)
    holds = _in_range(measured.total, condition).cast("int64")
    measured = measured.mutate(holds=holds)
    at_first = int(condition.holds_at(0))
    before = ibis.coalesce(measured.holds.lag().over(in_order), at_first)
    changed = measured.mutate(change=measured.holds - before)
    changes = changed.filter(changed.change != 0).select("customer", "moment", "change")
    if not at_first:
        return changes
    everybody = unbound("identities", IDENTITIES).select("customer").distinct()
    begins = everybody.mutate(moment=ibis.literal(EVER), change=1)
    both = {name: _CHANGE[name] for name in ("customer", "moment", "change")}
    return changes.cast(both).union(begins.cast(both))


def _measured(condition: Condition) -> ibis.Table:
    """Return what is measured of each customer after each moment it changes."""
    seen = _seen(condition)
    if condition.days is not None:
        later = seen.moment + ibis.interval(days=condition.days)
        ceased = seen.select("customer", moment=later, step=-seen.step)
        seen = seen.union(ceased)
    at = seen.group_by("customer", "moment").agg(step=seen.step.sum())
    until = ibis.window(
        group_by=at.customer, order_by=at.moment, preceding=None, following=0
    )
    return at.select(
        "customer", "moment", total=at.step.sum().over(until).round(_DECIMALS)
    )


def _seen(condition: Condition) -> ibis.Table:
    """Return what each dated interaction of a customer adds to the measure."""
    happened = unbound("interactions", INTERACTIONS)
    chosen = [happened.customer.notnull(), happened.occurred_at.notnull()]
    if condition.touchpoint is not None:
        chosen.append(happened.touchpoint == condition.touchpoint)
    if condition.channel is not None:
        chosen.append(happened.channel == condition.channel)
    step = ibis.literal(1.0)
    if condition.measure == "amount":
        step = happened.amount.fill_null(0.0)
    return happened.filter(*chosen).select(
        "customer", moment=happened.occurred_at.cast("timestamp"), step=step
    )
