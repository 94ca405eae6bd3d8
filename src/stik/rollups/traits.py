"""Traits joined to answers as they were then: what was known when each occurred."""

from datetime import datetime

import ibis
import ibis.expr.types as ir

from stik.engine.tables import unbound
from stik.facts.schema import TRAITS

EVER = datetime(1, 1, 1)  # noqa: DTZ001 compared inside the engine, which is in UTC
NEVER = datetime(9999, 1, 1)  # noqa: DTZ001 as above
STILL = datetime(9999, 12, 31)  # noqa: DTZ001 as above


def trait_names() -> ibis.Table:
    """Return the name of each trait that is known of anyone."""
    return unbound("traits", TRAITS).select("name").distinct()


def with_trait(
    rows: ibis.Table, trait: str, *, column: str, now: datetime | None = None
) -> ibis.Table:
    """Return rows with a column of what a trait was when each occurred, or is `now`.

    Then: what the row's own message says of it holds; else what was last said of the
    customer by then, where the row has no date: last said of all. Null where nothing
    was known (yet). Now: what was last said of the customer; of whoever has no name,
    what the message says.
    """
    traits = unbound("traits", TRAITS)
    traits = traits.filter(traits.name == trait)
    told = joined_at(
        _by_itself(rows, traits),
        _stretches(traits),
        at=ibis.coalesce(rows.occurred_at.cast("timestamp"), ibis.literal(NEVER)),
        now=now,
    )
    order = ("own_trait", "held") if now is None else ("held", "own_trait")
    value = ibis.coalesce(*(told[name] for name in order))
    return told.select(*rows.columns, value.name(column))


def last_said(trait: str) -> ibis.Table:
    """Return how many customers said what of a trait: value, n; each their last word.

    Who is not named counts once per message.
    """
    traits = unbound("traits", TRAITS)
    told = traits.filter(traits.name == trait)
    told = told.select(
        "value",
        "sequence",
        who=ibis.coalesce(told.customer, -told.sequence),
        at=ibis.coalesce(told.known_from.cast("timestamp"), ibis.literal(EVER)),
    )
    latest = ibis.window(
        group_by=told.who, order_by=[told["at"].desc(), told.sequence.desc()]
    )
    ranked = told.mutate(place=ibis.row_number().over(latest))
    last = ranked.filter(ranked.place == 0)
    return last.group_by("value").agg(n=last.count()).order_by("value")


def joined_at(
    rows: ibis.Table,
    held: ibis.Table,
    *,
    at: ir.TimestampValue,
    now: datetime | None,
) -> ibis.Table:
    """Return rows with `held`: what was true of their customer `at` a moment, or `now`.

    `held` has one row per customer and stretch of time: holder, from_, to_ (`STILL`
    for until now), value_then.
    """
    moment = at if now is None else ibis.literal(now.replace(tzinfo=None))
    dated = rows.mutate(moment=moment)
    joined = dated.left_join(
        held,
        [
            dated.customer == held.holder,
            dated.moment >= held.from_,
            dated.moment < held.to_,  # with an OR DuckDB would compare all with all
        ],
    )
    return joined.select(*rows.columns, held=joined.value_then)


def _by_itself(rows: ibis.Table, traits: ibis.Table) -> ibis.Table:
    """Return rows with `own_trait`: what their own message says."""
    said = traits.group_by(message=traits.sequence).agg(own_trait=traits.value.max())
    joined = rows.left_join(said, rows.sequence == said.message)
    return joined.select(*rows.columns, "own_trait")


def _stretches(traits: ibis.Table) -> ibis.Table:
    """Return what was known of each customer, from when to when."""
    named = traits.filter(traits.customer.notnull())
    known = named.select(
        holder=named.customer,
        from_=ibis.coalesce(named.known_from.cast("timestamp"), ibis.literal(EVER)),
        sequence_=named.sequence,
        value_then=named.value,
    )
    in_order = ibis.window(
        group_by=known.holder, order_by=[known.from_, known.sequence_]
    )
    followed = known.from_.lead().over(in_order)
    known = known.mutate(to_=ibis.coalesce(followed, ibis.literal(STILL)))
    return known.drop("sequence_")
