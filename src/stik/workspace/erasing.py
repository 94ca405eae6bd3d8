"""A customer is erased: at once from every answer, at the next upkeep from the disk."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from stik.errors import CustomerUnknown
from stik.facts.counting_rows import answers_that_count
from stik.facts.erased_names import make_erased_key, name_hash
from stik.facts.erasure_ledger import ErasedName
from stik.facts.place import Place
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


def erased_rows(
    names: Iterable[Mapping[str, Any]],
    writer: Writer,
    *,
    now: datetime,
    by: str | None,
) -> list[dict[str, Any]]:
    """Return the rows of `schema.ERASED` for names, rows of `schema.IDENTITIES`."""
    key = make_erased_key(writer.store.place)
    return [
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


def named_again(
    missing: Iterable[ErasedName],
    everybody: Iterable[tuple[str, str, int]],
    *,
    place: Place,
) -> list[dict[str, Any]]:
    """Return those of everybody whose names are among erased ones, with the hash.

    `everybody` tells source, name and customer of each.
    """
    key = make_erased_key(place)
    hashes = {name.name_hash for name in missing}
    return [
        {
            "source": source,
            "external_id": name,
            "customer": customer,
            "name_hash": hashed,
        }
        for source, name, customer in everybody
        if (hashed := name_hash(source, name, key=key)) in hashes
    ]


def erased_again(
    missing: Iterable[ErasedName], found: Iterable[Mapping[str, Any]], writer: Writer
) -> list[dict[str, Any]]:
    """Return the rows of `schema.ERASED` that the ledger has and the place has not.

    `found` is who of them is there, by `named_again`. Whoever is not has a row too, so
    that their old file gives nothing.
    """
    customers: dict[str, set[int]] = {}
    for name in found:
        customers.setdefault(name["name_hash"], set()).add(name["customer"])
    return [
        {
            "snapshot": writer.next_snapshot,
            **vars(name),
            "customer": customer,
            "erased_by": None,
        }
        for name in missing
        for customer in customers.get(name.name_hash, {NOBODY})
    ]


def without_them(
    rows: Sequence[Mapping[str, Any]],
    writer: Writer,
    *,
    hides: Sequence[int],
    held_back: pa.Table,
) -> Batch:
    """Return the batch after which nothing of some customers is seen any more.

    `rows` are of `schema.ERASED`, `hides` the customers in them who have rows yet,
    `held_back` what may stay of that table.
    """
    latest, customers = writer.latest, list(hides)
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
        hides=tuple(hides),
        rewrites=("held_back",),
    )


NOBODY = 0
"""The number of whom no fact is of: named in held-back rows alone, or not at all."""


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


def named_in(
    held_back: pa.Table, *, mappings: Mapping[str, FileMapping]
) -> Iterator[tuple[str, str, int]]:
    """Yield the source, name and (no) number of each customer held-back rows name."""
    for held in held_back.select(["source", "raw", "mapping_version"]).to_pylist():
        for name in _said_to_be(held, mappings[held["mapping_version"]]):
            yield held["source"], name, NOBODY


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
