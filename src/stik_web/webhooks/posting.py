"""One webhook on its way: signed, posted once, and how it was answered."""

import socket
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from http.client import HTTPConnection, HTTPException
from threading import Timer
from time import monotonic

from standardwebhooks import Webhook

import stik
from stik_web.webhooks.addresses import Address, AddressRefused, resolved

SECONDS_TO_ANSWER = 15.0
_GONE = 410


@dataclass(frozen=True)
class Posted:
    """How it was answered; `error` is empty where it was taken.

    `status` is null where no answer came, `come_again` the seconds after which the
    receiver asks for another try, null where it does not say.
    """

    seconds: float
    status: int | None = None
    error: str = ""
    come_again: float | None = None

    @property
    def is_gone(self) -> bool:
        """Return whether the receiver wants nothing more, ever."""
        return self.status == _GONE


@dataclass(frozen=True)
class Signed:
    """An event to send: its name, its content, and the secrets that sign it."""

    event: str
    body: bytes
    secrets: Sequence[str]

    def headers(self, at: datetime) -> dict[str, str]:
        """Return what goes with it when it is sent at a moment."""
        content = self.body.decode()
        signatures = [
            Webhook(secret).sign(self.event, at, content) for secret in self.secrets
        ]
        return {
            "content-type": "application/json",
            "user-agent": f"stik/{stik.__version__}",
            "webhook-id": self.event,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": " ".join(signatures),
        }


def post(
    signed: Signed,
    address: Address,
    *,
    at: datetime,
    seconds: float = SECONDS_TO_ANSWER,
) -> Posted:
    """Send an event and return how it was answered, in so many seconds at most."""
    began = monotonic()
    headers = signed.headers(at)
    try:
        status, come_again = _asked(address, signed.body, headers, seconds=seconds)
    except (OSError, HTTPException, AddressRefused) as error:
        said = str(error) or type(error).__name__
        return Posted(monotonic() - began, error=f"no answer: {said}"[:300])
    taken = monotonic() - began
    if 200 <= status < 300:
        return Posted(taken, status)
    said = "redirects are not followed" if 300 <= status < 400 else "was not taken"
    return Posted(taken, status, f"answered {status}: {said}", come_again)


def _asked(
    address: Address, body: bytes, headers: dict[str, str], *, seconds: float
) -> tuple[int, float | None]:
    """Return the status of the answer and when to come again; its body is not read."""
    connection = _Connection(address, resolved(address), timeout=seconds)
    connection.connect()
    # A receiver that sends its answer byte by byte would hold us for ever.
    limit = Timer(seconds, connection.give_up)
    limit.start()
    try:
        connection.request("POST", address.path, body, headers)
        answer = connection.getresponse()
        return answer.status, _seconds(answer.getheader("Retry-After"))
    finally:
        limit.cancel()
        connection.close()


def _seconds(retry_after: str | None) -> float | None:
    is_number = retry_after is not None and retry_after.strip().isdecimal()
    return float(retry_after or 0) if is_number else None


class _Connection(HTTPConnection):
    """Goes to the number that was checked, not to what the name stands for by then."""

    def __init__(self, address: Address, number: str, *, timeout: float) -> None:
        self.default_port = 443 if address.is_secure else 80
        super().__init__(address.host, address.port, timeout=timeout)
        self._number, self._is_secure = number, address.is_secure

    def connect(self) -> None:
        """Connect, and be sure whom to where it is encrypted."""
        self.sock = socket.create_connection((self._number, self.port), self.timeout)
        if self._is_secure:
            self.sock = _trusted().wrap_socket(self.sock, server_hostname=self.host)

    def give_up(self) -> None:
        """End the connection under whoever waits for it."""
        if self.sock is not None:
            with suppress(OSError):  # it ended at this very moment
                self.sock.shutdown(socket.SHUT_RDWR)


@cache
def _trusted() -> ssl.SSLContext:
    return ssl.create_default_context()
