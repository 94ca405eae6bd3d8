"""Lives: what was last said of each customer, and what they first answered."""

from collections.abc import Sequence
from datetime import datetime

import ibis

from stik.engine.tables import unbound
from stik.facts.schema import IDENTITIES, INTERACTIONS, TRAITS
from stik.rollups.counting import asked_rows
from stik.rollups.traits import EVER
from stik.terms.inquiry import Inquiry
from stik.terms.period import FINE_ENOUGH


def said_of_each(traits: Sequence[str]) -> ibis.Table:
    """Return what was last said of each customer of some traits.

    Rows in: `schema.TRAITS`. Rows out: one per customer (`who`) of whom any of them
    is known: said_0, said_1 … as they are named, null where one is not; `known_on` is
    the last day anything of it was said,
    null where no row has one. Who is not named counts once per message, `who` below 0.
    """
    told = unbound("traits", TRAITS)
    told = told.filter(told.name.isin(list(traits)))
    told = told.select(
        "name",
        "value",
        "sequence",
        who=ibis.coalesce(told.customer, -told.sequence),
        at=told.known_from.cast("timestamp"),
    )
    latest = ibis.window(
        group_by=[told.who, told.name],
        order_by=[
            ibis.coalesce(told["at"], ibis.literal(EVER)).desc(),
            told.sequence.desc(),
        ],
    )
    ranked = told.mutate(place=ibis.row_number().over(latest))
    last = ranked.filter(ranked.place == 0)
    said = {
        f"said_{index}": last.value.max(where=last.name == trait)
        for index, trait in enumerate(traits)
    }
    return last.group_by("who").agg(**said, known_on=last["at"].max().cast("date"))


def with_everybody(lives: ibis.Table) -> ibis.Table:
    """Return every named customer with what is said of them, null where nothing is."""
    known = unbound("identities", IDENTITIES).select(named="customer").distinct()
    joined = known.left_join(lives, known.named == lives.who)
    others = [name for name in lives.columns if name != "who"]
    return joined.select(*others, who=joined.named)


def with_segment_now(
    lives: ibis.Table, held: ibis.Table, *, column: str, now: datetime
) -> ibis.Table:
    """Return customers with the segment of `memberships` they are in now, or null."""
    moment = ibis.literal(now.replace(tzinfo=None))
    current = held.filter(held.from_ <= moment, held.to_.isnull() | (held.to_ > moment))
    current = current.select(member=current.customer, segment_now=current.segment)
    joined = lives.left_join(current, lives.who == current.member)
    return joined.select(*lives.columns, joined.segment_now.name(column))


def first_answers(inquiry: Inquiry) -> ibis.Table:
    """Return the first answer of each customer: who, day and value.

    Rows in: the `schema.ANSWERS` that an inquiry is about, of one question on one
    scale. `day` is null where it is not known; such an answer comes after all others.
    """
    rows = asked_rows(inquiry, table="answers")
    is_of_a_day = rows.precision.isin(list(FINE_ENOUGH["day"]))
    given = rows.select(
        "value",
        "sequence",
        "position",
        who=ibis.coalesce(rows.customer, -rows.sequence),
        day=is_of_a_day.ifelse(rows.occurred_date, ibis.null("date")),
    )
    in_order = ibis.window(
        group_by=given.who,
        order_by=[given.day.isnull(), given.day, given.sequence, given.position],
    )
    ranked = given.mutate(place=ibis.row_number().over(in_order))
    return ranked.filter(ranked.place == 0).select("who", "day", "value")


def last_interaction() -> ibis.Table:
    """Return the last day anything happened to anybody: last_date, null for none."""
    rows = unbound("interactions", INTERACTIONS)
    return rows.agg(last_date=rows.occurred_date.max())


def in_order(lives: ibis.Table) -> ibis.Table:
    """Return customers in one order, whatever the engine."""
    return lives.order_by(lives.who)
