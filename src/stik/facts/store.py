"""The facts of one place: batches go in whole, readers see finished batches only.

A batch is written table by table; the row of `snapshots` that names the version of
each table comes last and makes all of it visible at once. A writer that died in
between leaves versions that no snapshot names: the next writer takes them back.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from stik.errors import PlaceError
from stik.facts import tables
from stik.facts.counting_rows import answers_that_count, of_customers
from stik.facts.loads import Load, loads_of
from stik.facts.packing import as_stored
from stik.facts.place import Place, writer_lock
from stik.facts.schema import ANSWERS, ROLLUPS, SNAPSHOTS, TABLES, WRITTEN
from stik.facts.snapshot_rows import in_newest_files, snapshot_of, snapshot_rows
from stik.terms.snapshot import AboutOthers, Snapshot, Stretch

if TYPE_CHECKING:
    import pyarrow.dataset as ds

_SNAPSHOT_FILES = 32
_ROWS_AT_ONCE = 500_000
_CODED = pa.dictionary(pa.int32(), pa.string())
_CODED_ANSWERS = pa.schema(
    [f.with_type(_CODED) if f.type == pa.string() else f for f in ANSWERS]
)
_COUNTED_BY = {name for rows in ROLLUPS.values() for name in rows.names}
_TO_COUNT = [name for name in ANSWERS.names if name in _COUNTED_BY]


@dataclass(frozen=True)
class Batch:
    """What one step of intake adds: rows for each table, and how far it read.

    `takes_back` holds earlier batches whose rows count no more from then on, `hides`
    the customers who are erased. `about` names whom its rows tell of where that is
    somebody else. A table in `rewrites` is not added to: its rows are all of those
    given.
    """

    tables: Mapping[str, pa.Table]
    last_sequence: int
    last_customer: int
    source: str | None = None
    file: str | None = None
    file_hash: str | None = None
    last_row: int | None = None
    mapping_version: str | None = None
    takes_back: Sequence[Stretch] = ()
    hides: Sequence[int] = ()
    about: str | None = None
    rewrites: Collection[str] = ()


class Store:
    """The tables of one place."""

    def __init__(self, place: Place) -> None:
        self.place = place

    @classmethod
    def create(cls, place: Place, *, now: datetime) -> "Store":
        """Make the empty tables of a new place."""
        store = cls(place)
        for name, schema in WRITTEN.items():
            tables.create_table(store.folder(name), schema=schema)
        tables.create_table(store.folder("snapshots"), schema=SNAPSHOTS)
        first = Snapshot(0, now, 0, 0, dict.fromkeys(WRITTEN, 0))
        tables.append(store.folder("snapshots"), snapshot_rows(first))
        return store

    def folder(self, table: str) -> Path:
        """Return the folder of one table."""
        return self.place.facts_folder / table

    def files(self, table: str, *, at: Snapshot) -> tuple[str, ...]:
        """Return the Parquet files of `table` that belong to a snapshot."""
        return tables.files_at(self.folder(table), version=at.versions[table])

    def n_rows(self, table: str, *, at: Snapshot) -> int:
        """Return how many rows of `table` belong to a snapshot."""
        files = self.files(table, at=at)
        return sum(pq.read_metadata(file).num_rows for file in files)

    def n_answers(self, *, at: Snapshot) -> int:
        """Return how many answers count at a snapshot."""
        which = answers_that_count(at)
        if which is None:
            return self.n_rows("answers", at=at)
        groups = self._row_groups("answers", TABLES["answers"], at=at, which=which)
        return sum(group.count_rows(filter=which) for group in groups)

    def parts(
        self, table: str, *, at: Snapshot, which: pc.Expression | None = None
    ) -> Iterator[pa.Table]:
        """Yield the rows of `table` at a snapshot, or those of them that are asked for.

        A part of them at a time, so that they need not fit in memory.
        """
        for group in self._row_groups(table, TABLES[table], at=at, which=which):
            yield from _in_parts(group, TABLES[table], which=which)

    def answers_to_count(
        self, *, at: Snapshot, which: pc.Expression | None = None
    ) -> Iterator[pa.Table]:
        """Yield what rollups count of the answers at a snapshot, in parts.

        Of `schema.ANSWERS` without what no rollup asks for; each text comes once, with
        a code for each row, which is twelve times cheaper to read.
        """
        schema = _CODED_ANSWERS
        for group in self._row_groups("answers", schema, at=at, which=which):
            yield from _in_parts(group, schema, which=which, columns=_TO_COUNT)

    def _row_groups(
        self,
        table: str,
        schema: pa.Schema,
        *,
        at: Snapshot,
        which: pc.Expression | None,
    ) -> Iterator["ds.ParquetFileFragment"]:
        """Yield the row groups of a table's files that may hold such rows, one by one.

        Of a whole table many would be read ahead: that took 0.5 GB more on ten million
        answers, and twice the time.
        """
        # It takes 0.2 s to import; only upkeep and taking back pay for it.
        import pyarrow.dataset as ds  # noqa: PLC0415

        coded = [f.name for f in schema if pa.types.is_dictionary(f.type)]
        as_stored = ds.ParquetFileFormat(dictionary_columns=coded, pre_buffer=False)
        for file in self.files(table, at=at):
            rows = ds.dataset([file], schema=schema, format=as_stored)
            for fragment in rows.get_fragments(filter=which):
                yield from fragment.split_by_row_group(which, schema)

    def current_version(self, table: str) -> int:
        """Return the newest version of a table on disk, finished or not."""
        return tables.current_version(self.folder(table))

    def snapshots(self) -> pa.Table:
        """Return every finished batch, oldest first; see `schema.SNAPSHOTS`."""
        files = tables.files_at(self.folder("snapshots"))
        try:
            rows = [pq.read_table(file, schema=SNAPSHOTS) for file in files]
        except (OSError, pa.ArrowInvalid) as error:
            raise _lost(self.place) from error
        if not rows:
            raise _lost(self.place)
        return pa.concat_tables(rows).sort_by("snapshot")

    def latest(self, *, as_of: datetime | None = None) -> Snapshot:
        """Return the last finished batch, or the last one recorded by `as_of`.

        Raises
        ------
        PlaceError
            When the place is younger than `as_of`.
        """
        rows = self.snapshots().to_pylist()
        if as_of is None:
            return snapshot_of(rows[-1])
        earlier = [row for row in rows if row["recorded_at"] <= as_of]
        if not earlier:
            raise PlaceError(
                self.place.folder,
                f"began on {rows[0]['recorded_at']:%Y-%m-%d %H:%M} UTC; "
                "ask as of a later moment.",
            )
        return in_newest_files(earlier[-1], rows[-1])

    def numbered(self, snapshot: int) -> Snapshot:
        """Return what was visible when a snapshot was the last; beyond it, the last."""
        rows = self.snapshots().to_pylist()
        earlier = [row for row in rows if row["snapshot"] <= snapshot]
        return in_newest_files(earlier[-1] if earlier else rows[0], rows[-1])

    def loads(self) -> list[Load]:
        """Return every file taken in and not taken back, in the order of its rows."""
        return loads_of(map(snapshot_of, self.snapshots().to_pylist()))

    def load_of(self, file_hash: str) -> Load | None:
        """Return what was taken in of a file with this content, None for nothing."""
        loads = (load for load in self.loads() if load.file_hash == file_hash)
        return next(loads, None)

    @contextmanager
    def writing(self) -> Iterator["Writer"]:
        """Hold the one right to write; first take back what was left unfinished."""
        with writer_lock(self.place):
            latest = self.latest()
            for name, version in latest.versions.items():
                tables.roll_back(self.folder(name), version=version)
            yield Writer(self, latest)


class Writer:
    """The one writer of a place; `latest` is what it has finished so far."""

    def __init__(self, store: Store, latest: Snapshot) -> None:
        self.store = store
        self.latest = latest

    @property
    def next_snapshot(self) -> int:
        """Return the number of the batch to come."""
        return self.latest.snapshot + 1

    def moment(self, now: datetime) -> datetime:
        """Return `now`, or the last batch's moment where the clock was put back."""
        return max(now, self.latest.recorded_at)

    def append(self, batch: Batch, *, now: datetime) -> None:
        """Store a batch: every table first, then the snapshot that shows them all."""
        versions = dict(self.latest.versions)
        for name, rows in batch.tables.items():
            if name in batch.rewrites:
                versions[name] = tables.replace(self.store.folder(name), rows)
            elif rows.num_rows and name in versions:
                versions[name] = self._added(name, rows)
        self._finish(
            Snapshot(
                self.next_snapshot,
                self.moment(now),
                batch.last_sequence,
                batch.last_customer,
                versions,
                batch.source,
                batch.file,
                batch.file_hash,
                batch.last_row,
                batch.mapping_version,
                taken_back=self.latest.taken_back + tuple(batch.takes_back),
                hidden=self.latest.hidden + tuple(batch.hides),
                about_others=self._about_others(batch),
            )
        )

    def _about_others(self, batch: Batch) -> tuple[AboutOthers, ...]:
        """Return which rows tell of somebody else, those of a batch among them."""
        known, before = self.latest.about_others, self.latest.last_sequence
        if batch.about is None or batch.last_sequence == before:
            return known
        added = AboutOthers(batch.about, before + 1, batch.last_sequence)
        if known and (known[-1].of, known[-1].last) == (batch.about, before):
            return (*known[:-1], replace(known[-1], last=batch.last_sequence))
        return (*known, added)

    def rewrite(
        self,
        contents: Mapping[str, pa.Table | pa.RecordBatchReader | None],
        *,
        now: datetime,
        without: Collection[str] = (),
    ) -> None:
        """Put a table's rows in new files: the given ones, or (None) the same ones.

        Tables in `without` are kept no longer, from the same moment on.
        """
        kept = self.latest.versions.items()
        versions = {name: version for name, version in kept if name not in without}
        for name, rows in contents.items():
            folder = self.store.folder(name)
            if not folder.exists():  # the place is older than the table
                tables.create_table(folder, schema=TABLES[name])
            versions[name] = (
                tables.compact(folder) if rows is None else tables.replace(folder, rows)
            )
        self._finish(self._unchanged(versions, now=now))

    def note(self, contents: Mapping[str, pa.Table], *, now: datetime) -> None:
        """Append to tables that are no facts: what is measured stays the same."""
        versions = dict(self.latest.versions)
        for name, rows in contents.items():
            versions[name] = self._added(name, rows)
        self._finish(self._unchanged(versions, now=now))

    def put_segments(
        self,
        contents: Mapping[str, pa.RecordBatchReader],
        *,
        versions: Collection[str],
        now: datetime,
    ) -> None:
        """Put memberships, and what is counted by them, in place of the former ones.

        `versions` are those of the rules they are of; the next batch outdates them.
        """
        put = dict(self.latest.versions)
        for name, rows in contents.items():
            put[name] = tables.replace(self.store.folder(name), rows)
        unchanged = self._unchanged(put, now=now)
        self._finish(replace(unchanged, segmented=tuple(versions)))

    def forget_messages(self, *, before: datetime, now: datetime) -> None:
        """Keep the keys of messages that were stored before a moment no longer.

        Those of rows of files stay: they say what is in the file too.
        """
        old = (
            t
            for t in map(snapshot_of, self.store.snapshots().to_pylist())
            if t.recorded_at < before
        )
        last = max((each.last_sequence for each in old), default=0)
        which = f"content IN (0, key) AND sequence <= {last}"
        keys = tables.delete(self.store.folder("keys"), which=which)
        versions = {**self.latest.versions, "keys": keys}
        self._finish(self._unchanged(versions, now=now))

    def purge(self, *, now: datetime) -> None:
        """Rewrite the files that hold rows of hidden customers, and forget the old.

        Afterwards no file of a fact, and no log of one, holds what was erased.
        """
        versions = dict(self.latest.versions)
        for name in versions if self.latest.hidden else ():
            if "customer" in TABLES[name].names and name != "erased":
                which = of_customers(self.latest.hidden)
                versions[name] = tables.delete(self.store.folder(name), which=which)
        self._finish(replace(self._unchanged(versions, now=now), hidden=()))
        for name, version in versions.items():
            tables.forget_the_past(self.store.folder(name), version=version)

    def _unchanged(self, versions: Mapping[str, int], *, now: datetime) -> Snapshot:
        """Return the next snapshot: the same facts, in other versions of tables."""
        return Snapshot(
            self.next_snapshot,
            self.moment(now),
            self.latest.last_sequence,
            self.latest.last_customer,
            versions,
            taken_back=self.latest.taken_back,
            hidden=self.latest.hidden,
            segmented=self.latest.segmented,
            about_others=self.latest.about_others,
        )

    def _finish(self, snapshot: Snapshot) -> None:
        folder = self.store.folder("snapshots")
        tables.append(folder, snapshot_rows(snapshot))
        self.latest = snapshot
        if len(tables.files_at(folder)) > _SNAPSHOT_FILES:
            tables.compact(folder)

    def _added(self, table: str, rows: pa.Table) -> int:
        return tables.append(self.store.folder(table), as_stored(rows, TABLES[table]))


def _in_parts(
    group: "ds.ParquetFileFragment",
    schema: pa.Schema,
    *,
    which: pc.Expression | None,
    columns: Sequence[str] | None = None,
) -> Iterator[pa.Table]:
    """Yield the rows of a row group; one part is read while another is used."""
    for part in group.to_batches(
        schema=schema,
        columns=columns,
        filter=which,
        batch_size=_ROWS_AT_ONCE,
        batch_readahead=1,
        fragment_readahead=1,
    ):
        if part.num_rows:
            yield pa.Table.from_batches([part])


def _lost(place: Place) -> PlaceError:
    return PlaceError(place.folder, "its snapshots are lost; restore it from a backup.")
