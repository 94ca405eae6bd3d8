"""What of a place a question sees: the tables of one snapshot, run by an engine."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial

import ibis
import pyarrow as pa

from stik.engine.embedded import Embedded
from stik.engine.engine import Engine, asks_who, table_names
from stik.engine.tables import TableFiles, unbound, with_one_number_each
from stik.errors import FilesMoved
from stik.facts.counting_rows import condition
from stik.facts.levels import FINEST
from stik.facts.schema import COUNTED_IN, HELD_BACK, ROLLUPS, SUMS_OF, TABLES
from stik.facts.store import Store
from stik.insights.reading import Reading
from stik.terms.programme import Programme
from stik.terms.snapshot import Snapshot

Filter = Callable[..., str | None]
"""As `counting_rows.condition`: which rows of a table a snapshot shows."""


class Visible:
    """The finished batches of a store, asked through one engine (DuckDB).

    `programme` reads what the company says of itself, where a question needs it.
    """

    def __init__(
        self,
        store: Store,
        *,
        engine: Engine | None = None,
        programme: Callable[[], Programme] = Programme,
    ) -> None:
        self.store = store
        self._programme = programme
        self._engine = engine
        self._last_reading: Reading | None = None
        self._known_newest: tuple[int, Snapshot] | None = None
        self._known_files: dict[tuple[str, int], tuple[str, ...]] = {}

    @cached_property
    def engine(self) -> Engine:
        """Return the engine that runs the questions."""
        return self._engine or Embedded()

    def newest(self) -> Snapshot:
        """Return the last finished batch; read only where another was finished."""
        version = self.store.current_version("snapshots")
        if self._known_newest is None or self._known_newest[0] != version:
            self._known_newest = (version, self.store.latest())
        return self._known_newest[1]

    def reading(self, *, as_of: datetime | None = None) -> Reading:
        """Return the facts as they are, or as they were known at a moment."""
        if as_of is None:
            return self._reading(self.newest())
        return self._reading(self.store.latest(as_of=as_of))

    def reading_of(self, snapshot: int) -> Reading:
        """Return the facts as they were known when a snapshot was the last."""
        return self._reading(self.store.numbered(snapshot))

    def everything(self, *, is_as_stored: bool = False) -> Reading:
        """Return the facts as they are, with those that tell of somebody else.

        As stored, a customer who turned out to be another has both numbers.
        """
        at = self.newest()
        everybody = partial(condition, is_of_everybody=True)
        run = partial(
            self._run,
            at=at,
            is_past=False,
            which=everybody,
            is_as_stored=is_as_stored,
        )
        return Reading(run, at, is_past=True)

    def held_back(self) -> pa.Table:
        """Return every row ever held back; see `facts.schema.HELD_BACK`."""
        rows = self.reading().run(unbound("held_back", HELD_BACK))
        return rows.sort_by([("held_at", "ascending"), ("row", "ascending")])

    def _reading(self, at: Snapshot) -> Reading:
        is_past = not at.shows_the_same(self.newest())
        if self._last_reading is None or self._last_reading.snapshot != at:
            run = partial(self._run, at=at, is_past=is_past, which=condition)
            others = partial(self._about, at=at, is_past=is_past)
            self._last_reading = Reading(run, at, is_past, self._programme, others)
        return self._last_reading

    def _about(self, whom: str, *, at: Snapshot, is_past: bool) -> Reading:
        """Return what was asked about somebody else; no rollup knows of it."""
        theirs = partial(condition, whom=whom)
        run = partial(self._run, at=at, is_past=is_past, which=theirs)
        return Reading(run, at, is_past=True, programme=self._programme)

    def _run(
        self,
        expression: ibis.Table,
        *,
        at: Snapshot,
        is_past: bool,
        which: Filter,
        is_as_stored: bool = False,
    ) -> pa.Table:
        as_stored = is_as_stored or not asks_who(expression)
        asked = partial(self._asked, expression, which=which, is_as_stored=as_stored)
        try:
            return asked(at=at, is_past=is_past)
        except FilesMoved:  # the same rows are in other files by now
            newest = self.newest()
            is_past = not at.shows_the_same(newest)
            rollups = table_names(expression) & ROLLUPS.keys()
            if rollups and (is_past or not all(_is_whole(r, newest) for r in rollups)):
                raise  # a rollup knows no earlier state
            moved = replace(at, versions=newest.versions, hidden=newest.hidden)
            return asked(at=moved, is_past=is_past)

    def _asked(
        self,
        expression: ibis.Table,
        *,
        at: Snapshot,
        is_past: bool,
        which: Filter,
        is_as_stored: bool,
    ) -> pa.Table:
        def table(name: str) -> TableFiles:
            return TableFiles(
                name,
                self._files(name, at),
                TABLES[name],
                which(name, at=at, is_past=is_past),
                is_little=name in ROLLUPS,
            )

        found = [table(name) for name in table_names(expression)]
        if not is_as_stored:
            merged = table("merged")
            found = [with_one_number_each(each, merged) for each in found]
        self.engine.register(found)
        return self.engine.run(expression)

    def _files(self, table: str, at: Snapshot) -> tuple[str, ...]:
        """Return the files of a table; of a rollup's, those that make it whole.

        That is a level, or by itself the finest, and what is not summed up yet.
        """
        parts = [table, COUNTED_IN.get(table, FINEST.table_of(table))]
        kept = parts if parts[1] in at.versions else parts[:1]
        return tuple(file for part in kept for file in self._stored(part, at))

    def _stored(self, table: str, at: Snapshot) -> tuple[str, ...]:
        """Return the files of a table; those of a version never change."""
        version = (table, at.versions[table])
        if version not in self._known_files:
            self._known_files[version] = self.store.files(table, at=at)
        return self._known_files[version]


def _is_whole(rollup: str, at: Snapshot) -> bool:
    """Return whether a rollup's table tells of all answers that a snapshot counts."""
    levels = SUMS_OF.get(rollup, {}).values()
    kept = [table for table in levels if table in at.versions]
    return rollup in at.versions and (not kept or FINEST.table_of(rollup) in kept)
