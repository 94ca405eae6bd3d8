"""Requests of the intake log become facts, exactly once, or are held back."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
import pyarrow as pa

from stik.engine.embedded import Embedded
from stik.facts.store import Batch, Writer
from stik.intake.batch import facts_batch
from stik.intake.draft import Draft
from stik.intake.held import HeldRow
from stik.intake.held_list import held_table
from stik.intake.known import Known
from stik.intake.load import LoadSummary, remember_mapping
from stik.intake.mapping import FileMapping
from stik.intake.mapping_file import parse_mapping
from stik.intake.moments import Zones
from stik.intake.steps import STEPS
from stik.intake.track.mapping_text import mapping_text
from stik.intake.track.meaning import Meaning
from stik.intake.track.message import Accepted, Kind, message_of
from stik.intake.track.rows import Row, Rows, occurred

MOST_MESSAGES = 10_000
"""A request holds fewer messages, so that its number and theirs name each one."""


@dataclass(frozen=True)
class Entry:
    """One request in the intake log: its number, when it came, and from which source.

    `body` is an `Accepted` as JSON; `kind` the type of its message, or `batch`.
    """

    number: int
    received_at: datetime
    source: str
    kind: Kind | Literal["batch"]
    body: bytes


@dataclass
class Draining:
    """The requests of one source, on their way into the facts of one place.

    `log` names the intake log: its numbers mean nothing in another.
    """

    log: str
    source: str
    meaning: Meaning
    zone: ZoneInfo
    now: datetime
    summary: LoadSummary = field(init=False)

    def __post_init__(self) -> None:
        self.summary = LoadSummary(f"track API, {self.source}")
        self._rows = Rows(self.meaning)

    @property
    def name(self) -> str:
        """Return how the snapshots name the log of this source."""
        return f"{self.log}:{self.source}"

    def batches(
        self, writer: Writer, engine: Embedded, *, entries: Iterable[Sequence[Entry]]
    ) -> Iterator[Batch]:
        """Yield a batch for each stretch of the log, without what is facts already."""
        known = Known(writer, engine)
        for stretch in entries:
            last = drained_up_to(writer, self.name)
            new = [entry for entry in stretch if entry.number > last]
            if new:
                yield self._batch(new, known)

    def _batch(self, entries: Sequence[Entry], known: Known) -> Batch:
        draft, said = self._draft(entries)
        remember_mapping(draft.mapping, known.writer.store.place.mapping_folder)
        known.drop_rows_of_erased(draft)
        known.drop_known_rows(draft)
        batch = facts_batch(draft, known)
        held = self.summary.count(draft, batch.tables)
        waiting = held_table(
            [_as_said(row, said) for row in held],
            snapshot=known.writer.next_snapshot,
            source=self.source,
            file=self.summary.file,
            file_hash=self.name,
            mapping_version=draft.mapping.version,
            held_at=known.writer.moment(self.now),
        )
        return replace(
            batch,
            tables={**batch.tables, "held_back": waiting},
            file=self.summary.file,
            file_hash=self.name,
            last_row=entries[-1].number,
        )

    def _draft(self, entries: Sequence[Entry]) -> tuple[Draft, dict[int, bytes]]:
        """Return the rows of requests, read, and each message by its row's number."""
        rows: list[Row] = []
        said: dict[int, bytes] = {}
        for entry in entries:
            for number, raw, row in self._read(entry):
                rows.append(row)
                said[number] = raw
        mapping = self._mapping()
        table = _table(rows, list(mapping.columns_among(())))
        zones = Zones(
            file=self.zone, workspace=self.zone, latest=self.now + timedelta(days=1)
        )
        draft = Draft(mapping, zones, table, np.fromiter(said, np.int64, len(said)))
        for step in STEPS:
            step(draft)
        draft.content = draft.key  # a message is known by its name, whatever it says
        draft.links = _links(rows)
        return draft, said

    def _read(self, entry: Entry) -> Iterator[tuple[int, bytes, Row]]:
        accepted = msgspec.json.decode(entry.body, type=Accepted)
        for index, raw in enumerate(accepted.messages):
            message = message_of(raw)
            if entry.kind != "batch":
                message.type = entry.kind
            number = entry.number * MOST_MESSAGES + index
            at = occurred(message, sent=accepted.sent_at, received=entry.received_at)
            name = f"{self.log}:{number}"
            yield number, bytes(raw), self._rows.row(message, name=name, at=at)

    def _mapping(self) -> FileMapping:
        text = mapping_text(self.source, self.meaning, traits=self._rows.traits)
        return parse_mapping(text, path="track.toml")


def drained_up_to(writer: Writer, name: str) -> int:
    """Return the last request of a log that is facts, or held back; 0 for none."""
    load = writer.store.load_of(name)
    return load.rows_known if load else 0


def _table(rows: Sequence[Row], columns: Sequence[str]) -> pa.Table:
    """Return rows as a table; of the columns few are in any row."""
    said = set().union(*rows) if rows else set()
    nothing = pa.nulls(len(rows), pa.string())
    texts = {
        name: pa.array([row.get(name) for row in rows], pa.string())
        for name in columns
        if name in said
    }
    return pa.table({name: texts.get(name, nothing) for name in columns})


def _links(rows: Sequence[Row]) -> dict[str, str]:
    """Return as whom customers were known before: that name to this one."""
    pairs = ((row.get("previously"), row.get("who")) for row in rows)
    return {was: who for was, who in pairs if was and who and was != who}


def _as_said(held: HeldRow, said: dict[int, bytes]) -> HeldRow:
    """Return a held row with the message itself, so that it can be read anew."""
    raw = {**json.loads(held.raw), "json": said[held.row].decode()}
    return replace(held, raw=json.dumps(raw, ensure_ascii=False))
