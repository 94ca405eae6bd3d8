"""A user's file goes in chunk by chunk: each chunk is one batch of facts."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa

from stik.engine.embedded import Embedded
from stik.errors import MappingError, nearest
from stik.facts.schema import HELD_BACK
from stik.facts.store import Batch, Writer
from stik.formats.source_file import RowChunk, SourceFile, read_rows
from stik.intake.batch import facts_batch
from stik.intake.draft import Draft
from stik.intake.held import Fault, HeldRow, Reason
from stik.intake.known import Known
from stik.intake.mapping import FileMapping
from stik.intake.moments import Zones
from stik.intake.steps import STEPS

CELLS_PER_CHUNK = 4_000_000
"""A chunk holds about this many cells, so that memory does not grow with the file."""


@dataclass
class LoadSummary:
    """What became of a file's rows; every row is counted in exactly one place."""

    file: str
    n_rows: int = 0
    n_stored: int = 0
    n_known: int = 0
    n_answers: int = 0
    n_interactions: int = 0
    n_verbatims: int = 0
    held: Counter[str] = field(default_factory=Counter)
    n_held: int = 0
    first_held: list[HeldRow] = field(default_factory=list)
    held_back_list: str | None = None

    def count(self, draft: Draft, tables: Mapping[str, pa.Table]) -> None:
        """Count the rows of a draft and the facts they became."""
        held_rows = {held.row for held in draft.held}
        self.n_held += len(held_rows)
        self.n_known += draft.n_known
        self.n_stored += len(draft.staying())
        self.n_rows += len(held_rows) + draft.n_known + len(draft.staying())
        self.n_answers += tables["answers"].num_rows
        self.n_interactions += tables["interactions"].num_rows
        self.n_verbatims += tables["verbatims"].num_rows
        self.held.update(held.fault.reason.value for held in draft.held)
        room = 20 - len(self.first_held)
        self.first_held += draft.held[: max(0, room)]


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
        first_row = writer.store.rows_known(self.file.sha256) + 1
        self.summary.n_rows = self.summary.n_known = first_row - 1
        columns = mapped_columns(self.mapping, self.file)
        known = Known(writer, engine)
        for chunk in read_rows(
            self.file,
            columns=columns,
            start_row=first_row,
            chunk_rows=max(1_000, CELLS_PER_CHUNK // max(1, len(columns))),
        ):
            draft = self.draft(chunk)
            known.drop_known_rows(draft)
            yield self.batch(draft, known, last_row=_last_row(chunk))
            self.on_progress(
                Progress(chunk.bytes_done, self.file.size_bytes, self.summary.n_rows)
            )

    def draft(self, chunk: RowChunk) -> Draft:
        """Return a chunk's rows, read as the mapping says."""
        row = chunk.row.to_numpy(zero_copy_only=False)
        draft = Draft(self.mapping, self.zones, chunk.table, row)
        for broken in chunk.broken:
            reason = Reason[broken.reason.upper()]
            fault = Fault(broken.field, broken.value, reason, broken.sentence)
            draft.hold_broken(broken.row, broken.raw, fault)
        for step in STEPS:
            step(draft)
        return draft

    def batch(self, draft: Draft, known: Known, *, last_row: int) -> Batch:
        """Return the facts of a draft, numbered on from the writer's last ones."""
        batch = facts_batch(draft, known)
        self.summary.count(draft, batch.tables)
        return replace(
            batch,
            tables={**batch.tables, "held_back": self.held_rows(draft)},
            file=self.file.path.name,
            file_hash=self.file.sha256,
            last_row=last_row,
        )

    def held_rows(self, draft: Draft) -> pa.Table:
        """Return the rows held back; see `schema.HELD_BACK`."""
        rows = [
            {
                "source": self.mapping.source,
                "file": self.file.path.name,
                "file_hash": self.file.sha256,
                "row": held.row,
                "raw": held.raw,
                "field": held.fault.field,
                "value": held.fault.value,
                "reason": held.fault.reason.value,
                "sentence": held.fault.sentence,
                "mapping_version": self.mapping.version,
                "held_at": self.now,
                "repaired_at": None,
            }
            for held in sorted(draft.held, key=lambda held: held.row)
        ]
        return pa.Table.from_pylist(rows, schema=HELD_BACK)


def mapped_columns(mapping: FileMapping, file: SourceFile) -> list[str]:
    """Return the columns of the file that the mapping reads, in the file's order.

    Raises
    ------
    MappingError
        When the file lacks a column that the mapping names.
    """
    wanted = dict.fromkeys(mapping.key, "key")
    wanted |= dict.fromkeys(mapping.occurred.columns, "row.occurred")
    for cell in mapping.cells():
        if not cell.columns:
            continue
        found = next((c for c in cell.columns if c in file.columns), cell.columns[0])
        wanted.setdefault(found, cell.where)
    for name, where in wanted.items():
        if name not in file.columns:
            raise MappingError(
                mapping.path,
                where,
                f"the file {file.path.name} has no column '{name}'; "
                f"{nearest(name, file.columns)}",
            )
    return [name for name in file.columns if name in wanted]


def _last_row(chunk: RowChunk) -> int:
    broken = max((broken.row for broken in chunk.broken), default=0)
    whole = chunk.row[-1].as_py() if len(chunk.row) else 0
    return max(broken, whole)


def zones_of(mapping: FileMapping, *, workspace: ZoneInfo) -> Zones:
    """Return the zone of the file's times (the workspace's, unless it says)."""
    file = ZoneInfo(mapping.time_zone) if mapping.time_zone else workspace
    return Zones(file=file, workspace=workspace)


def remember_mapping(mapping: FileMapping, folder: Path) -> None:
    """Keep the mapping's exact text under its version, for repair and explanation."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{mapping.version}.toml"
    if not path.exists():
        path.write_text(mapping.text, encoding="utf-8")
