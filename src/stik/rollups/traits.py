"""Traits joined to answers as they were then: what was known when each occurred."""

from datetime import datetime

import ibis

from stik.engine.tables import unbound
from stik.facts.schema import TRAITS

_EVER = datetime(1, 1, 1)  # noqa: DTZ001 compared inside the engine, which is in UTC
_NEVER = datetime(9999, 1, 1)  # noqa: DTZ001 as above
_STILL = datetime(9999, 12, 31)  # noqa: DTZ001 as above


def trait_names() -> ibis.Table:
    """Return the name of each trait that is known of anyone."""
    return unbound("traits", TRAITS).select("name").distinct()


def with_trait(rows: ibis.Table, trait: str, *, column: str) -> ibis.Table:
    """Return rows with a column of what a trait was when each occurred.

    What the row's own message says of it holds; else what was last said of the
    customer by then, where the row has no date: last said of all. Null where nothing
    was known (yet).
    """
    traits = unbound("traits", TRAITS)
    traits = traits.filter(traits.name == trait)
    return _then(_by_itself(rows, traits), traits, column=column)


def _by_itself(rows: ibis.Table, traits: ibis.Table) -> ibis.Table:
    """Return rows with `own_trait`: what their own message says."""
    said = traits.group_by(message=traits.sequence).agg(own_trait=traits.value.max())
    joined = rows.left_join(said, rows.sequence == said.message)
    return joined.select(*rows.columns, "own_trait")


def _then(rows: ibis.Table, traits: ibis.Table, *, column: str) -> ibis.Table:
    named = traits.filter(traits.customer.notnull())
    known = named.select(
        holder=named.customer,
        from_=ibis.coalesce(named.known_from.cast("timestamp"), ibis.literal(_EVER)),
        sequence_=named.sequence,
        trait_then=named.value,
    )
    in_order = ibis.window(
        group_by=known.holder, order_by=[known.from_, known.sequence_]
    )
    followed = known.from_.lead().over(in_order)
    known = known.mutate(to_=ibis.coalesce(followed, ibis.literal(_STILL)))
    known = known.drop("sequence_")
    dated = rows.mutate(
        moment=ibis.coalesce(rows.occurred_at.cast("timestamp"), ibis.literal(_NEVER)),
    )
    joined = dated.left_join(
        known,
        [
            dated.customer == known.holder,
            dated.moment >= known.from_,
            dated.moment < known.to_,  # with an OR DuckDB would compare all with all
        ],
    )
    kept = [name for name in rows.columns if name != "own_trait"]
    told = ibis.coalesce(joined.own_trait, joined.trait_then)
    return joined.select(*kept, told.name(column))
