"""The one worker: does each duty when it is due, until it is told to stop."""

import logging
import signal
from threading import Event
from time import monotonic
from types import FrameType

from django.db import DatabaseError, close_old_connections

from stik.errors import StikError
from stik.workspace import Workspace
from stik_web.clock import now
from stik_web.sources.drain import MESSAGES_A_BATCH, drain
from stik_web.sources.log import waiting

LOOK_EVERY_SECONDS = 0.2
DRAIN_EVERY_SECONDS = 5.0
TIDY_EVERY_SECONDS = 60.0
WAIT_AFTER_ERROR_SECONDS = 5.0

_log = logging.getLogger("stik.worker")


def work(workspace: Workspace) -> None:
    """Drain the intake log at once, under load every few seconds; return when told."""
    told_to_stop = Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        told_to_stop.set()

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, stop)
    worker = _Worker(workspace)
    pause = LOOK_EVERY_SECONDS
    while not told_to_stop.wait(pause):
        try:
            worker.look(at=monotonic())
            pause = LOOK_EVERY_SECONDS
        except (StikError, DatabaseError) as error:
            _log.warning("%s", error)
            close_old_connections()
            pause = WAIT_AFTER_ERROR_SECONDS


class _Worker:
    """Remembers when it did what; `at` is a clock that never goes back, in seconds."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._drained_at = self._tidied_at = float("-inf")

    def look(self, *, at: float) -> None:
        """Do what is due."""
        found = waiting()
        is_time = at - self._drained_at >= DRAIN_EVERY_SECONDS
        if found.n_entries and (is_time or found.n_messages >= MESSAGES_A_BATCH):
            self._drained_at = at
            drain(self.workspace)
        elif at - self._tidied_at >= TIDY_EVERY_SECONDS:
            self._tidied_at = at
            self.workspace.tidy(now=now())
