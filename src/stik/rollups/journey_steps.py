"""Steps of journeys: interactions by their instance, in the order they happened."""

import ibis

from stik.engine.tables import unbound
from stik.facts.schema import INTERACTIONS
from stik.terms.period import FINE_ENOUGH


def journey_steps(*, journey: str | None = None) -> ibis.Table:
    """Return the visits of every instance: instance, at, step, customer.

    Rows in: `schema.INTERACTIONS` that name an instance and a touchpoint, of a journey
    where one is named, and whose day is known. Rows out: one each, those of an instance
    together in the order of time; of the same moment, as they were stored.
    """
    rows = unbound("interactions", INTERACTIONS)
    told = rows.filter(
        rows.journey_instance.notnull(),
        rows.touchpoint.notnull(),
        rows.precision.isin(list(FINE_ENOUGH["day"])),
    )
    if journey is not None:
        told = told.filter(told.journey == journey)
    in_order = told.order_by(
        told.journey_instance, told.occurred_at, told.sequence, told.position
    )
    return in_order.select(
        instance=in_order.journey_instance,
        at=in_order.occurred_at,
        step=in_order.touchpoint,
        customer=in_order.customer,
    )


def without_instance(*, journey: str | None = None) -> ibis.Table:
    """Return how many interactions cannot be put in a journey, and why.

    Rows in: `schema.INTERACTIONS`, of a journey where one is named. Rows out: one:
    n, n_no_instance, n_no_touchpoint, n_no_day (of those that have the former).
    """
    rows = unbound("interactions", INTERACTIONS)
    if journey is not None:
        rows = rows.filter(rows.journey == journey)
    has_instance, is_somewhere = (
        rows.journey_instance.notnull(),
        rows.touchpoint.notnull(),
    )
    has_day = rows.precision.isin(list(FINE_ENOUGH["day"]))
    return rows.agg(
        n=rows.count(),
        n_no_instance=rows.count(where=~has_instance),
        n_no_touchpoint=rows.count(where=has_instance & ~is_somewhere),
        n_no_day=rows.count(where=has_instance & is_somewhere & ~has_day),
    )
