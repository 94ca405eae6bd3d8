"""Facts go out: every row that counts, in the order they came, from a cursor on."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property, reduce
from operator import and_, or_

import pyarrow as pa
import pyarrow.compute as pc

from stik.errors import FilesMoved, QuestionError, UnknownDimension, nearest
from stik.facts.counting_rows import rows_that_count
from stik.facts.in_order import count_rows, in_order, row_groups
from stik.facts.schema import FACTS
from stik.facts.store import Store
from stik.formats.written.registry import written_format
from stik.terms.period import PRECISIONS, Period
from stik.terms.snapshot import Snapshot
from stik.workspace.customer_names import NAME, CustomerNames, CustomerNumbers
from stik.workspace.event_log import log_rows
from stik.workspace.visible import Visible
from stik.workspace.withdrawn import WITHDRAWN, withdrawn

EXPORTED = {
    "interactions": ("sequence", "position"),
    "answers": ("sequence", "position"),
    "verbatims": ("sequence", "position"),
    "traits": ("sequence", "position"),
    "identities": ("sequence",),
    "merged": ("sequence",),
    "held_back": ("snapshot", "row"),
}
"""What can be exported of the facts, each in the order of these columns."""

TABLES = (*EXPORTED, "withdrawn")

_CURSOR = re.compile(r"(\d{1,12})-(\d{1,18})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Wanted:
    """What is to be exported, and how.

    `since` is the cursor of an earlier export, after whose end this one begins; `about`
    asks for the rows that tell of somebody else; `is_named` for the customers' names.
    """

    table: str
    format: str = "csv"
    since: str | None = None
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    period: Period = field(default_factory=Period)
    about: str | None = None
    is_named: bool = False

    @property
    def schema(self) -> pa.Schema:
        """Return the columns that come out."""
        if self.table == "withdrawn":
            return WITHDRAWN
        columns = list(FACTS[self.table])
        if self.is_named and self.table not in ("identities", "merged", "held_back"):
            place = FACTS[self.table].names.index("customer") + 1
            columns.insert(place, pa.field(NAME, pa.string()))
        return pa.schema(columns)


@dataclass
class Export:
    """Rows as bytes, in parts; memory holds some of them only.

    `cursor` names the end: what an export since then holds begins after this one.
    `n_rows` counts the rows so far; `on_progress` is told of them.
    """

    wanted: Wanted
    store: Store
    visible: Visible
    begin: Snapshot
    end: Snapshot
    on_progress: Callable[[int], None] = lambda _n_rows: None
    n_rows: int = 0

    @property
    def cursor(self) -> str:
        """Return what to export since the next time."""
        return cursor_of(self.end)

    @cached_property
    def n_rows_to_come(self) -> int:
        """Return how many rows it has; fewer where somebody is erased meanwhile."""
        if self.wanted.table == "withdrawn":
            return len(self._withdrawn)
        table, after = self.wanted.table, _number_of(self.begin, self._by[0])
        files = self.store.files(table, at=self.end)
        which = self._which(after, at=self.end)
        return count_rows(files, schema=FACTS[table], which=which)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the bytes, part by part."""
        written = written_format(self.wanted.format).written
        yield from written(self._counted(), self.wanted.schema)

    def _counted(self) -> Iterator[pa.Table]:
        parts = self._parts()
        if written_format(self.wanted.format).is_log:
            zone = self.store.place.time_zone
            parts = log_rows(parts, self.wanted.schema, zone=zone)
        for part in parts:
            yield part
            self.n_rows += part.num_rows
            self.on_progress(self.n_rows)

    def _parts(self) -> Iterator[pa.Table]:
        if self.wanted.table == "withdrawn":
            yield self._withdrawn
            return
        named = self.wanted.schema.names
        names = CustomerNames(self.visible) if NAME in named else None
        numbers = CustomerNumbers(self.visible)
        for part in self._stored():
            rows = numbers.in_place(part) if self.wanted.table != "merged" else part
            yield names.beside(rows).select(named) if names else rows

    def _stored(self) -> Iterator[pa.Table]:
        """Yield the rows; where upkeep moves their files meanwhile, go on in others."""
        number = self._by[0]
        at, after = self.end, _number_of(self.begin, number)
        while True:
            try:
                for part in self._stored_after(after, at=at):
                    yield part
                    after = part[number][-1].as_py()
            except FilesMoved:
                newest = self.visible.newest()
                if newest.versions == at.versions:
                    raise
                at = replace(self.end, versions=newest.versions, hidden=newest.hidden)
            else:
                return

    def _stored_after(self, after: int, *, at: Snapshot) -> Iterator[pa.Table]:
        table = self.wanted.table
        groups = row_groups(self.store.files(table, at=at), by=self._by[0], above=after)
        which = self._which(after, at=at)
        yield from in_order(groups, schema=FACTS[table], by=self._by, which=which)

    def _which(self, after: int, *, at: Snapshot) -> pc.Expression:
        """Return the filter on the rows that are wanted after a number."""
        number = pc.field(self._by[0])
        counted = rows_that_count(self.wanted.table, at=at, whom=self.wanted.about)
        parts = [number > after, number <= _number_of(self.end, self._by[0])]
        parts += [] if counted is None else [counted]
        return reduce(and_, [*parts, *_chosen(self.wanted)])

    @property
    def _by(self) -> tuple[str, ...]:
        return EXPORTED[self.wanted.table]

    @cached_property
    def _withdrawn(self) -> pa.Table:
        return withdrawn(self.store, after=self.begin, until=self.end)


def export_of(wanted: Wanted, store: Store, visible: Visible) -> Export:
    """Return the export of what is wanted, up to the last finished batch.

    Raises
    ------
    QuestionError
        When there is no such table, column, date or cursor.
    """
    _check(wanted)
    begin = _begin(wanted.since, store)
    return Export(wanted, store, visible, begin, visible.newest())


def _check(wanted: Wanted) -> None:
    """Do nothing, or refuse a format that is not, or what the table does not have."""
    written_format(wanted.format)
    if wanted.table not in TABLES:
        known = nearest(wanted.table, TABLES)
        raise QuestionError(f"'{wanted.table}' cannot be exported; {known}")
    if written_format(wanted.format).is_log and wanted.table != "interactions":
        raise QuestionError(
            f"{wanted.table} are no events; export interactions as '{wanted.format}'."
        )
    if not wanted.period.is_open and "precision" not in wanted.schema.names:
        raise QuestionError(
            f"{wanted.table} are not chosen by day; leave the first and last day out."
        )
    texts = [f.name for f in wanted.schema if f.type == pa.string() and f.name != NAME]
    for name in wanted.where:
        if name not in texts or wanted.table == "withdrawn":
            raise UnknownDimension(name, texts)


def cursor_of(snapshot: Snapshot) -> str:
    """Return the text that names a snapshot, in this history of the place alone.

    >>> from datetime import UTC, datetime
    >>> cursor_of(Snapshot(7, datetime(2026, 1, 1, tzinfo=UTC), 0, 0, {}))
    '7-1767225600000000'
    """
    moment = (snapshot.recorded_at - _EPOCH) // timedelta(microseconds=1)
    return f"{snapshot.snapshot}-{moment}"


def _begin(since: str | None, store: Store) -> Snapshot:
    """Return the snapshot that a cursor names; without one that of an empty place."""
    found = _CURSOR.fullmatch(since or "0-0")
    snapshot = store.numbered(int(found[1]) if found else 0)
    if since is not None and cursor_of(snapshot) != since:
        raise QuestionError(
            f"'{since}' is no cursor of this place, or a backup was put in its place "
            "since; export all of it anew, without a cursor."
        )
    return snapshot


def _number_of(snapshot: Snapshot, column: str) -> int:
    return snapshot.snapshot if column == "snapshot" else snapshot.last_sequence


def _chosen(wanted: Wanted) -> Iterator[pc.Expression]:
    """Yield the filters on values, and on days that lie surely in the period."""
    for name, values in wanted.where.items():
        yield pc.field(name).isin(list(values))
    if not wanted.period.is_open:
        inside = [_surely_in(wanted.period, precision) for precision in PRECISIONS]
        yield reduce(or_, inside)


def _surely_in(period: Period, precision: str) -> pc.Expression:
    days, at = pc.field("occurred_date"), period.inside(precision=precision)
    parts = [pc.field("precision").isin([precision])]
    parts += [days >= at.first_date] if at.first_date else []
    parts += [days < at.end_date] if at.end_date else []
    return reduce(and_, parts)
