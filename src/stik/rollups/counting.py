"""An inquiry becomes counts: how many answers of which value fall in each cell.

The planner takes the smallest table that holds the question's columns; what comes
out is the same from a rollup and from the answers themselves.
"""

from collections.abc import Sequence
from datetime import datetime

import ibis
import ibis.expr.types as ir

from stik.engine.tables import unbound
from stik.facts.schema import ANSWERS, INTERACTIONS, ROLLUP_DIMENSIONS, ROLLUPS, TRAITS
from stik.terms.inquiry import Inquiry
from stik.terms.period import FINE_ENOUGH, Period

_BASE = ("touchpoint", "question", "scale", "source")
_UNIT = {"year": "Y", "quarter": "Q", "month": "M", "week": "W", "day": "D"}
_EVER = datetime(1, 1, 1)  # noqa: DTZ001 compared inside the engine, which is in UTC
_NEVER = datetime(9999, 1, 1)  # noqa: DTZ001 as above

_FOUND = {"n_answers": "int64", "n_interactions": "int64"}

PERIOD = "period"
"""The column of the first day of each cell's period; null where no date is known."""


def table_for(inquiry: Inquiry) -> str:
    """Return the smallest table that can answer: a rollup, or `answers`."""
    further = [d for d in inquiry.dimensions if d not in _BASE]
    if inquiry.as_of is not None or len(further) > 1:
        return "answers"
    if not further:
        return "rollup_base"
    return f"rollup_{further[0]}" if further[0] in ROLLUP_DIMENSIONS else "answers"


def counts(inquiry: Inquiry, *, table: str) -> ibis.Table:
    """Return the counts of each cell, scale and value of an inquiry.

    Rows in: `schema.ANSWERS`, or a rollup of them. Rows out: one per period,
    group, scale and value: n, n_weighted, weight (Σw), weight_square (Σw²).
    """
    rows = asked_rows(inquiry, table=table)
    keys: dict[str, ir.Value] = {name: rows[name] for name in inquiry.groups}
    if inquiry.grain is not None:
        keys[PERIOD] = _period(rows, inquiry.grain)
    keys |= {"scale": rows.scale, "value": rows.value}
    return rows.group_by(**keys).agg(**_sums(rows, is_rollup=table != "answers"))


def asked_rows(inquiry: Inquiry, *, table: str) -> ibis.Table:
    """Return the rows of `answers`, or of a rollup, that an inquiry is about."""
    rows = unbound(table, ANSWERS if table == "answers" else ROLLUPS[table])
    for trait in inquiry.traits:
        rows = with_trait(rows, trait)
    conditions = _conditions(rows, inquiry)
    return rows.filter(*conditions) if conditions else rows


def respondents(inquiry: Inquiry) -> ibis.Table:
    """Return how many different people answered in each group of an inquiry.

    Who has no customer counts once per message.
    """
    rows = asked_rows(inquiry, table="answers")
    who = ibis.coalesce(rows.customer, -rows.sequence)
    if not inquiry.groups:
        return rows.agg(n=who.nunique())
    return rows.group_by(*inquiry.groups).agg(n=who.nunique())


def side_by_side(inquiry: Inquiry, questions: Sequence[str]) -> ibis.Table:
    """Return each message's answers to several questions: a_0, a_1 … and its weight.

    Null where a question was not answered; one row per message.
    """
    rows = asked_rows(inquiry, table="answers")
    rows = rows.filter(rows.question.isin(list(questions)))
    answers = {
        f"a_{index}": rows.value.max(where=rows.question == question)
        for index, question in enumerate(questions)
    }
    return rows.group_by("sequence").agg(**answers, weight=rows.weight.max())


def inventory() -> ibis.Table:
    """Return which touchpoint, question and scale has how many answers, and when."""
    base = unbound("rollup_base", ROLLUPS["rollup_base"])
    return base.group_by("touchpoint", "question", "scale", "precision").agg(
        n=base.n.sum(),
        n_weighted=base.n_weighted.sum(),
        first_date=base.occurred_date.min(),
        last_date=base.occurred_date.max(),
    )


def found(dimension: str) -> ibis.Table:
    """Return each touchpoint, or channel, with its n_answers and n_interactions."""
    rollup = "rollup_base" if dimension in _BASE else f"rollup_{dimension}"
    counted = unbound(rollup, ROLLUPS[rollup])
    happened = unbound("interactions", INTERACTIONS)
    answered = counted.select(dimension, n_answers=counted.n, n_interactions=0)
    met = happened.select(dimension, n_answers=0, n_interactions=1)
    both = answered.cast(_FOUND).union(met.cast(_FOUND))
    return (
        both.filter(both[dimension].notnull())
        .group_by(dimension)
        .agg(n_answers=both.n_answers.sum(), n_interactions=both.n_interactions.sum())
        .order_by(dimension)
    )


def customers() -> ibis.Table:
    """Return how many customers gave an answer; who is not named does not count."""
    answers = unbound("answers", ANSWERS)
    return answers.agg(n=answers.customer.nunique())


def with_trait(rows: ibis.Table, trait: str) -> ibis.Table:
    """Return rows with a column of what the trait was when each occurred.

    A response without a customer has the traits of its own message. Null where
    the trait was not known (yet).
    """
    traits = unbound("traits", TRAITS)
    traits = traits.filter(traits.name == trait)
    known = traits.select(
        holder=ibis.coalesce(traits.customer, -traits.sequence),
        from_=ibis.coalesce(traits.known_from.cast("timestamp"), ibis.literal(_EVER)),
        sequence=traits.sequence,
        **{trait: traits.value},
    )
    in_order = ibis.window(
        group_by=known.holder, order_by=[known.from_, known.sequence]
    )
    known = known.mutate(to_=known.from_.lead().over(in_order)).drop("sequence")
    dated = rows.mutate(
        holder=ibis.coalesce(rows.customer, -rows.sequence),
        moment=ibis.coalesce(rows.occurred_at.cast("timestamp"), ibis.literal(_NEVER)),
    )
    joined = dated.left_join(
        known,
        [
            dated.holder == known.holder,
            dated.moment >= known.from_,
            (dated.moment < known.to_) | known.to_.isnull(),
        ],
    )
    return joined.select(*rows.columns, trait)


def _conditions(rows: ibis.Table, inquiry: Inquiry) -> list[ir.BooleanValue]:
    conditions = [
        rows[name].isin(list(values)) for name, values in inquiry.where.items()
    ]
    return conditions + in_period(rows, inquiry.period)


def in_period(rows: ibis.Table, period: Period) -> list[ir.BooleanValue]:
    """Return what makes a dated row belong to a period."""
    if period.is_open:
        return []
    conditions = [rows.precision.isin(list(period.precisions))]
    if period.first_date is not None:
        conditions.append(rows.occurred_date >= period.first_date)
    if period.end_date is not None:
        conditions.append(rows.occurred_date < period.end_date)
    return conditions


def _period(rows: ibis.Table, grain: str) -> ir.Value:
    begun = rows.occurred_date.truncate(_UNIT[grain]).cast("date")
    is_fine = rows.precision.isin(list(FINE_ENOUGH[grain]))
    return is_fine.ifelse(begun, ibis.null("date"))


def _sums(rows: ibis.Table, *, is_rollup: bool) -> dict[str, ir.Value]:
    if is_rollup:
        names = ("n", "n_weighted", "weight", "weight_square")
        return {name: rows[name].sum() for name in names}
    return {
        "n": rows.count(),
        "n_weighted": rows.weight.count(),
        "weight": rows.weight.sum().fill_null(0.0),
        "weight_square": (rows.weight * rows.weight).sum().fill_null(0.0),
    }
