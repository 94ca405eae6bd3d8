"""Whatever is killed while messages come: each acknowledged one is a fact, once."""

import json
import random
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from threading import Event, Thread

import pytest
from tests.facts.reading import rows_of
from tests.web.sources.serving import Served, served

import stik

KILLS = 20
SENDERS = 4
MESSAGES = 20

pytestmark = pytest.mark.kill


class Sender(Thread):
    """Sends batches until it is stopped; what is not acknowledged it sends again."""

    def __init__(self, name: str, product: Served, key: str) -> None:
        super().__init__(name=name)
        self.url = f"{product.url}/v1/batch"
        self.basic = b64encode(f"{key}:".encode()).decode()
        self.is_stopped = Event()
        self.n_acknowledged = 0

    def run(self) -> None:
        """Send one batch after another, each until it is acknowledged."""
        for n in count():
            names = [f"{self.name}-{n * MESSAGES + i}" for i in range(MESSAGES)]
            while not self._is_taken(names):
                self.is_stopped.wait(0.05)
            self.n_acknowledged += MESSAGES
            if self.is_stopped.is_set():
                return

    def _is_taken(self, names: list[str]) -> bool:
        batch = [
            {"type": "track", "event": name, "userId": self.name, "messageId": name}
            for name in names
        ]
        headers = {"Authorization": f"Basic {self.basic}"}
        body = json.dumps({"batch": batch}).encode()
        request = urllib.request.Request(self.url, body, headers)  # noqa: S310 our own
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 as above
                return answer.status == 200
        except OSError:
            return False


@contextmanager
def sending(product: Served, key: str) -> Iterator[list[Sender]]:
    """Let several senders send at once; in the end each one's last batch is taken."""
    senders = [Sender(f"s{n}", product, key) for n in range(SENDERS)]
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


def test_killed_at_any_moment_each_acknowledged_message_is_a_fact_once(tmp_path: Path):
    chance = random.Random(5)
    with served(tmp_path, "web", "worker") as product:
        with sending(product, product.key("app")) as senders:
            for _ in range(KILLS):
                Event().wait(chance.uniform(0.0, 0.4))
                part = chance.choice(["web", "worker"])
                product.kill(part)
                product.start(part)
                product.wait_until_ready()
        product.wait_until_drained()
        sent = sum(sender.n_acknowledged for sender in senders)
        product.stop("worker")
    workspace = stik.open(product.place)
    events = rows_of(workspace, "interactions")["touchpoint"].to_pylist()
    assert sent >= KILLS * MESSAGES
    assert len(events) == len(set(events)) == sent
    assert not rows_of(workspace, "held_back").num_rows
