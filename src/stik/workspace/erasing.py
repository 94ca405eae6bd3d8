"""A customer is erased: at once from every answer, at the next upkeep from the disk."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from stik.errors import CustomerUnknown
from stik.facts.counting_rows import answers_that_count
from stik.facts.erased_names import make_erased_key, name_hash
from stik.facts.schema import ERASED
from stik.facts.store import Batch, Writer
from stik.intake.distinct import canonical
from stik.intake.mapping import FileMapping
from stik.intake.track.message import message_of
from stik.rollups.subtracting import subtracted


@dataclass(frozen=True)
class Receipt:
    """What was erased, when and by whom; it names no person.

    `n_rows` holds the number of rows per table, `customers` the numbers under which
    the facts knew the person.
    """

    name: str
    erased_at: datetime
    erased_by: str | None
    customers: tuple[int, ...]
    n_rows: Mapping[str, int]


def names_of(
    identities: pa.Table, *, name: str, source: str | None
) -> list[dict[str, Any]]:
    """Return every outside name of the customers who have, or ever had, this one.

    Rows in and out: `schema.IDENTITIES`. A name that moved to another customer leads
    to both, and so do their other names.

    Raises
    ------
    CustomerUnknown
        When nobody has the name.
    """
    named = pc.equal(identities["external_id"], name)
    if source is not None:
        named = pc.and_(named, pc.equal(identities["source"], source))
    customers = pc.unique(identities.filter(named)["customer"])
    if not len(customers):
        raise CustomerUnknown(name, source=source)
    while True:
        theirs = identities.filter(pc.is_in(identities["customer"], customers))
        names = pc.unique(theirs["external_id"])
        same = pc.and_(
            pc.is_in(identities["external_id"], names),
            pc.is_in(identities["source"], pc.unique(theirs["source"])),
        )
        found = pc.unique(identities.filter(same)["customer"])
        if len(found) == len(customers):
            rows: list[dict[str, Any]] = theirs.to_pylist()
            return rows
        customers = found


def erasing(
    names: Iterable[Mapping[str, Any]],
    writer: Writer,
    *,
    held_back: pa.Table,
    now: datetime,
    by: str | None,
) -> Batch:
    """Return the batch after which nothing of some customers is seen any more.

    `names` are rows of `schema.IDENTITIES`, `held_back` what may stay of that table.
    """
    latest, key = writer.latest, make_erased_key(writer.store.place)
    rows = [
        {
            "snapshot": writer.next_snapshot,
            "receipt": receipt_name(writer.next_snapshot),
            "customer": name["customer"],
            "name_hash": name_hash(name["source"], name["external_id"], key=key),
            "erased_at": writer.moment(now),
            "erased_by": by,
        }
        for name in names
    ]
    customers = sorted({row["customer"] for row in rows})
    counted = answers_that_count(latest)
    which = pc.field("customer").isin(customers)
    which = which if counted is None else which & counted
    answers = writer.store.answers_to_count(at=latest, which=which)
    return Batch(
        {
            **subtracted(answers, kept=latest.versions),
            "erased": pa.Table.from_pylist(rows, schema=ERASED),
            "held_back": held_back,
        },
        last_sequence=latest.last_sequence,
        last_customer=latest.last_customer,
        hides=tuple(customers),
        rewrites=("held_back",),
    )


def receipt_name(snapshot: int) -> str:
    """Return what the receipt of the erasure in a batch is called."""
    return f"erasure-{snapshot}"


def naming(
    held_back: pa.Table,
    names: Collection[tuple[str, str]],
    *,
    mappings: Mapping[str, FileMapping],
) -> tuple[pa.Table, pa.Table]:
    """Return the held-back rows that name a person, and those that do not.

    `names` are pairs of source and outside name. A row names a person where a column
    that its mapping reads the customer from says so.
    """
    is_named = [
        any(
            (held["source"], name) in names
            for name in _said_to_be(held, mappings[held["mapping_version"]])
        )
        for held in held_back.select(["source", "raw", "mapping_version"]).to_pylist()
    ]
    mask = pa.array(is_named, pa.bool_())
    return held_back.filter(mask), held_back.filter(pc.invert(mask))


def _said_to_be(held: Mapping[str, Any], mapping: FileMapping) -> list[str]:
    """Return every name by which a held-back row says whom it is of."""
    cell = mapping.row.get("customer")
    if cell is None:
        return []
    raw = json.loads(held["raw"])
    said = [canonical(str(raw[name])) for name in cell.columns if raw.get(name)]
    return [*(cell.values.get(name, name) for name in said), *_names_in(raw)]


def _names_in(raw: Mapping[str, Any]) -> list[str]:
    """Return every name in a message that was held back; of a row of a file none."""
    try:
        message = message_of(str(raw.get("json")).encode())
    except msgspec.DecodeError:
        return []
    names = (message.user_id, message.anonymous_id, message.previous_id)
    return [str(name) for name in names if name not in (None, "")]
