"""The clients that companies use, as they send while the product is killed."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from threading import Event, Thread

import pytest
import segment.analytics
from tests.web.sources.serving import Served

NODE = Path(__file__).parent / "node"


class PythonClient(Thread):
    """Sends by `segment-analytics-python`; `delivered` is what it believes is."""

    def __init__(self, product: Served, key: str) -> None:
        super().__init__(name="python")
        self.delivered: list[str] = []
        self.is_stopped = Event()
        self._failed: set[str] = set()
        self._client = segment.analytics.Client(
            key,
            host=product.url,
            gzip=True,
            max_retries=1_000,
            upload_interval=0.1,
            upload_size=20,
            timeout=20,
            on_error=self._note,
        )

    def run(self) -> None:
        """Send until stopped, then flush: all that no error named is delivered."""
        sent = []
        while not self.is_stopped.wait(0.005):
            name = f"python-{len(sent)}"
            if self._client.track("p", name, message_id=name)[0]:  # its queue has room
                sent.append(name)
        self._client.flush()
        self._client.join()
        self.delivered = [name for name in sent if name not in self._failed]

    def _note(self, _error: Exception, messages: list[dict[str, str]]) -> None:
        self._failed.update(message["messageId"] for message in messages)


class NodeClient:
    """Sends by `@segment/analytics-node`, which says itself what it delivered."""

    def __init__(self, product: Served, key: str) -> None:
        self._process = subprocess.Popen(
            [which("node") or "node", str(NODE / "send.js"), product.url, key],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def end(self) -> list[str]:
        """Let it flush and end; return what it delivered."""
        told, _ = self._process.communicate("end\n", timeout=120)
        return told.split()


def install_node_client() -> None:
    """Install the locked client; skip the test where that cannot be."""
    if (NODE / "node_modules").is_dir():
        return
    words = ["npm", "ci", "--no-audit", "--no-fund", "--prefix", str(NODE)]
    if (
        which("npm") is None
        or subprocess.run(words, check=False, capture_output=True).returncode
    ):
        pytest.skip("no client for Node: npm is not here, or reaches no registry")


@contextmanager
def clients_sending(product: Served) -> Iterator[list[str]]:
    """Let both clients send; afterwards the list holds what they believe delivered."""
    delivered: list[str] = []
    python = PythonClient(product, product.key("python"))
    node = NodeClient(product, product.key("node"))
    python.start()
    try:
        yield delivered
    finally:
        python.is_stopped.set()
        delivered += node.end()
    python.join(120)
    assert not python.is_alive()
    delivered += python.delivered
