"""What has become facts since: messages with their answers, and held-back rows."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from stik.engine.tables import unbound
from stik.facts.schema import FACTS
from stik.facts.store import Store
from stik.workspace.visible import Visible

_LOOKED_THROUGH = 50_000
"""So many messages are searched for answers at once; most have none."""

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
        until = min(newest.last_sequence, since.sequence + _LOOKED_THROUGH)
        if until <= since.sequence:
            return [], seen
        sequences = self._with_answers(since.sequence, until, most=most)
        if len(sequences) == most:
            until = sequences[-1]
        rows = self._answers(since.sequence, until) if sequences else []
        return list(self._messages(rows, since=seen)), replace(seen, sequence=until)

    def held_back(self, since: Reached, *, most: int) -> tuple[list[Arrived], Reached]:
        """Return the next rows that were held back, `most` of them; and how far."""
        newest, (snapshot, row) = self._visible.newest(), since.held
        seen = replace(since, seen_at=newest.recorded_at)
        if newest.snapshot <= snapshot:
            return [], seen
        table = unbound("held_back", FACTS["held_back"])
        is_later = (table.snapshot > snapshot) | (
            (table.snapshot == snapshot) & (table.row > row)
        )
        is_there = (table.snapshot <= newest.snapshot) & table.repaired_at.isnull()
        later = table.filter(is_later, is_there).order_by("snapshot", "row")
        arrived = [
            Arrived(
                replace(seen, held=(held["snapshot"], held["row"])),
                held["held_at"],
                (held,),
            )
            for held in self._run(later.limit(most))
        ]
        is_all = len(arrived) < most
        end = (newest.snapshot, LAST_ROW) if is_all else arrived[-1].reached.held
        return arrived, replace(seen, held=end)

    def _with_answers(self, after: int, until: int, *, most: int) -> list[int]:
        answers = unbound("answers", FACTS["answers"])
        within = answers.filter(answers.sequence > after, answers.sequence <= until)
        found = within.select("sequence").distinct().order_by("sequence").limit(most)
        return [row["sequence"] for row in self._run(found)]

    def _answers(self, after: int, until: int) -> list[dict[str, Any]]:
        answers = unbound("answers", FACTS["answers"])
        within = answers.filter(answers.sequence > after, answers.sequence <= until)
        return self._run(within.order_by("sequence", "position"))

    def _messages(
        self, rows: list[dict[str, Any]], *, since: Reached
    ) -> Iterable[Arrived]:
        """Yield the rows of each message together."""
        snapshots = self._store.snapshots()
        ends = snapshots["last_sequence"].to_pylist()
        recorded = snapshots["recorded_at"].to_pylist()
        names = self._names({row["customer"] for row in rows} - {None})
        for sequence, of_message in groupby(rows, key=lambda row: row["sequence"]):
            yield Arrived(
                replace(since, sequence=sequence),
                recorded[bisect_left(ends, sequence)],
                tuple(
                    {
                        **row,
                        "customer_name": names.get((row["source"], row["customer"])),
                    }
                    for row in of_message
                ),
            )

    def _names(self, customers: set[int]) -> dict[tuple[str, int], str]:
        """Return what customers are called in each source; the latest name holds."""
        if not customers:
            return {}
        table = unbound("identities", FACTS["identities"])
        of_these = table.filter(table.customer.isin(sorted(customers)))
        found = self._run(of_these.order_by("sequence"))
        return {(row["source"], row["customer"]): row["external_id"] for row in found}

    def _run(self, expression: Any) -> list[dict[str, Any]]:  # noqa: ANN401 Ibis has no types
        found: pa.Table = self._visible.reading().run(expression)
        rows: list[dict[str, Any]] = found.to_pylist()
        return rows
