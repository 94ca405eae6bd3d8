"""Answers and purchases of customers, to be laid beside their journeys."""

from datetime import timedelta

import ibis

from stik.engine.tables import unbound
from stik.facts.schema import INTERACTIONS
from stik.rollups.counting import asked_rows
from stik.terms.inquiry import Inquiry
from stik.terms.instances import Instances
from stik.terms.period import FINE_ENOUGH


def journey_answers(inquiry: Inquiry, instances: Instances) -> ibis.Table:
    """Return answers: instance, customer, who, step, touchpoint, at, value and scale.

    Rows in: the `schema.ANSWERS` that an inquiry is about. Rows out: those whose day is
    known, in order. `at` of an answer known to the day is the end of that day; `who`
    numbers the people: the customer, or the message where nobody is named.
    """
    rows = asked_rows(inquiry, table="answers")
    rows = rows.filter(rows.precision.isin(list(FINE_ENOUGH["day"])))
    is_exact = rows.precision == "second"
    at = is_exact.ifelse(rows.occurred_at, rows.occurred_at + timedelta(days=1))
    return rows.order_by("sequence", "position").select(
        instance=rows.journey_instance,
        customer=rows.customer,
        who=ibis.coalesce(rows.customer, -rows.sequence),
        step=rows[instances.step],
        touchpoint=rows.touchpoint,
        at=at,
        value=rows.value,
        scale=rows.scale,
    )


def last_purchases() -> ibis.Table:
    """Return when each customer last paid anything: customer and at.

    Rows in: `schema.INTERACTIONS` of an amount above 0, a known customer and day.
    """
    rows = unbound("interactions", INTERACTIONS)
    has_day = rows.precision.isin(list(FINE_ENOUGH["day"]))
    bought = rows.filter(rows.customer.notnull(), rows.amount > 0, has_day)
    last = bought.group_by("customer").agg(at=bought.occurred_at.max())
    return last.order_by("customer")
