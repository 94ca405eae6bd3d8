"""Beliefs as they were written down, and when what they are about was first stored."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import ibis
import pyarrow as pa

from stik.engine.tables import unbound
from stik.facts.schema import BELIEFS
from stik.facts.store import Store
from stik.rollups.counting import asked_rows
from stik.terms.inquiry import Inquiry
from stik.terms.period import Period

Run = Callable[[ibis.Table], pa.Table]


@dataclass(frozen=True)
class Subject:
    """What a belief is about: a metric, of which answers, in which period.

    `where` holds the values that answers must have, by name; `period` is a year, month
    or day such as 2026-05.
    """

    metric: str
    where: tuple[tuple[str, tuple[str, ...]], ...]
    period: str

    @property
    def inquiry(self) -> Inquiry:
        """Return the question that its answer is known by."""
        period = Period.named(first=self.period, last=self.period)
        return Inquiry(self.metric, where=dict(self.where), period=period)

    @property
    def grain(self) -> str:
        """Return how long its period is."""
        return ("year", "month", "day")[self.period.count("-")]


@dataclass(frozen=True)
class Written:
    """One belief: who wrote down which value, and when."""

    believer: str
    subject: Subject
    value: float
    written_at: datetime


def written_beliefs(run: Run, *, until: int | None = None) -> list[Written]:
    """Return every belief, oldest first, up to the snapshot `until`."""
    rows = unbound("beliefs", BELIEFS)
    if until is not None:
        rows = rows.filter(rows.snapshot <= until)
    return [_written(row) for row in run(rows).sort_by("snapshot").to_pylist()]


def _written(row: dict[str, object]) -> Written:
    scope = json.loads(str(row["scope"]))
    where = tuple((name, tuple(values)) for name, values in scope.items())
    return Written(
        str(row["believer"]),
        Subject(str(row["metric"]), where, str(row["period"])),
        float(str(row["value"])),
        datetime.fromisoformat(str(row["written_at"])),
    )


def write_down(store: Store, belief: Written) -> None:
    """Store a belief; what is measured stays the same."""
    subject = belief.subject
    with store.writing() as writer:
        row = {
            "snapshot": writer.next_snapshot,
            "believer": belief.believer,
            "metric": subject.metric,
            "scope": json.dumps(dict(subject.where), ensure_ascii=False),
            "period": subject.period,
            "value": belief.value,
            "written_at": writer.moment(belief.written_at),
        }
        table = pa.Table.from_pylist([row], schema=BELIEFS)
        writer.note({"beliefs": table}, now=belief.written_at)


def first_of(inquiry: Inquiry) -> ibis.Table:
    """Return the sequence of the answer an inquiry is about that was stored first.

    One row: `first`, null where there is none.
    """
    rows = asked_rows(inquiry, table="answers")
    return rows.agg(first=rows.sequence.min())
