"""Mended rows of a held-back list become facts; what is still wrong keeps waiting."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa

from stik.engine.embedded import Embedded
from stik.errors import FileError
from stik.facts.store import Batch, Writer
from stik.formats.source_file import SourceFile, read_rows
from stik.intake.batch import facts_batch
from stik.intake.draft import Draft
from stik.intake.held_list import ID, WHY, closed
from stik.intake.known import Known
from stik.intake.load import LoadSummary
from stik.intake.mapping import FileMapping
from stik.intake.moments import Zones
from stik.intake.steps import STEPS

OpenRows = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class Repairing:
    """One list of mended rows, with what is still held back (by row id)."""

    file: SourceFile
    waiting: OpenRows
    mapping_of: Callable[[str], FileMapping]
    zones_of: Callable[[FileMapping], Zones]
    now: datetime
    summary: LoadSummary

    def batches(self, writer: Writer, engine: Embedded) -> Iterator[Batch]:
        """Return a batch per file and mapping: its facts, and what waits no more."""
        known = Known(writer, engine)
        # Another repair may have ended between the look at what waits and the lock.
        still_waiting = self.waiting.keys() & known.waiting().keys()
        self.summary.held_back_list = str(self.file.path)
        for (file_hash, version), rows in self._by_origin(still_waiting).items():
            draft = self._draft(version, rows)
            known.drop_rows_of_erased(draft)
            known.drop_known_rows(draft)
            batch = facts_batch(draft, known)
            self.summary.count(draft, batch.tables)
            done = [
                entry
                for index in range(len(rows))
                if index not in draft.faults
                for entry in self.waiting[str(rows[index][ID])]
            ]
            held_back = closed(
                done, now=writer.moment(self.now), snapshot=writer.next_snapshot
            )
            tables = {**batch.tables, "held_back": held_back}
            yield replace(batch, tables=tables, file_hash=file_hash)

    def _by_origin(
        self, still_waiting: Collection[str]
    ) -> dict[tuple[str, str], list[dict[str, Any]]]:
        """Return the mended rows by the file they were in and the mapping it had."""
        if ID not in self.file.columns:
            raise FileError(
                self.file.path,
                f"has no column {ID}; mend rows in a list made by 'stik load'.",
            )
        rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
        seen = set()
        for chunk in read_rows(self.file):
            for row in chunk.table.to_pylist():
                name = row[ID]
                if name not in still_waiting or name in seen:
                    self.summary.n_known += 1
                    self.summary.n_rows += 1
                    continue
                seen.add(name)
                held = self.waiting[name][0]
                origin = str(held["file_hash"]), str(held["mapping_version"])
                rows.setdefault(origin, []).append(row)
        return rows

    def _draft(self, version: str, rows: list[dict[str, Any]]) -> Draft:
        mapping = self.mapping_of(version)
        columns = [name for name in self.file.columns if name not in (ID, WHY)]
        for name in mapping.columns_among(columns):
            if name not in columns:
                raise FileError(
                    self.file.path,
                    f"has no column '{name}' any more; send it with all its columns.",
                )
        texts = {
            name: pa.array([row[name] for row in rows], pa.string()) for name in columns
        }
        numbers = [int(str(row[ID]).rpartition(":")[2]) for row in rows]
        draft = Draft(
            mapping,
            self.zones_of(mapping),
            pa.table(texts),
            np.array(numbers, dtype=np.int64),
        )
        for step in STEPS:
            step(draft)
        return draft
