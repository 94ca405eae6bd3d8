"""A user's file goes in chunk by chunk: each chunk is one batch of facts."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from stik.engine.embedded import Embedded
from stik.errors import MappingError, nearest
from stik.facts.place import write_whole
from stik.facts.store import Batch, Writer
from stik.formats.source_file import BrokenRow, RowChunk, SourceFile, read_rows
from stik.intake.batch import facts_batch
from stik.intake.distinct import hashes
from stik.intake.draft import Draft
from stik.intake.held import Fault, HeldRow, Reason
from stik.intake.held_list import closed, held_table
from stik.intake.known import Known
from stik.intake.mapping import FileMapping
from stik.intake.moments import Zones
from stik.intake.steps import STEPS

CELLS_PER_CHUNK = 1_000_000
"""A chunk holds about this many cells, so that memory does not grow with the file."""

LEAST_ROWS_PER_CHUNK = 1_000

_MOST_SHOWN = 20


@dataclass
class LoadSummary:
    """What became of a file's rows; every row is counted in exactly one place."""

    file: str
    n_rows: int = 0
    n_stored: int = 0
    n_known: int = 0
    n_erased: int = 0
    n_answers: int = 0
    n_interactions: int = 0
    n_verbatims: int = 0
    held: Counter[str] = field(default_factory=Counter)
    n_held: int = 0
    first_held: list[HeldRow] = field(default_factory=list)
    held_back_list: str | None = None
    notes: list[str] = field(default_factory=list)

    def count(self, draft: Draft, tables: Mapping[str, pa.Table]) -> list[HeldRow]:
        """Count the rows of a draft and the facts they became; return the held ones."""
        held_rows, n_stored = draft.held_rows(), len(draft.staying())
        self.n_held += len(held_rows)
        self.n_known += draft.n_known
        self.n_erased += draft.n_erased
        self.n_stored += n_stored
        self.n_rows += len(held_rows) + draft.n_known + draft.n_erased + n_stored
        self.n_answers += tables["answers"].num_rows
        self.n_interactions += tables["interactions"].num_rows
        self.n_verbatims += tables["verbatims"].num_rows
        self.held.update(held.fault.reason.value for held in held_rows)
        self.first_held += held_rows[: max(0, _MOST_SHOWN - len(self.first_held))]
        return held_rows


@dataclass(frozen=True)
class Progress:
    """How far a load is."""

    bytes_done: int
    bytes_total: int
    rows_done: int


@dataclass(frozen=True)
class Loading:
    """One file being loaded with one mapping."""

    file: SourceFile
    mapping: FileMapping
    zones: Zones
    now: datetime
    summary: LoadSummary
    on_progress: Callable[[Progress], None]

    def batches(self, writer: Writer, engine: Embedded) -> Iterator[Batch]:
        """Return the file's batches, each made after the one before was appended."""
        remember_mapping(self.mapping, writer.store.place.mapping_folder)
        known = Known(writer, engine)
        before = writer.store.load_of(self.file.sha256)
        n_read = before.rows_known if before else 0
        self.summary.n_rows = self.summary.n_known = n_read
        self._note(before.mapping_versions if before else frozenset())
        yield from self._tried_again(known, n_read=n_read)
        for chunk in self._chunks(first_row=n_read + 1):
            yield self._taken_in(chunk, known)
            self.on_progress(
                Progress(chunk.bytes_done, self.file.size_bytes, self.summary.n_rows)
            )

    def _taken_in(self, chunk: RowChunk, known: Known) -> Batch:
        draft = self.draft(chunk)
        known.drop_rows_of_erased(draft)
        known.drop_known_rows(draft)
        known.drop_rows_held_before(draft)
        come_right = self._closed(known.come_right(draft), known.writer)
        batch = self.batch(draft, known, held_back=come_right)
        return replace(batch, last_row=_last_row(chunk))

    def _note(self, earlier: Collection[str]) -> None:
        """Say what the user would otherwise learn too late."""
        if earlier and self.mapping.version not in earlier:
            self.summary.notes.append(
                "this file was taken in before with another mapping; what is stored "
                "keeps the meaning it was given then, only waiting rows are tried "
                "again; add --anew to take it back first and all of it in anew"
            )
        if not self.mapping.key:
            self.summary.notes.append(
                "the mapping has no key: a newer export of this survey would be "
                'counted again in full; add key = ["…"] if a column names each row'
            )
        if self.mapping.about:
            self.summary.notes.append(
                f"what it says is about {self.mapping.about}: it counts in benchmarks "
                "alone, in no number of yours"
            )
        mapping = self.mapping
        if not (mapping.answers or mapping.verbatims or mapping.has_touchpoint_of_row):
            self.summary.notes.append(
                "the mapping has neither [answers] nor [verbatims] nor a touchpoint: "
                "nothing to measure"
            )

    def _tried_again(self, known: Known, *, n_read: int) -> Iterator[Batch]:
        """Return the batches of rows that wait because of an earlier mapping."""
        waiting = {
            held[0]["row"]: held[0]
            for held in known.waiting(self.file.sha256).values()
            if held[0]["mapping_version"] != self.mapping.version
        }
        if not waiting:
            return
        self.summary.n_rows -= len(waiting)
        self.summary.n_known -= len(waiting)
        for chunk in self._chunks(first_row=min(waiting)):
            if chunk.first_row > min(n_read, max(waiting)):
                return
            draft = self.draft(_only(chunk, waiting))
            if not len(draft.row) and not draft.broken:
                continue
            rows = [*draft.row.tolist(), *(held.row for held in draft.broken)]
            known.drop_rows_of_erased(draft)
            known.drop_known_rows(draft)
            tried = self._closed([waiting[row] for row in rows], known.writer)
            yield self.batch(draft, known, held_back=tried)

    def _closed(self, waiting: Iterable[Mapping[str, Any]], writer: Writer) -> pa.Table:
        moment = writer.moment(self.now)
        return closed(waiting, now=moment, snapshot=writer.next_snapshot)

    def _chunks(self, *, first_row: int) -> Iterator[RowChunk]:
        cells_a_row = max(len(self.columns), len(self.mapping.answers))
        return read_rows(
            self.file,
            columns=self.columns,
            start_row=first_row,
            chunk_rows=max(LEAST_ROWS_PER_CHUNK, CELLS_PER_CHUNK // cells_a_row),
        )

    @cached_property
    def columns(self) -> list[str]:
        """Return the columns of the file to read, at least one: it counts the rows."""
        return mapped_columns(self.mapping, self.file) or list(self.file.columns[:1])

    def draft(self, chunk: RowChunk) -> Draft:
        """Return a chunk's rows, read as the mapping says."""
        row = chunk.row.to_numpy(zero_copy_only=False)
        broken = [self._held(broken) for broken in chunk.broken]
        draft = Draft(self.mapping, self.zones, chunk.table, row, broken)
        for step in STEPS:
            step(draft)
        return draft

    def _held(self, broken: BrokenRow) -> HeldRow:
        """Return a broken row with all columns that the mapping reads, to fill in."""
        reason = Reason[broken.reason.upper()]
        fault = Fault(broken.field, broken.value, reason, broken.sentence)
        raw = dict.fromkeys(self.columns) | json.loads(broken.raw)
        held = HeldRow(broken.row, json.dumps(raw, ensure_ascii=False), fault)
        if not self.mapping.key:
            return held
        content = hashes(pa.chunked_array([[broken.raw]]), place="broken")
        return replace(held, content=int(content.view(np.int64)[0]))

    def batch(self, draft: Draft, known: Known, *, held_back: pa.Table) -> Batch:
        """Return the facts of a draft, numbered on from the writer's last ones."""
        batch = facts_batch(draft, known)
        held = self._held_table(self.summary.count(draft, batch.tables), known.writer)
        return replace(
            batch,
            tables={**batch.tables, "held_back": pa.concat_tables([held, held_back])},
            file=self.file.path.name,
            file_hash=self.file.sha256,
        )

    def _held_table(self, rows: Iterable[HeldRow], writer: Writer) -> pa.Table:
        """Return rows held back as `schema.HELD_BACK`."""
        return held_table(
            rows,
            snapshot=writer.next_snapshot,
            source=self.mapping.source,
            file=self.file.path.name,
            file_hash=self.file.sha256,
            mapping_version=self.mapping.version,
            held_at=writer.moment(self.now),
        )


def mapped_columns(mapping: FileMapping, file: SourceFile) -> list[str]:
    """Return the columns of the file that the mapping reads, in the file's order.

    Raises
    ------
    MappingError
        When the file lacks a column that the mapping names.
    """
    wanted = mapping.columns_among(file.columns)
    for name, where in wanted.items():
        if name not in file.columns:
            raise MappingError(
                mapping.path,
                where,
                f"the file {file.path.name} has no column '{name}'; "
                f"{nearest(name, file.columns)}",
            )
    return [name for name in file.columns if name in wanted]


def _only(chunk: RowChunk, rows: Collection[int]) -> RowChunk:
    """Return some rows of a chunk, by their numbers."""
    chosen = pc.is_in(chunk.row, pa.array(sorted(rows), pa.int64()))
    return replace(
        chunk,
        row=chunk.row.filter(chosen),
        table=chunk.table.filter(chosen),
        broken=tuple(broken for broken in chunk.broken if broken.row in rows),
    )


def _last_row(chunk: RowChunk) -> int:
    broken = max((broken.row for broken in chunk.broken), default=0)
    whole = chunk.row[-1].as_py() if len(chunk.row) else 0
    return max(broken, whole)


def zones_of(mapping: FileMapping, *, workspace: ZoneInfo, now: datetime) -> Zones:
    """Return the zone of the file's times (the workspace's, unless it says)."""
    file = ZoneInfo(mapping.time_zone) if mapping.time_zone else workspace
    return Zones(file=file, workspace=workspace, latest=now + timedelta(days=1))


def remember_mapping(mapping: FileMapping, folder: Path) -> None:
    """Keep the mapping's exact text under its version, for repair and explanation."""
    path = folder / f"{mapping.version}.toml"
    if not path.exists():
        write_whole(path, mapping.text)
