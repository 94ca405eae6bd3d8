"""The facts of one customer, by the number they have here."""

from collections.abc import Sequence

import ibis

from stik.engine.tables import unbound
from stik.facts.schema import FACTS, IDENTITIES


def named(name: str) -> ibis.Table:
    """Return who is called so by a source: source, external_id and customer."""
    rows = unbound("identities", IDENTITIES)
    called = rows.filter(rows.external_id == name)
    return called.select("source", "external_id", "customer").distinct()


def rows_of_customers(
    table: str, customers: Sequence[int], *, journey: str | None
) -> ibis.Table:
    """Return the rows of a table that are of some customers, of a journey or any."""
    rows = unbound(table, FACTS[table])
    theirs = rows.filter(rows.customer.isin(list(customers)))
    if journey is not None:
        theirs = theirs.filter(theirs.journey == journey)
    return theirs.order_by("sequence", "position")
