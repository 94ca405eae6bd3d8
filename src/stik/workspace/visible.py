"""What of a place a question sees: the tables of one snapshot, run by an engine."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial

import ibis
import pyarrow as pa

from stik.engine.embedded import Embedded
from stik.engine.engine import Engine, table_names
from stik.engine.tables import TableFiles
from stik.errors import FilesMoved
from stik.facts.counting_rows import about, both, condition
from stik.facts.schema import ROLLUPS, TABLES
from stik.facts.store import Store
from stik.insights.reading import Reading
from stik.terms.programme import Programme
from stik.terms.snapshot import Snapshot

Of = Callable[[str, Snapshot], str | None]
"""Gives the filter on a table's rows that says of whom they may tell."""


def _about_whom(whom: str | None, table: str, at: Snapshot) -> str | None:
    return about(whom, table=table, at=at)


_OURS: Of = partial(_about_whom, None)


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

    def everything(self) -> Reading:
        """Return the facts as they are, with those that tell of somebody else."""
        at = self.newest()
        run = partial(self._run, at=at, is_past=False, of=lambda _table, _at: None)
        return Reading(run, at, is_past=True)

    def _reading(self, at: Snapshot) -> Reading:
        is_past = not at.shows_the_same(self.newest())
        if self._last_reading is None or self._last_reading.snapshot != at:
            run = partial(self._run, at=at, is_past=is_past, of=_OURS)
            others = partial(self._about, at=at, is_past=is_past)
            self._last_reading = Reading(run, at, is_past, self._programme, others)
        return self._last_reading

    def _about(self, whom: str, *, at: Snapshot, is_past: bool) -> Reading:
        """Return what was asked about somebody else; no rollup knows of it."""
        of: Of = partial(_about_whom, whom)
        run = partial(self._run, at=at, is_past=is_past, of=of)
        return Reading(run, at, is_past=True, programme=self._programme)

    def _run(
        self, expression: ibis.Table, *, at: Snapshot, is_past: bool, of: Of
    ) -> pa.Table:
        try:
            return self._asked(expression, at=at, is_past=is_past, of=of)
        except FilesMoved:  # the same rows are in other files by now
            newest = self.newest()
            is_past = not at.shows_the_same(newest)
            if is_past and table_names(expression) & ROLLUPS.keys():
                raise  # a rollup knows no earlier state
            moved = replace(at, versions=newest.versions, hidden=newest.hidden)
            return self._asked(expression, at=moved, is_past=is_past, of=of)

    def _asked(
        self, expression: ibis.Table, *, at: Snapshot, is_past: bool, of: Of
    ) -> pa.Table:
        self.engine.register(
            TableFiles(
                name,
                self._files(name, at),
                TABLES[name],
                both(condition(name, at=at, is_past=is_past), of(name, at)),
            )
            for name in table_names(expression)
        )
        return self.engine.run(expression)

    def _files(self, table: str, at: Snapshot) -> tuple[str, ...]:
        """Return the files of a table; those of a version never change."""
        version = (table, at.versions[table])
        if version not in self._known_files:
            self._known_files[version] = self.store.files(table, at=at)
        return self._known_files[version]
