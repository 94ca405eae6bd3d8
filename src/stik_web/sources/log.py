"""The intake log: what is acknowledged is on the disk first, many requests at once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import NamedTuple
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Max, Min, Sum

from stik_web.counted import count
from stik_web.sources.models import IntakeEntry, IntakeLog

MOST_AT_ONCE = 500
"""So many requests share one commit at most."""

COMMITS, REQUESTS = "commits of the log", "requests in them"
"""What this process counts of it."""

_MOST_SECONDS = 30
"""A request waits so long for its commit at most."""

_ORDER_OF_COMMITS = 1_937_075_563
"""The lock under which PostgreSQL numbers requests: a later number commits later."""


class LogUnavailable(Exception):
    """Nothing can be acknowledged now; the sentence says why."""


def _held_lock() -> Lock:
    lock = Lock()
    lock.acquire()
    return lock


class Taken(NamedTuple):
    """A request whose messages are to be acknowledged, as `IntakeEntry` has it."""

    received_at: datetime
    source: str
    kind: str
    body: bytes
    n_messages: int


@dataclass(slots=True)
class _Waiting:
    """A request, and whoever waits for it: until `is_told` can be had."""

    request: Taken
    is_told: "Lock" = field(default_factory=_held_lock)
    refused: LogUnavailable | None = None


@dataclass
class GroupCommit:
    """Writes requests that arrive together in one commit, in a thread of its own.

    `write` gets them in their order; whoever called `append` goes on once they are on
    the disk, or is told that they are not. So many requests wait at most; more are
    asked to come again.
    """

    write: Callable[[Sequence[Taken]], None]
    most_waiting: int = 2_000
    _queue: "SimpleQueue[_Waiting | None]" = field(default_factory=SimpleQueue)
    _lock: Lock = field(default_factory=Lock)
    _thread: Thread | None = None

    def append(self, request: Taken) -> None:
        """Return once the request is durable.

        Raises
        ------
        LogUnavailable
            When it is not: then nothing may be acknowledged.
        """
        if self._queue.qsize() >= self.most_waiting:
            raise LogUnavailable("too many requests wait for the disk")
        self._start()
        waiting = _Waiting(request)
        self._queue.put(waiting)
        if not waiting.is_told.acquire(timeout=_MOST_SECONDS):
            raise LogUnavailable("the disk does not answer")
        if waiting.refused:
            raise waiting.refused

    def _start(self) -> None:
        if self._thread is not None and self._thread.is_alive():
            return
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._run, daemon=True, name="intake log")
                self._thread.start()

    def end(self) -> None:
        """Write what waits, and end the thread; the next request begins another."""
        with self._lock:
            if self._thread is not None:
                self._queue.put(None)
                self._thread.join()
                self._thread = None

    def _run(self) -> None:
        try:
            while (first := self._queue.get()) is not None:
                self._commit([first, *self._arrived()])
        finally:
            connection.close()

    def _arrived(self) -> "Iterator[_Waiting]":
        """Yield what has come meanwhile, as much as one commit takes."""
        for _ in range(MOST_AT_ONCE - 1):
            try:
                waiting = self._queue.get_nowait()
            except Empty:
                return
            if waiting is None:  # to be found again after this commit
                self._queue.put(None)
                return
            yield waiting

    def _commit(self, waiting: Sequence[_Waiting]) -> None:
        refused = None
        try:
            self.write([each.request for each in waiting])
            count(COMMITS)
            count(REQUESTS, n=len(waiting))
        except LogUnavailable as error:
            refused = error
        except Exception as error:  # noqa: BLE001 whatever it is, nobody waits in vain
            refused = LogUnavailable(f"the log cannot be written: {error}")
            connection.close()
        for each in waiting:
            each.refused = refused
            each.is_told.release()


_INSERT = (
    f"INSERT INTO {IntakeEntry._meta.db_table} "  # noqa: S608, SLF001 Django's own name
    f"({', '.join(Taken._fields)}) VALUES (%s, %s, %s, %s, %s)"
)
"""By hand: what Django's models add costs more than the commit."""


def write_entries(requests: Sequence[Taken]) -> None:
    """Write requests in one commit, their numbers in the order of commits."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ORDER_OF_COMMITS])
        at = connection.ops.adapt_datetimefield_value
        rows = [(at(request.received_at), *request[1:]) for request in requests]
        cursor.executemany(_INSERT, rows)


@dataclass(frozen=True)
class Waiting:
    """What waits for the drain: requests, messages, and since when."""

    n_entries: int
    n_messages: int
    oldest_at: datetime | None


def waiting() -> Waiting:
    """Return what waits for the drain."""
    found = IntakeEntry.objects.aggregate(
        first=Min("pk"), last=Max("pk"), n=Sum("n_messages"), oldest=Min("received_at")
    )
    n_entries = found["last"] - found["first"] + 1 if found["last"] else 0
    return Waiting(n_entries, found["n"] or 0, found["oldest"])


def log_name() -> str:
    """Return the name of this database's log, giving it one the first time."""
    named = IntakeLog.objects.first()
    return named.name if named else IntakeLog.objects.create(name=uuid4().hex).name


def renamed_log() -> str:
    """Give the log another name: its numbers begin anew, as after a restore."""
    IntakeLog.objects.all().delete()
    return log_name()
