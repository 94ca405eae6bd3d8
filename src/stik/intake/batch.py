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
        last_customer=latest.last_customer + identities.num_rows,
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
    source = draft.mapping.source
    customers = known.customers(source, list(called.values()))
    new = [name for name in called.values() if name not in customers]
    first = known.writer.latest.last_customer + 1
    customers |= {name: first + order for order, name in enumerate(new)}
    lookup = np.zeros(len(names.texts) + 1, dtype=np.int64)
    for code, name in called.items():
        lookup[code] = customers[name]
    who = pa.array(lookup[names.codes], mask=names.codes == NOTHING)
    identities = pa.table(
        {
            "sequence": pa.array([int(sequence[0])] * len(new), pa.int64()),
            "source": pa.array([source] * len(new), pa.string()),
            "external_id": pa.array(new, pa.string()),
            "customer": pa.array([customers[name] for name in new], pa.int64()),
            "valid_from": pa.nulls(len(new), pa.timestamp("us", tz="UTC")),
        }
    )
    return replace(numbered, customer=who), identities


def _never(rows: int) -> Moments:
    return Moments(
        np.zeros(rows, dtype=np.int64),
        np.zeros(rows, dtype=np.int32),
        np.zeros(rows, dtype=np.bool_),
        "none",
    )
