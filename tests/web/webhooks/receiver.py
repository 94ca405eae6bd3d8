"""A receiver of webhooks on this machine: it checks each signature, and may fail."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from standardwebhooks import Webhook


@dataclass
class Receiver:
    """What came, in its order; `answers` are given one after the other, then 204."""

    secret: str = ""
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    came: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    url: str = ""

    @property
    def events(self) -> list[str]:
        """Return the name of each event that came, with those that were not taken."""
        return [event for event, _ in self.came]

    def fail(self, status: int, **headers: str) -> None:
        """Answer the next request so."""
        self.answers.append((status, headers))

    def answer(
        self, headers: dict[str, str], body: bytes
    ) -> tuple[int, dict[str, str]]:
        """Return how a request is answered, once its signature is found right."""
        said = Webhook(self.secret).verify(body, headers)
        event = {name.lower(): value for name, value in headers.items()}["webhook-id"]
        self.came.append((event, said))
        status, told = self.answers.pop(0) if self.answers else (204, {})
        if status == 204:
            self.taken.append(event)
        return status, told


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Receive on a free port, until the end."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, headers = receiver.answer(dict(self.headers.items()), body)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
