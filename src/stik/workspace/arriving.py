"""What has become facts since: messages with their answers, and held-back rows."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from stik.facts.counting_rows import rows_that_count
from stik.facts.in_order import in_order, row_groups
from stik.facts.schema import FACTS
from stik.facts.store import Store
from stik.terms.snapshot import Snapshot
from stik.workspace.visible import Visible

_ROWS_AT_ONCE = 1_000
_ORDER = {"answers": ("sequence", "position"), "held_back": ("snapshot", "row")}
_ANSWERS = FACTS["answers"]
_HELD = pa.schema(
    [f for f in FACTS["held_back"] if f.name not in ("raw", "key", "content")]
)
LAST_ROW = 2**63 - 1
"""After this row of a batch come those of the next."""


@dataclass(frozen=True)
class Reached:
    """How far a reader has come.

    `sequence` is the last message whose answers were read; `held` the batch and the row
    of the last row that was held back; `seen_at` when the newest batch of then was
    recorded: what was recorded by then and is not there any more was restored away.
    """

    sequence: int
    held: tuple[int, int]
    seen_at: datetime


@dataclass(frozen=True)
class Arrived:
    """The answers of one message, or one row that was held back.

    `reached` is how far a reader is who has read it, `recorded_at` when its batch was.
    `rows` are of `schema.ANSWERS` with `customer_name`, what the customer is called by
    the source, or one row of `schema.HELD_BACK`.
    """

    reached: Reached
    recorded_at: datetime
    rows: tuple[dict[str, Any], ...]


class Arriving:
    """Reads on from where a reader has come; who was erased since is left out."""

    def __init__(self, store: Store, visible: Visible) -> None:
        self._store = store
        self._visible = visible

    def end(self) -> Reached:
        """Return how far who has read everything has come."""
        newest = self._visible.newest()
        held = (newest.snapshot, LAST_ROW)
        return Reached(newest.last_sequence, held, newest.recorded_at)

    def checked(self, reached: Reached) -> Reached:
        """Return a cursor as it is, or put back where the place was restored since."""
        rows = self._store.snapshots()
        then = rows.filter(pc.less_equal(rows["recorded_at"], reached.seen_at))
        if not then.num_rows:  # the place is younger
            return Reached(0, (0, 0), reached.seen_at)
        return Reached(
            min(reached.sequence, then["last_sequence"][-1].as_py()),
            min(reached.held, (then["snapshot"][-1].as_py(), LAST_ROW)),
            reached.seen_at,
        )

    def answers(self, since: Reached, *, most: int) -> tuple[list[Arrived], Reached]:
        """Return the next messages with answers, `most` of them; and how far that is.

        Messages without answers lie between them, and count as read.
        """
        newest = self._visible.newest()
        seen = replace(since, seen_at=newest.recorded_at)
        rows = self._rows("answers", _ANSWERS, newest, after=since.sequence)
        messages = [*_first(most, rows, of_one=itemgetter("sequence"))]
        arrived = self._told(messages, newest, seen=seen)
        if len(arrived) == most:
            return arrived, arrived[-1].reached
        return arrived, replace(seen, sequence=newest.last_sequence)

    def held_back(self, since: Reached, *, most: int) -> tuple[list[Arrived], Reached]:
        """Return the next rows that were held back, `most` of them; and how far."""
        newest = self._visible.newest()
        seen = replace(since, seen_at=newest.recorded_at)
        rows = (
            row
            for row in self._rows("held_back", _HELD, newest, after=since.held[0] - 1)
            if _place(row) > since.held and row["repaired_at"] is None
        )
        arrived = [
            Arrived(replace(seen, held=_place(row)), row["held_at"], (row,))
            for row, *_ in _first(most, rows, of_one=_place)
        ]
        if len(arrived) == most:
            return arrived, arrived[-1].reached
        return arrived, replace(seen, held=(newest.snapshot, LAST_ROW))

    def _rows(
        self, table: str, schema: pa.Schema, at: Snapshot, *, after: int
    ) -> Iterator[dict[str, Any]]:
        """Yield the rows that count after a number, in their order."""
        by = _ORDER[table]
        files = self._store.files(table, at=at)
        which = pc.field(by[0]) > after
        counted = rows_that_count(table, at=at)
        which = which if counted is None else which & counted
        groups = row_groups(files, by=by[0], above=after)
        for part in in_order(groups, schema=schema, by=by, which=which):
            for batch in part.to_batches(max_chunksize=_ROWS_AT_ONCE):
                yield from batch.to_pylist()

    def _told(
        self,
        messages: Sequence[Sequence[dict[str, Any]]],
        at: Snapshot,
        *,
        seen: Reached,
    ) -> list[Arrived]:
        """Return messages with the names of their customers and when they came."""
        snapshots = self._store.snapshots()
        ends = snapshots["last_sequence"].to_pylist()
        recorded = snapshots["recorded_at"].to_pylist()
        names = self._names({rows[0]["customer"] for rows in messages} - {None}, at)
        told = []
        for rows in messages:
            sequence, who = (
                rows[0]["sequence"],
                (rows[0]["source"], rows[0]["customer"]),
            )
            recorded_at = recorded[bisect_left(ends, sequence)]
            named = tuple({**row, "customer_name": names.get(who)} for row in rows)
            told.append(Arrived(replace(seen, sequence=sequence), recorded_at, named))
        return told

    def _names(self, customers: set[int], at: Snapshot) -> dict[tuple[str, int], str]:
        """Return what customers are called in each source; the latest name holds."""
        if not customers:
            return {}
        these = pc.field("customer").isin(sorted(customers))
        parts = self._store.parts("identities", at=at, which=these)
        found = [row for part in parts for row in part.to_pylist()]
        found.sort(key=itemgetter("sequence"))
        return {(row["source"], row["customer"]): row["external_id"] for row in found}


def _place(held: dict[str, Any]) -> tuple[int, int]:
    return held["snapshot"], held["row"]


def _first(
    most: int,
    rows: Iterable[dict[str, Any]],
    *,
    of_one: Callable[[dict[str, Any]], object],
) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of each of the first things, together."""
    for _, together in islice(groupby(rows, key=of_one), most):
        yield list(together)
