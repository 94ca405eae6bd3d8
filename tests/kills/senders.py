"""Senders that send what was not acknowledged again, and what must come of it."""

import json
import urllib.error
import urllib.request
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from threading import Event, Thread

from tests.facts.reading import rows_of
from tests.web.sources.serving import Served

import stik

SENDERS = 4
MESSAGES = 20


class Sender(Thread):
    """Sends batches until it is stopped; what is not acknowledged it sends again.

    `refused` counts the answers other than 200 by status, and whether they said when
    to come again; `padding` makes each message so many letters longer.
    """

    def __init__(
        self, name: str, product: Served, key: str, *, padding: int = 0
    ) -> None:
        super().__init__(name=name, daemon=True)
        self.url = f"{product.url}/v1/batch"
        self.basic = b64encode(f"{key}:".encode()).decode()
        self.padding = "x" * padding
        self.is_stopped = Event()
        self.acknowledged: list[str] = []
        self.refused: Counter[tuple[int, bool]] = Counter()

    def run(self) -> None:
        """Send one batch after another, each until it is acknowledged."""
        for n in count():
            names = [f"{self.name}-{n * MESSAGES + i}" for i in range(MESSAGES)]
            while not self.is_taken(names):
                self.is_stopped.wait(0.05)
            if self.is_stopped.is_set():
                return

    def is_taken(self, names: list[str]) -> bool:
        """Send a message of each name; return whether all were acknowledged."""
        message = {"type": "track", "userId": self.name}
        more = {"properties": {"padding": self.padding}} if self.padding else {}
        batch = [{**message, "event": n, "messageId": n, **more} for n in names]
        headers = {"Authorization": f"Basic {self.basic}"}
        body = json.dumps({"batch": batch}).encode()
        request = urllib.request.Request(self.url, body, headers)  # noqa: S310 our own
        try:
            with urllib.request.urlopen(request, timeout=20):  # noqa: S310 as above
                self.acknowledged += names
                return True
        except urllib.error.HTTPError as answer:
            self.refused[answer.code, "Retry-After" in answer.headers] += 1
        except OSError:
            pass  # nobody listens
        return False


@contextmanager
def sending(product: Served, key: str, *, padding: int = 0) -> Iterator[list[Sender]]:
    """Let several senders send at once; in the end each one's last batch is taken."""
    senders = [Sender(f"s{n}", product, key, padding=padding) for n in range(SENDERS)]
    for sender in senders:
        sender.start()
    try:
        yield senders
    finally:
        for sender in senders:
            sender.is_stopped.set()
    for sender in senders:
        sender.join(60)
        assert not sender.is_alive()
        assert set(sender.refused) <= {(503, True), (429, True)}


def check_each_once(product: Served, senders: list[Sender]) -> int:
    """Check that all that was acknowledged is a fact, once; return how many."""
    product.wait_until_drained()
    product.stop("worker")
    names = [name for sender in senders for name in sender.acknowledged]
    workspace = stik.open(product.place)
    assert not rows_of(workspace, "held_back").num_rows
    assert sorted(events_of(workspace)) == sorted(names)
    return len(names)


def events_of(workspace: stik.workspace.Workspace) -> list[str]:
    """Return the name of each interaction's event."""
    events: list[str] = rows_of(workspace, "interactions")["touchpoint"].to_pylist()
    return events
