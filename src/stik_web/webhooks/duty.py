"""The worker's duty to tell endpoints; in a thread of its own: receivers are slow."""

import logging
from dataclasses import dataclass, field
from threading import Event, Thread
from time import sleep

from django.db import DatabaseError, close_old_connections

from stik.errors import StikError
from stik.workspace import Workspace
from stik_web.clock import now
from stik_web.place import workspace
from stik_web.webhooks.sending import due, send

_SECONDS_AFTER_ERROR = 5.0

_log = logging.getLogger("stik.worker")


@dataclass
class TellWhenDue:
    """Wakes the thread where there is something to tell; never waits for it."""

    _wanted: Event = field(default_factory=Event)
    _thread: Thread | None = None

    def __call__(self, of: Workspace) -> None:
        """Let the thread tell what is due, if anything is."""
        if not due(of, now=now()):
            return
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._run, daemon=True, name="webhooks")
            self._thread.start()
        self._wanted.set()

    def _run(self) -> None:
        while self._wanted.wait():
            self._wanted.clear()
            try:
                tell_all(workspace())
            except (DatabaseError, StikError, OSError) as error:
                _log.warning("cannot tell endpoints: %s", error)
                close_old_connections()
                sleep(_SECONDS_AFTER_ERROR)


def tell_all(of: Workspace) -> None:
    """Tell every endpoint what is due, a few events of each in turn, until none is."""
    while endpoints := due(of, now=now()):
        for endpoint in endpoints:
            send(endpoint, workspace=of, now=now())
