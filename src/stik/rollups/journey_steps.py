"""Steps of journeys: interactions by their instance, in the order they happened."""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from stik.rollups.counting import marked_rows
from stik.terms.inquiry import Inquiry
from stik.terms.instances import Instances
from stik.terms.period import FINE_ENOUGH


def journey_steps(
    inquiry: Inquiry, instances: Instances, *, beside: Sequence[str] = ()
) -> ibis.Table:
    """Return the visits of every instance: instance, at, step, customer.

    Rows in: `schema.INTERACTIONS` of which instance and step are known, of a journey
    where one is named, and whose day is known. Rows out: one each, those of an instance
    (or of a customer, where customers make them) together in the order of time; of the
    same moment, as they were stored. `is_asked` and `is_in` as `marked_rows` has them.
    The columns named `beside` come besides.
    """
    rows = _of_journey(inquiry, instances)
    told = rows.filter(
        rows[_column(instances)].notnull(),
        rows[instances.step].notnull(),
        _has_day(rows),
    )
    in_order = told.order_by(_column(instances), "occurred_at", "sequence", "position")
    return in_order.select(
        instance=in_order[_column(instances)],
        at=in_order.occurred_at,
        step=in_order[instances.step],
        customer=in_order.customer,
        is_asked=in_order.is_asked,
        is_in=in_order.is_in,
        **{name: in_order[name] for name in beside},
    )


def in_no_instance(inquiry: Inquiry, instances: Instances) -> ibis.Table:
    """Return how many interactions are in no instance, and why.

    Rows in: `schema.INTERACTIONS`, of a journey where one is named. Rows out: one:
    n, n_no_instance, n_no_step, n_no_day (of those that have the former).
    """
    rows = _of_journey(inquiry, instances)
    has_instance, has_step = (
        rows[_column(instances)].notnull(),
        rows[instances.step].notnull(),
    )
    return rows.agg(
        n=rows.count(),
        n_no_instance=rows.count(where=~has_instance),
        n_no_step=rows.count(where=has_instance & ~has_step),
        n_no_day=rows.count(where=has_instance & has_step & ~_has_day(rows)),
    )


def _of_journey(inquiry: Inquiry, instances: Instances) -> ibis.Table:
    rows = marked_rows(inquiry, table="interactions")
    if instances.journey is None:
        return rows
    return rows.filter(rows.journey == instances.journey)


def _column(instances: Instances) -> str:
    return "customer" if instances.made_by == "customer" else "journey_instance"


def _has_day(rows: ibis.Table) -> ir.BooleanValue:
    return rows.precision.isin(list(FINE_ENOUGH["day"]))
