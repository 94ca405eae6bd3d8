"""Upkeep of segments: memberships stored, and answers counted by them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

import ibis
import pyarrow as pa

from stik.engine.embedded import Embedded
from stik.engine.tables import TableFiles, unbound, with_one_number_each
from stik.facts.counting_rows import condition
from stik.facts.schema import (
    ANSWERS,
    BY_SEGMENT,
    FACTS,
    MEMBERSHIPS,
    SEGMENT_ROLLUP,
)
from stik.facts.store import Store, Writer
from stik.rollups.memberships import memberships, stored_memberships, with_segment
from stik.terms.segmentation import Segmentation

_READ = ("answers", "interactions", "traits", "identities")
_MEMORY = "500MB"
_KEYS = [
    name
    for name in SEGMENT_ROLLUP.names
    if name not in ("n", "n_weighted", "weight", "weight_square", "version", "segment")
]


def segment_customers(
    store: Store, segmentations: Sequence[Segmentation], *, now: datetime
) -> bool:
    """Store who was in which segment and count answers by it; return if it was due.

    It is due where a batch, or another version of the rules, came since the last time.
    """
    wanted = {each.version: each for each in segmentations}
    if not wanted or set(wanted) <= set(store.latest().segmented):
        return False
    with store.writing() as writer:
        parts = list(wanted.values())
        put = _Putting(writer, parts)
        writer.put_segments({"memberships": put.memberships()}, versions=(), now=now)
        writer.put_segments({BY_SEGMENT: put.counts()}, versions=tuple(wanted), now=now)
    return True


class _Putting:
    """The tables of some segmentations, streamed from the facts of a writer."""

    def __init__(self, writer: Writer, segmentations: Sequence[Segmentation]) -> None:
        self.writer = writer
        self.segmentations = segmentations

    def memberships(self) -> pa.RecordBatchReader:
        return self._streamed(MEMBERSHIPS, memberships, _READ[1:])

    def counts(self) -> pa.RecordBatchReader:
        return self._streamed(SEGMENT_ROLLUP, _counted, ("answers", "memberships"))

    def _streamed(
        self,
        schema: pa.Schema,
        asked: Callable[[Segmentation], ibis.Table],
        names: Sequence[str],
    ) -> pa.RecordBatchReader:
        # Files are listed now: delta-rs, which writes the rows, cannot be asked then.
        latest, store = self.writer.latest, self.writer.store
        merged, *found = (
            TableFiles(
                name,
                store.files(name, at=latest),
                FACTS[name],
                condition(name, at=latest),
            )
            for name in ("merged", *names)
        )
        read = [with_one_number_each(table, merged) for table in found]
        expressions = [
            asked(each).mutate(version=ibis.literal(each.version)).select(*schema.names)
            for each in self.segmentations
        ]
        parts = _parts(schema, expressions, read)
        return pa.RecordBatchReader.from_batches(schema, parts)


def _parts(
    schema: pa.Schema, expressions: Iterable[ibis.Table], read: Iterable[TableFiles]
) -> Iterator[pa.RecordBatch]:
    with Embedded(memory_limit=_MEMORY) as engine:
        engine.register(read)
        for expression in expressions:
            for part in engine.stream(expression):
                yield part.cast(schema)


def _counted(segmentation: Segmentation) -> ibis.Table:
    """Return the counts of answers by the segment of whoever gave them."""
    answers = unbound("answers", ANSWERS)
    known = stored_memberships(segmentation)
    rows = with_segment(answers, known, column="segment")
    return rows.group_by(*_KEYS, "segment").agg(
        n=rows.count(),
        n_weighted=rows.weight.count(),
        weight=rows.weight.sum().fill_null(0.0),
        weight_square=(rows.weight * rows.weight).sum().fill_null(0.0),
    )
