"""Requests as a shop's site sends them: visitors who look, buy, answer, and log in."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import numpy as np

from stik.intake.track.stretch import Entry

SOURCE = "shop"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
A_REQUEST, A_STRETCH = 100, 50_000
AT_ONCE, A_VISIT, CUSTOMERS = 500, 12, 50_000
HOW = (
    f"{A_REQUEST} messages a request, {A_STRETCH:,} a batch; {AT_ONCE} visitors at "
    f"once of about {A_VISIT} messages each, seven of ten of them known ({CUSTOMERS:,} "
    "customers); of messages 60 % are events with four properties (a sixth of them in "
    "track.toml), 10 % answers, 15 % pages, 15 % identify with two traits"
)
TRACK = """
[events."Order Completed".row]
touchpoint = { constant = "order" }
channel = { column = "how", values = { w = "web", a = "app", p = "phone" } }
amount = "total"
currency = "currency"
[events."Survey Answered".answers.recommend]
column = "score"
scale = "nps_0_10"
touchpoint = "order"
"""

_EVENTS = (
    *("Order Completed", "Product Viewed", "Cart Opened"),
    *("Search Done", "Video Played", "Coupon Entered"),
)
_PAGES = ("Home", "Basket", "Item", "Help")
_A_MESSAGE_MOST = timedelta(milliseconds=40)
_FIRST = NOW - timedelta(days=2)


def stretches(n_messages: int, *, first: int = 1) -> Iterator[list[Entry]]:
    """Yield requests, those of a batch at a time; `first` is the first one's number."""
    shop = _Shop(np.random.default_rng(first))
    for begin in range(0, n_messages, A_STRETCH):
        n_requests = min(A_STRETCH, n_messages - begin) // A_REQUEST
        number = first + begin // A_REQUEST
        yield [shop.request(number + place) for place in range(n_requests)]


class _Shop:
    """Draws what happens next by chance."""

    def __init__(self, seeded: np.random.Generator) -> None:
        self._seeded = seeded
        self._at = _FIRST
        self._visitors = [self._visitor() for _ in range(AT_ONCE)]

    def request(self, number: int) -> Entry:
        """Return a request; it is sent, and comes, a moment after its last message."""
        messages = [self._message() for _ in range(A_REQUEST)]
        sent = self._at + timedelta(milliseconds=5)
        said = {"messages": messages, "sentAt": sent.isoformat()}
        received = sent + timedelta(milliseconds=30)
        return Entry(number, received, SOURCE, "batch", json.dumps(said).encode())

    def _message(self) -> dict[str, object]:
        self._at += float(self._seeded.random()) * _A_MESSAGE_MOST
        place = int(self._seeded.integers(AT_ONCE))
        if self._seeded.random() < 1 / A_VISIT:
            self._visitors[place] = self._visitor()
        return {
            "messageId": self._name(),
            "timestamp": self._at.isoformat(),
            "context": {"library": {"name": "analytics-python", "version": "2.3.2"}},
            "integrations": {},
            **self._visitors[place],
            **self._said(),
        }

    def _visitor(self) -> dict[str, str]:
        if self._seeded.random() < 0.7:
            return {"userId": f"u{self._seeded.integers(CUSTOMERS)}"}
        return {"anonymousId": self._name()}

    def _name(self) -> str:
        return str(UUID(bytes=self._seeded.bytes(16), version=4))

    def _said(self) -> dict[str, object]:
        share = self._seeded.random()
        if share < 0.6:
            properties = {
                "total": round(float(self._seeded.random()) * 100, 2),
                "currency": "EUR",
                "sku": f"s{self._seeded.integers(1000)}",
                "how": self._one_of("wap"),
            }
            event = self._one_of(_EVENTS)
            return {"type": "track", "event": event, "properties": properties}
        if share < 0.7:
            score = {"score": int(self._seeded.integers(11))}
            return {"type": "track", "event": "Survey Answered", "properties": score}
        if share < 0.85:
            properties = {"url": "https://shop.example.com/item", "title": "Home"}
            name = self._one_of(_PAGES)
            return {"type": "page", "name": name, "properties": properties}
        traits = {
            "tier": self._one_of(("gold", "silver", "none")),
            "city": self._one_of(("Ljubljana", "Maribor", "Celje")),
        }
        return {"type": "identify", "traits": traits}

    def _one_of(self, choices: tuple[str, ...] | str) -> str:
        return choices[int(self._seeded.integers(len(choices)))]
