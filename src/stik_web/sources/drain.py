"""The duty of the one worker: what is in the intake log becomes facts, then goes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, cast

from django.db import transaction
from django.db.models import F

from stik.intake.load import LoadSummary
from stik.intake.track.stretch import Entry
from stik.workspace import Workspace
from stik_web.clock import now
from stik_web.sources.log import log_name, renamed_log, waiting
from stik_web.sources.models import Drained, IntakeEntry

if TYPE_CHECKING:
    from stik.intake.track.message import Kind

MESSAGES_A_BATCH = 50_000
BYTES_A_BATCH = 64 * 1024 * 1024
"""A batch holds no more, however long single messages are."""

DRAIN_EVERY_SECONDS = 5.0


@dataclass
class DrainWhenDue:
    """Drains at once; again after some seconds, or when a whole batch waits."""

    _drained_at: float = float("-inf")

    def __call__(self, workspace: Workspace) -> None:
        """Make facts of what waits, if it is time."""
        found = waiting()
        is_time = monotonic() - self._drained_at >= DRAIN_EVERY_SECONDS
        if found.n_entries and (is_time or found.n_messages >= MESSAGES_A_BATCH):
            self._drained_at = monotonic()
            drain(workspace)


def drain(workspace: Workspace) -> list[LoadSummary]:
    """Make facts of all that waits, source by source; return what became of it.

    Raises
    ------
    WriterBusy
        While another process writes to the place: then all of it keeps waiting.
    """
    log = _log_of(workspace)
    sources = IntakeEntry.objects.values_list("source", flat=True).distinct()
    return [_drained(source, log=log, workspace=workspace) for source in sources]


def _drained(source: str, *, log: str, workspace: Workspace) -> LoadSummary:
    waiting = IntakeEntry.objects.filter(source=source).order_by("pk")
    last = waiting.values_list("pk", flat=True).last() or 0
    stretches = _stretches(source, last=last)
    summary = workspace.drain(stretches, log=log, source=source, now=now())
    with transaction.atomic():
        waiting.filter(pk__lte=last).delete()
        _note(source, summary)
    return summary


def _note(source: str, summary: LoadSummary) -> None:
    """Add what became of a source's messages to what is known of it."""
    Drained.objects.get_or_create(source=source, defaults={"drained_at": now()})
    Drained.objects.filter(source=source).update(
        n_messages=F("n_messages") + summary.n_rows,
        n_known=F("n_known") + summary.n_known,
        n_held=F("n_held") + summary.n_held,
        drained_at=now(),
    )


def _stretches(source: str, *, last: int) -> Iterator[Sequence[Entry]]:
    """Yield the requests of a source up to the last, those of a batch at a time."""
    stretch: list[Entry] = []
    n_messages = n_bytes = 0
    waiting = IntakeEntry.objects.filter(source=source, pk__lte=last).order_by("pk")
    for entry in waiting.iterator(chunk_size=500):
        stretch.append(
            Entry(
                entry.pk,
                entry.received_at,
                source,
                cast("Kind", entry.kind),
                bytes(entry.body),
            )
        )
        n_messages += entry.n_messages
        n_bytes += len(entry.body)
        if n_messages >= MESSAGES_A_BATCH or n_bytes >= BYTES_A_BATCH:
            yield stretch
            stretch, n_messages, n_bytes = [], 0, 0
    if stretch:
        yield stretch


def _log_of(workspace: Workspace) -> str:
    """Return the log's name; another where its numbers began anew under the old one."""
    name = log_name()
    newest = IntakeEntry.objects.order_by("pk").values_list("pk", flat=True).last()
    known = [
        load for load in workspace.store.loads() if load.file_hash.startswith(name)
    ]
    highest = max((load.rows_known for load in known), default=0)
    return renamed_log() if newest is not None and newest < highest else name
