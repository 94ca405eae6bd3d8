"""Requests of the intake log become facts, exactly once, or are held back."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa

from stik.engine.embedded import Embedded
from stik.facts.store import Batch, Writer
from stik.intake.batch import facts_batch
from stik.intake.distinct import text_hashes
from stik.intake.draft import Draft
from stik.intake.held import HeldRow
from stik.intake.held_list import OpenRows, closed, held_table
from stik.intake.known import Known
from stik.intake.load import LoadSummary, remember_mapping
from stik.intake.mapping import FileMapping
from stik.intake.mapping_file import parse_mapping
from stik.intake.moments import Zones
from stik.intake.steps import ONLY_KEY, UNDERSTANDING
from stik.intake.track.columns import cells_of, columns_of
from stik.intake.track.consent import PREFERENCES
from stik.intake.track.mapping_text import mapping_text
from stik.intake.track.meaning import Meaning
from stik.intake.track.stretch import (
    Entry,
    Messages,
    held_messages,
    raw_of,
    read_messages,
)
from stik.intake.track.wanted import Wanted, links_of, renamed_in, who_of


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
    summary: LoadSummary

    def __post_init__(self) -> None:
        cells = (cell for e in self.meaning.events.values() for _, cell in cells_of(e))
        paths = (path for cell in cells for path in cell.columns)
        self._wanted = Wanted([PREFERENCES, *paths])
        self._traits: dict[str, None] = {}

    @property
    def name(self) -> str:
        """Return how the snapshots name the log of this source."""
        return f"{self.log}:{self.source}"

    def batches(
        self, writer: Writer, engine: Embedded, *, entries: Iterable[Sequence[Entry]]
    ) -> Iterator[Batch]:
        """Yield a batch for each stretch of the log, without what is facts already."""
        known = Known(writer, engine)
        last = drained_up_to(writer, self.name)
        for stretch in entries:
            new = [entry for entry in stretch if entry.number > last]
            if new:
                yield self._batch(new, known)
                last = new[-1].number

    def again(
        self, writer: Writer, engine: Embedded, *, waiting: OpenRows
    ) -> Iterator[Batch]:
        """Yield a batch of messages that waited, by what events mean now.

        What is still wrong waits for what is wrong with it now.
        """
        known = Known(writer, engine)
        # Another repair may have ended between the look at what waits and the lock.
        still = waiting.keys() & known.waiting(self.name).keys()
        tried = [entries for name, entries in waiting.items() if name in still]
        if not tried:
            return
        told = {held[0]["row"]: json.loads(held[0]["raw"]) for held in tried}
        said = {number: raw["json"] for number, raw in told.items()}
        occurred = {number: raw["occurred"] for number, raw in told.items()}
        messages = held_messages(said, self._wanted, occurred=occurred)
        moment, snapshot = writer.moment(self.now), writer.next_snapshot
        entries = [entry for held in tried for entry in held]
        done = closed(entries, now=moment, snapshot=snapshot)
        batch, waits = self._taken_in(messages, known, said=said.__getitem__)
        held_back = pa.concat_tables([done, waits])
        yield replace(batch, tables={**batch.tables, "held_back": held_back})

    def _batch(self, entries: Sequence[Entry], known: Known) -> Batch:
        messages = read_messages(entries, self._wanted)
        said = partial(raw_of, entries=entries)
        batch, waits = self._taken_in(messages, known, said=said)
        tables = {**batch.tables, "held_back": waits}
        return replace(batch, tables=tables, last_row=entries[-1].number)

    def _taken_in(
        self, messages: Messages, known: Known, *, said: Callable[[int], str]
    ) -> tuple[Batch, pa.Table]:
        """Return the facts of messages, and those held back as `schema.HELD_BACK`.

        `said` gives a message as it was sent, by its number.
        """
        draft = self._draft(messages)
        remember_mapping(draft.mapping, known.writer.store.place.mapping_folder)
        known.drop_rows_of_erased(draft)
        known.drop_known_rows(draft)
        batch = facts_batch(draft, known)
        file = f"track API, {self.source}"
        waits = held_table(
            [_as_said(row, said) for row in self.summary.count(draft, batch.tables)],
            snapshot=known.writer.next_snapshot,
            source=self.source,
            file=file,
            file_hash=self.name,
            mapping_version=draft.mapping.version,
            held_at=known.writer.moment(self.now),
        )
        return replace(batch, file=file, file_hash=self.name), waits

    def _draft(self, messages: Messages) -> Draft:
        """Return messages read as rows."""
        columns = columns_of(messages.read, self.meaning, self._wanted)
        self._traits |= dict.fromkeys(columns.traits())
        mapping = self._mapping()
        latest = self.now + timedelta(days=1)
        zones = Zones(file=self.zone, workspace=self.zone, latest=latest)
        names = self._names(messages)
        columns.put("message", pa.array(names, pa.string()))
        columns.put("occurred", messages.occurred_at())
        columns.put("who", pa.array(who_of(messages.read), pa.string()))
        table = columns.table(mapping.columns_among(()))
        draft = Draft(mapping, zones, table, messages.number)
        for step in UNDERSTANDING:
            step(draft)
        # A message is known by its name, whatever it says.
        draft.key = text_hashes(names, place=ONLY_KEY).view(np.int64)
        draft.links = links_of(messages.read)
        draft.renamed = renamed_in(messages.read)
        return draft

    def _names(self, messages: Messages) -> list[str]:
        """Return by what name each message is known again."""
        pairs = zip(messages.read, messages.number.tolist(), strict=True)
        return [read.message_id or f"{self.log}:{number}" for read, number in pairs]

    def _mapping(self) -> FileMapping:
        text = mapping_text(self.source, self.meaning, traits=self._traits)
        return parse_mapping(text, path="track.toml")


def drained_up_to(writer: Writer, name: str) -> int:
    """Return the last request of a log that is facts, or held back; 0 for none."""
    load = writer.store.load_of(name)
    return load.rows_known if load else 0


def _as_said(held: HeldRow, said: Callable[[int], str]) -> HeldRow:
    """Return a held row with the message itself, so that it can be read anew."""
    raw = {**json.loads(held.raw), "json": said(held.row)}
    return replace(held, raw=json.dumps(raw, ensure_ascii=False))
