"""Experiences over time: customers' bad ones, and what they answered around them."""

import ibis
import ibis.expr.types as ir

from stik.engine.tables import unbound
from stik.facts.schema import INTERACTIONS
from stik.rollups.counting import asked_rows, groups_of
from stik.terms.inquiry import Inquiry
from stik.terms.period import FINE_ENOUGH


def bad_answers(inquiry: Inquiry, *, at_most: float) -> ibis.Table:
    """Return the answers of `at_most` and below: customer and day, one row each.

    Rows in: `schema.ANSWERS` that an inquiry is about. Answers of nobody and of no
    known day are left out.
    """
    rows = asked_rows(inquiry, table="answers")
    return _of_a_day(rows.filter(rows.value <= at_most)).select("customer", "day")


def interactions_at(touchpoint: str) -> ibis.Table:
    """Return the interactions at a touchpoint: customer and day, one row each.

    Rows in: `schema.INTERACTIONS`. Those of nobody and of no known day are left out.
    """
    rows = unbound("interactions", INTERACTIONS)
    here = rows.filter(rows.touchpoint == touchpoint)
    return _of_a_day(here).select("customer", "day")


def answers_around(inquiry: Inquiry, *, bad: ibis.Table) -> ibis.Table:
    """Return every answer of the customers in `bad`: customer, day, value and weight.

    Rows in: `schema.ANSWERS` that an inquiry is about; what it groups by comes along.
    Only these customers' answers leave the engine, in one order whatever the engine.
    """
    rows = _of_a_day(asked_rows(inquiry, table="answers"))
    groups = groups_of(rows, inquiry)
    given = rows.select("customer", "day", "value", "weight", **groups)
    kept = given.semi_join(bad.select("customer").distinct(), "customer")
    return kept.order_by(kept.customer, kept.day, kept.value)


def _of_a_day(rows: ibis.Table) -> ibis.Table:
    """Return the rows of a known customer and day, the day as `day`."""
    is_known: ir.BooleanValue = rows.customer.notnull()
    is_known &= rows.precision.isin(list(FINE_ENOUGH["day"]))
    return rows.filter(is_known).mutate(day=rows.occurred_date)
