"""A draft becomes a batch: its rows numbered, its customers known, its facts made."""

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
from stik.intake.people import People
from stik.terms.counts import Integers


def facts_batch(draft: Draft, known: Known) -> Batch:
    """Return the facts of the rows that stay, numbered on from the writer's last."""
    latest = known.writer.latest
    rows = draft.staying()
    sequence = latest.last_sequence + 1 + np.arange(len(rows), dtype=np.int64)
    numbered, people = _with_customers(draft, known, sequence)
    return Batch(
        {
            "interactions": facts_of.interactions(numbered),
            "answers": facts_of.answers(numbered),
            "verbatims": facts_of.verbatims(numbered),
            "traits": facts_of.traits(numbered),
            "keys": facts_of.keys(numbered),
            **people,
        },
        last_sequence=latest.last_sequence + len(rows),
        last_customer=max(
            [latest.last_customer, *people["identities"]["customer"].to_pylist()]
        ),
        source=draft.mapping.source,
        mapping_version=draft.mapping.version,
        about=draft.mapping.about,
    )


def _with_customers(
    draft: Draft, known: Known, sequence: Integers
) -> tuple[facts_of.Numbered, dict[str, pa.Table]]:
    """Return the draft with each row's customer, and what is new of customers."""
    rows = draft.staying()
    moments = draft.moments or _never(len(draft.row))
    nobody = pa.nulls(len(rows), pa.int64())
    numbered = facts_of.Numbered(draft, moments.take(rows), rows, sequence, nobody)
    names = numbered.texts("customer")
    used = np.unique(names.codes[names.codes != NOTHING])
    if not len(used):
        return numbered, {"identities": IDENTITIES.empty_table()}
    called = {int(code): names.texts[code] for code in used}
    people = People.of(list(called.values()), draft, known)
    lookup = np.zeros(len(names.texts) + 1, dtype=np.int64)
    for code, name in called.items():
        lookup[code] = people.customers[name]
    who = pa.array(lookup[names.codes], mask=names.codes == NOTHING)
    first = int(sequence[0])
    tables = {
        "identities": people.identities(sequence=first),
        "merged": people.merged(sequence=first),
    }
    return replace(numbered, customer=who), tables


def _never(rows: int) -> Moments:
    return Moments(
        np.zeros(rows, dtype=np.int64),
        np.zeros(rows, dtype=np.int32),
        np.zeros(rows, dtype=np.bool_),
        "none",
    )
