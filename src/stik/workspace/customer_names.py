"""Beside the number of a customer, the name under which a source knows them."""

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from stik.engine.tables import unbound
from stik.facts.schema import IDENTITIES
from stik.workspace.visible import Visible

NAME = "customer_name"


class CustomerNames:
    """The newest outside name of each customer, held in memory."""

    def __init__(self, visible: Visible) -> None:
        rows = visible.everything().run(_newest_names())
        self._customers = rows["customer"].combine_chunks()
        self._names = rows["external_id"].combine_chunks()

    def beside(self, rows: pa.Table) -> pa.Table:
        """Return rows with the name of their `customer`; null where nobody is named."""
        places = pc.index_in(rows["customer"], self._customers, skip_nulls=True)
        return rows.append_column(NAME, self._names.take(places.combine_chunks()))


def _newest_names() -> ibis.Table:
    """Return each customer with the name that was given to them last."""
    names = unbound("identities", IDENTITIES)
    newest = ibis.window(
        group_by=[names.source, names.external_id], order_by=names.sequence.desc()
    )
    ranked = names.mutate(place=ibis.row_number().over(newest))
    held = ranked.filter(ranked.place == 0)
    last = ibis.window(
        group_by=held.customer, order_by=[held.sequence.desc(), held.external_id]
    )
    ordered = held.mutate(order=ibis.row_number().over(last))
    return ordered.filter(ordered.order == 0).select("customer", "external_id")
