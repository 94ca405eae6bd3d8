"""The intake log: what is acknowledged is on the disk first, many requests at once."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from queue import SimpleQueue
from threading import Lock, Thread
from uuid import uuid4

from django.db import Error, close_old_connections, connection, transaction
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


@dataclass
class GroupCommit:
    """Writes requests that arrive together in one commit, in a thread of its own.

    `write` gets them in their order; whoever called `append` goes on once they are on
    the disk, or is told that they are not. So many requests wait at most; more are
    asked to come again.
    """

    write: Callable[[Sequence[IntakeEntry]], None]
    most_waiting: int = 2_000
    _queue: "SimpleQueue[_Waiting | None]" = field(default_factory=SimpleQueue)
    _lock: Lock = field(default_factory=Lock)
    _thread: Thread | None = None

    def append(self, entry: IntakeEntry) -> None:
        """Return once the entry is durable.

        Raises
        ------
        LogUnavailable
            When it is not: then nothing may be acknowledged.
        """
        if self._queue.qsize() >= self.most_waiting:
            raise LogUnavailable("too many requests wait for the disk")
        self._start()
        done: Future[None] = Future()
        self._queue.put((entry, done))
        try:
            done.result(_MOST_SECONDS)
        except TimeoutError as error:
            raise LogUnavailable("the disk does not answer") from error

    def _start(self) -> None:
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
                waiting = [first]
                while len(waiting) < MOST_AT_ONCE and not self._queue.empty():
                    if (entry := self._queue.get()) is None:
                        self._queue.put(None)
                        break
                    waiting.append(entry)
                self._commit(waiting)
        finally:
            connection.close()

    def _commit(self, waiting: "Sequence[_Waiting]") -> None:
        try:
            self.write([entry for entry, _ in waiting])
        except Error as error:
            close_old_connections()
            for _, done in waiting:
                done.set_exception(
                    LogUnavailable(f"the log cannot be written: {error}")
                )
        else:
            count(COMMITS)
            count(REQUESTS, n=len(waiting))
            for _, done in waiting:
                done.set_result(None)


_Waiting = tuple[IntakeEntry, "Future[None]"]
"""A request and whoever waits for it to be on the disk."""


def write_entries(entries: Sequence[IntakeEntry]) -> None:
    """Write requests in one commit, their numbers in the order of commits."""
    with transaction.atomic(durable=True):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ORDER_OF_COMMITS])
        IntakeEntry.objects.bulk_create(entries)


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
