"""Who a customer turned out to be, and the name under which a source knows them."""

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from stik.engine.tables import unbound
from stik.facts.schema import IDENTITIES, MERGED
from stik.workspace.visible import Visible

NAME = "customer_name"


class CustomerNumbers:
    """Who turned out to be which customer, held in memory."""

    def __init__(self, visible: Visible) -> None:
        rows = visible.everything().run(_same_as())
        self._was = rows["customer"].combine_chunks()
        self._same_as = rows["same_as"].combine_chunks()

    def in_place(self, rows: pa.Table) -> pa.Table:
        """Return rows with each customer as who they turned out to be."""
        column = rows.schema.get_field_index("customer")
        if column < 0 or not len(self._was):
            return rows
        places = pc.index_in(rows["customer"], self._was, skip_nulls=True)
        other = self._same_as.take(places.combine_chunks())
        numbers = pc.coalesce(other, rows["customer"])
        return rows.set_column(column, rows.schema.field(column), numbers)


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


def _same_as() -> ibis.Table:
    merged = unbound("merged", MERGED)
    same_as = merged.same_as.argmax(merged.sequence)
    return merged.group_by("customer").agg(same_as=same_as)


def _newest_names() -> ibis.Table:
    """Return each customer with the name that was given to them last.

    The names of who turned out to be this customer come after their own.
    """
    names = unbound("identities", IDENTITIES)
    newest = ibis.window(
        group_by=[names.source, names.external_id], order_by=names.sequence.desc()
    )
    ever = ibis.window(group_by=[names.source, names.external_id])
    ranked = names.mutate(
        place=ibis.row_number().over(newest), n_times=names.count().over(ever)
    )
    held = ranked.filter(ranked.place == 0)
    last = ibis.window(
        group_by=held.customer,
        order_by=[held.n_times, held.sequence.desc(), held.external_id],
    )
    ordered = held.mutate(order=ibis.row_number().over(last))
    return ordered.filter(ordered.order == 0).select("customer", "external_id")
