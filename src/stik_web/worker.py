"""The one worker: does each duty when it is due, until it is told to stop."""

import logging
import signal
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from time import monotonic
from types import FrameType

from django.db import Error, close_old_connections

from stik.errors import StikError
from stik.workspace import Workspace
from stik_web.clock import now
from stik_web.customers.actions import erase_those_asked, take_off_the_disk
from stik_web.feeds.folders import forget_copies
from stik_web.feeds.loading import take_in_files
from stik_web.sources.drain import DrainWhenDue, drain
from stik_web.sources.log import waiting
from stik_web.webhooks.duty import TellWhenDue

LOOK_EVERY_SECONDS = 0.2
WAIT_AFTER_ERROR_SECONDS = 5.0

_log = logging.getLogger("stik.worker")


@dataclass(frozen=True)
class Duty:
    """What the worker does again and again; it may run twice without harm.

    `do` asks by itself what is due now: where nothing is, it costs next to nothing.
    """

    name: str
    every_seconds: float
    do: Callable[[Workspace], object]


def load_files(workspace: Workspace) -> None:
    """Load what came by feeds; messages that wait meanwhile come between."""
    take_in_files(workspace, others_wait=lambda: waiting().n_entries > 0)


def erase_customers(workspace: Workspace) -> None:
    """Erase who is to be erased, first of the facts, then off the disk."""
    erase_those_asked(workspace, drain=drain, now=now())
    take_off_the_disk(workspace, forget_copies=forget_copies, now=now())


DUTIES: tuple[Duty, ...] = (
    Duty("make facts of what was taken", LOOK_EVERY_SECONDS, DrainWhenDue()),
    Duty("erase customers", 2, erase_customers),
    Duty("load files that came", 2, load_files),
    Duty("tell webhooks", 1, TellWhenDue()),
    Duty("tidy the facts", 60, lambda workspace: workspace.tidy(now=now())),
)
"""Every duty, in the order in which those due at the same time are done."""


def work(workspace: Workspace) -> None:
    """Do every duty when it is due; return when told to stop."""
    told_to_stop = Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        told_to_stop.set()

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, stop)
    rounds = Rounds(workspace, DUTIES)
    while not told_to_stop.wait(LOOK_EVERY_SECONDS):
        rounds.look(at=monotonic())


class Rounds:
    """Remembers when each duty is due; `at` is a clock that never goes back, in s."""

    def __init__(self, workspace: Workspace, duties: tuple[Duty, ...]) -> None:
        self._workspace = workspace
        self._duties = duties
        self._due = {duty.name: float("-inf") for duty in duties}

    def look(self, *, at: float) -> None:
        """Do what is due; a duty that fails waits longer, the others do not."""
        for duty in self._duties:
            if at >= self._due[duty.name]:
                least = 0 if self._is_done(duty) else WAIT_AFTER_ERROR_SECONDS
                self._due[duty.name] = at + max(duty.every_seconds, least)

    def _is_done(self, duty: Duty) -> bool:
        try:
            duty.do(self._workspace)
        except (StikError, Error, OSError) as error:
            _log.warning("cannot %s: %s", duty.name, error)
        except Exception:  # noqa: BLE001 the edge: one broken duty ends no other
            _log.exception("cannot %s", duty.name)
        else:
            return True
        close_old_connections()
        return False
