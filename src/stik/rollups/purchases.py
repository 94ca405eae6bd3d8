"""Purchases: what each customer bought, when, and what around their first answer."""

import ibis
import ibis.expr.types as ir

from stik.engine.tables import unbound
from stik.facts.schema import INTERACTIONS
from stik.terms.period import FINE_ENOUGH


def purchases(*, touchpoint: str | None, currency: str | None) -> ibis.Table:
    """Return what each customer paid on each day: customer, day and amount.

    Rows in: `schema.INTERACTIONS` of an amount above 0, a known customer and day; those
    at a touchpoint, and in a currency, where these are named. Purchases of one day are
    one.
    """
    rows = unbound("interactions", INTERACTIONS)
    is_bought: ir.BooleanValue = rows.customer.notnull() & (rows.amount > 0)
    is_bought &= rows.precision.isin(list(FINE_ENOUGH["day"]))
    if touchpoint is not None:
        is_bought &= rows.touchpoint == touchpoint
    if currency is not None:
        is_bought &= rows.currency == currency
    bought = rows.filter(is_bought)
    by_day = bought.group_by("customer", day=bought.occurred_date)
    return by_day.agg(amount=bought.amount.sum())


def currencies(*, touchpoint: str | None) -> ibis.Table:
    """Return how often customers paid in each currency, null where none is said."""
    rows = unbound("interactions", INTERACTIONS)
    is_bought: ir.BooleanValue = rows.customer.notnull() & (rows.amount > 0)
    if touchpoint is not None:
        is_bought &= rows.touchpoint == touchpoint
    bought = rows.filter(is_bought)
    # Grouped: of distinct rows in order Spark gives every row.
    found = bought.group_by("currency").agg(n=bought.count())
    return found.order_by(found.currency)


def bought_of_each(bought: ibis.Table) -> ibis.Table:
    """Return each customer's first_day, last_day, n_days, amount and first_amount.

    Rows in: `purchases`. Rows out: one per customer, in order.
    """
    firsts = ibis.window(group_by=bought.customer)
    told = bought.mutate(first_day=bought.day.min().over(firsts))
    each = told.group_by("customer").agg(
        first_day=told.day.min(),
        last_day=told.day.max(),
        n_days=told.count(),
        amount=told.amount.sum(),
        first_amount=told.amount.sum(where=told.day == told.first_day),
    )
    return each.order_by(each.customer)


def bought_around(answers: ibis.Table, bought: ibis.Table, *, days: int) -> ibis.Table:
    """Return what customers paid in so many days before and after an answer.

    Rows in: `rollups.lives.first_answers`, `purchases`. Rows out: one per customer who
    paid anything then, in order: who, earlier, later, n_later (days of purchases). What
    was paid on the day of the answer is neither.
    """
    joined = answers.join(bought, answers.who == bought.customer)
    lag = joined.day_right.delta(joined.day, unit="day")
    near = joined.mutate(lag=lag.cast("int64"))
    near = near.filter(near.lag != 0, near.lag.abs() <= days)
    is_later = near.lag > 0
    each = near.group_by("who").agg(
        earlier=near.amount.sum(where=~is_later).fill_null(0.0),
        later=near.amount.sum(where=is_later).fill_null(0.0),
        n_later=near.count(where=is_later),
    )
    return each.order_by(each.who)
