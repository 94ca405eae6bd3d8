"""A draft becomes a batch: its rows numbered, its customers known, its facts made."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from stik.facts.schema import IDENTITIES
from stik.facts.store import Batch
from stik.intake import facts_of
from stik.intake.distinct import NOTHING
from stik.intake.draft import Draft
from stik.intake.known import Known
from stik.intake.moments import Moments
from stik.terms.counts import Integers


def facts_batch(draft: Draft, known: Known) -> Batch:
    """Return the facts of the rows that stay, numbered on from the writer's last."""
    latest = known.writer.latest
    rows = draft.staying()
    sequence = latest.last_sequence + 1 + np.arange(len(rows), dtype=np.int64)
    numbered, identities = _with_customers(draft, known, sequence)
    return Batch(
        {
            "interactions": facts_of.interactions(numbered),
            "answers": facts_of.answers(numbered),
            "verbatims": facts_of.verbatims(numbered),
            "traits": facts_of.traits(numbered),
            "keys": facts_of.keys(numbered),
            "identities": identities,
        },
        last_sequence=latest.last_sequence + len(rows),
        last_customer=max([latest.last_customer, *identities["customer"].to_pylist()]),
        source=draft.mapping.source,
        mapping_version=draft.mapping.version,
        about=draft.mapping.about,
    )


def _with_customers(
    draft: Draft, known: Known, sequence: Integers
) -> tuple[facts_of.Numbered, pa.Table]:
    """Return the draft with each row's customer, and the identities that are new."""
    rows = draft.staying()
    moments = draft.moments or _never(len(draft.row))
    nobody = pa.nulls(len(rows), pa.int64())
    numbered = facts_of.Numbered(draft, moments.take(rows), rows, sequence, nobody)
    names = numbered.texts("customer")
    used = np.unique(names.codes[names.codes != NOTHING])
    if not len(used):
        return numbered, IDENTITIES.empty_table()
    called = {int(code): names.texts[code] for code in used}
    customers, new = _customers(list(called.values()), draft, known)
    lookup = np.zeros(len(names.texts) + 1, dtype=np.int64)
    for code, name in called.items():
        lookup[code] = customers[name]
    who = pa.array(lookup[names.codes], mask=names.codes == NOTHING)
    first = int(sequence[0])
    identities = _identities(new, source=draft.mapping.source, sequence=first)
    return replace(numbered, customer=who), identities


def _customers(
    names: Sequence[str], draft: Draft, known: Known
) -> tuple[dict[str, int], dict[str, int]]:
    """Return the customer of each name, and those names that are new or moved.

    Who is new takes the number of the name they had before, and their past with it; a
    former name belongs to the new one's customer from now on.
    """
    named = set(names)
    links = {was: now for was, now in draft.links.items() if now in named}
    asked = list(dict.fromkeys([*names, *links]))
    stored = known.customers(draft.mapping.source, asked)
    customers = dict(stored)
    for was, now in links.items():
        if now not in customers and was in customers:
            customers[now] = customers[was]
    last = known.writer.latest.last_customer
    for name in names:
        if name not in customers:
            last += 1
            customers[name] = last
    customers |= {was: customers[now] for was, now in links.items()}
    new = {name: who for name, who in customers.items() if stored.get(name) != who}
    return customers, new


def _identities(new: Mapping[str, int], *, source: str, sequence: int) -> pa.Table:
    return pa.table(
        {
            "sequence": pa.array([sequence] * len(new), pa.int64()),
            "source": pa.array([source] * len(new), pa.string()),
            "external_id": pa.array(list(new), pa.string()),
            "customer": pa.array(list(new.values()), pa.int64()),
            "valid_from": pa.nulls(len(new), pa.timestamp("us", tz="UTC")),
        }
    )


def _never(rows: int) -> Moments:
    return Moments(
        np.zeros(rows, dtype=np.int64),
        np.zeros(rows, dtype=np.int32),
        np.zeros(rows, dtype=np.bool_),
        "none",
    )
