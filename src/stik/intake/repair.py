"""Rows that wait are read once more, mended or by another mapping, and become facts."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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
from stik.intake.held_list import ID, WHY, OpenRows, closed, held_table
from stik.intake.known import Known
from stik.intake.load import LoadSummary, remember_mapping
from stik.intake.mapping import FileMapping
from stik.intake.moments import Zones
from stik.intake.steps import STEPS

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Mended:
    """Rows to try once more: each has its id under `ID`, and a text for each column.

    `name` says where they are from.
    """

    name: str
    columns: Sequence[str]
    rows: Iterable[Row]


def mended_list(file: SourceFile) -> Mended:
    """Return the rows of a list of held-back rows that somebody mended.

    Raises
    ------
    FileError
        When the file is no such list.
    """
    if ID not in file.columns:
        raise FileError(
            file.path, f"has no column {ID}; mend rows in a list made by 'stik load'."
        )
    columns = [name for name in file.columns if name not in (ID, WHY)]
    rows = (row for chunk in read_rows(file) for row in chunk.table.to_pylist())
    return Mended(str(file.path), columns, rows)


@dataclass(frozen=True)
class Repairing:
    """Rows tried once more, with what is still held back (by row id).

    Those still wrong keep waiting as they are. Where `is_by_another_mapping` says so,
    they wait for what is wrong with them by that one from now on.
    """

    mended: Mended
    waiting: OpenRows
    mapping_of: Callable[[str], FileMapping]
    zones_of: Callable[[FileMapping], Zones]
    now: datetime
    summary: LoadSummary
    is_by_another_mapping: bool = False

    def batches(self, writer: Writer, engine: Embedded) -> Iterator[Batch]:
        """Return a batch per file and mapping: its facts, and what waits no more."""
        known = Known(writer, engine)
        # Another repair may have ended between the look at what waits and the lock.
        still_waiting = self.waiting.keys() & known.waiting().keys()
        for (file_hash, version), rows in self._by_origin(still_waiting).items():
            draft = self._draft(version, rows)
            known.drop_rows_of_erased(draft)
            known.drop_known_rows(draft)
            batch = facts_batch(draft, known)
            held_back = self._held_back(draft, batch, rows=rows, writer=writer)
            tables = {**batch.tables, "held_back": held_back}
            yield replace(batch, tables=tables, file_hash=file_hash)

    def _held_back(
        self, draft: Draft, batch: Batch, *, rows: Sequence[Row], writer: Writer
    ) -> pa.Table:
        """Return what waits no more, and what waits anew; count all of it."""
        held = self.summary.count(draft, batch.tables)
        tried = [
            entry
            for index, row in enumerate(rows)
            if self.is_by_another_mapping or index not in draft.faults
            for entry in self.waiting[str(row[ID])]
        ]
        moment, snapshot = writer.moment(self.now), writer.next_snapshot
        done = closed(tried, now=moment, snapshot=snapshot)
        if not self.is_by_another_mapping:
            return done
        remember_mapping(draft.mapping, writer.store.place.mapping_folder)
        first = self.waiting[str(rows[0][ID])][0]
        anew = held_table(
            held,
            snapshot=snapshot,
            source=draft.mapping.source,
            file=first["file"],
            file_hash=first["file_hash"],
            mapping_version=draft.mapping.version,
            held_at=moment,
        )
        return pa.concat_tables([done, anew])

    def _by_origin(
        self, still_waiting: Collection[str]
    ) -> dict[tuple[str, str], list[Row]]:
        """Return the mended rows by the file they were in and the mapping it had."""
        rows: dict[tuple[str, str], list[Row]] = {}
        seen = set()
        for row in self.mended.rows:
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

    def _draft(self, version: str, rows: Sequence[Row]) -> Draft:
        mapping = self.mapping_of(version)
        columns = self.mended.columns
        for name in mapping.columns_among(columns):
            if name not in columns:
                raise FileError(
                    self.mended.name,
                    f"has no column '{name}' any more; send it with all its columns.",
                )
        texts = {
            name: pa.array([row.get(name) for row in rows], pa.string())
            for name in columns
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
