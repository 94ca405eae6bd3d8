"""What serving costs: messages taken durably, beside a row per event, and at rest."""

import gzip
import json
import re
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from os import fdatasync
from pathlib import Path
from time import monotonic, sleep

import numpy as np
from tests.web.sources.serving import Served, served

from bench import wrk
from bench.measure import Measure, Section
from bench.processes import Processes
from bench.row_per_event import row_per_event
from bench.wrk import Answered

SECONDS = 8.0
TURNS = 3
EVENTS = 100
BODIES = 32
_MB = 1e6
_NO_WRK = "Not measured: `wrk` is not installed here (Debian: wrk)."
_HOW = (
    f"`wrk` sends from {wrk.CONNECTIONS} connections on the same machine; each CPU "
    "second of the server's processes counts, each answer only once its messages are "
    "on the disk (SQLite). Beside it the same endpoint in django-ninja, with a row per "
    "event and a commit per request; both took turns, the figures are medians. At "
    "rest: memory of all processes of `stik serve`, shared pages counted once."
)


@dataclass(frozen=True)
class Turn:
    """What one turn of `wrk` got, and what it cost the server."""

    answered: Answered
    cpu_seconds: float
    commits_per_request: float

    @property
    def cpu_of_one(self) -> float:
        """Return the CPU seconds of one answer."""
        return self.cpu_seconds / self.answered.n_answers


def serving(folder: Path, *, share: float) -> Section:
    """Return what it costs to take messages, and to wait for them."""
    at_rest = Measure("`stik serve` at rest", _resting(folder), "MB", at_most=250)
    if not wrk.is_there():
        return Section("Serving", [at_rest], _NO_WRK)
    seconds = max(1.0, SECONDS * share)
    with served(folder / "served", "web") as ours, row_per_event(folder) as rows:
        taking = _Taking(ours, seconds)
        turns = [_turn_of_each(taking, rows) for _ in range(TURNS)]
    synced = _fdatasync_ms(folder / "synced")
    return Section("Serving", [*_measures(turns, synced), at_rest], _HOW)


def _turn_of_each(
    taking: "_Taking", rows: Callable[[Sequence[bytes], float], float]
) -> dict[str, Turn | float]:
    plain = [wrk.post("/v1/batch", body, key=key) for body, key in taking.batches()]
    packed = [
        wrk.post("/v1/batch", gzip.compress(body), key=key, packed=True)
        for body, key in taking.batches()
    ]
    single = [
        wrk.post("/v1/track", json.dumps(event(n)).encode(), key=key)
        for n, key in enumerate(taking.keys * 10)
    ]
    return {
        "plain": taking.turn(plain),
        "packed": taking.turn(packed),
        "single": taking.turn(single),
        "rows": rows([body for body, _ in taking.batches()], taking.seconds),
    }


class _Taking:
    """A served place under load: its keys, its commits, its CPU time."""

    def __init__(self, product: Served, seconds: float) -> None:
        self.seconds = seconds
        self.keys = [product.key(f"source {n}") for n in range(16)]
        self._product = product
        self._processes = Processes(product.parts["web"].pid)

    def batches(self) -> Iterator[tuple[bytes, str]]:
        """Yield bodies of many events, each with the key it is sent by."""
        for n in range(BODIES):
            yield batch(n * EVENTS), self.keys[n % len(self.keys)]

    def turn(self, requests: Sequence[bytes]) -> Turn:
        """Send requests, first some unpaid."""
        wrk.send(requests, port=self._product.port, seconds=1)
        used, commits = self._processes.cpu_seconds(), self._counted("commits")
        answered = wrk.send(requests, port=self._product.port, seconds=self.seconds)
        return Turn(
            answered,
            self._processes.cpu_seconds() - used,
            (self._counted("commits") - commits) / answered.n_answers,
        )

    def _counted(self, what: str) -> float:
        with urllib.request.urlopen(f"{self._product.url}/metrics") as answer:  # noqa: S310 our own
            told = answer.read().decode()
        found = re.search(rf"^stik_intake_{what}_total (\S+)$", told, re.MULTILINE)
        return float(found[1]) if found else 0.0


def event(n: int) -> dict[str, object]:
    """Return a message as a client sends it."""
    return {
        "type": "track",
        "event": "Order Completed",
        "userId": f"customer-{n % 5_000}",
        "messageId": f"message-{n:08}",
        "timestamp": "2026-05-31T18:20:00.000Z",
        "properties": {"total": 12.5, "currency": "EUR", "shop": "north"},
        "context": {"library": {"name": "analytics", "version": "1.0"}},
    }


def batch(first: int) -> bytes:
    """Return a body of many messages, from a number on."""
    events = [event(n) for n in range(first, first + EVENTS)]
    return json.dumps({"batch": events}).encode()


def _measures(
    turns: Sequence[dict[str, Turn]], synced: tuple[float, float]
) -> list[Measure]:
    def middle(kind: str, of: Callable[[Turn], float]) -> float:
        return float(np.median([of(turn[kind]) for turn in turns]))

    def per_event(kind: str) -> float:
        return middle(kind, lambda turn: turn.cpu_of_one) / EVENTS * 1e6

    beside = float(
        np.median([turn["rows"] / turn["plain"].cpu_of_one for turn in turns])
    )
    p99 = middle("plain", lambda turn: turn.answered.p99_ms)
    of_one = middle("single", lambda turn: turn.cpu_of_one) * 1e3
    rate = middle("single", lambda t: t.answered.n_answers / t.answered.seconds)
    shared = middle("plain", lambda turn: turn.commits_per_request)
    errors = sum(turn[kind].answered.n_errors for turn in turns for kind in _OURS)
    many = f"{EVENTS} events a request"
    return [
        Measure(f"{many}: each event", per_event("plain"), "CPU µs", at_most=9),
        Measure(f"{many}, gzip: each event", per_event("packed"), "CPU µs", at_most=9),
        Measure("a row per event, against ours", beside, "times", at_least=10),
        Measure(f"{many}: commits a request", shared, at_most=0.2),
        Measure(f"{many}: 99 % answered within", p99, "ms"),
        Measure("`fdatasync` of as many bytes: 50 % within", synced[0], "ms"),
        Measure("`fdatasync` of as many bytes: 99 % within", synced[1], "ms"),
        Measure("one event a request: each answer", of_one, "CPU ms", at_most=1),
        Measure("one event a request: answers", rate, "a second", at_least=1_000),
        Measure("requests not answered with 200", errors, at_most=0),
    ]


_OURS = ("plain", "packed", "single")


def _fdatasync_ms(file: Path) -> tuple[float, float]:
    """Return within how many ms half, and 99 %, of writes like ours are on the disk."""
    body, taken = batch(0), []
    with file.open("wb", buffering=0) as written:
        for _ in range(300):
            written.write(body)
            began = monotonic()
            fdatasync(written.fileno())
            taken.append((monotonic() - began) * 1e3)
    half, most = np.percentile(taken, [50, 99])
    return float(half), float(most)


def _resting(folder: Path) -> float:
    """Return the megabytes that `stik serve` holds on an empty place."""
    with served(folder / "resting", "serve") as product:
        sleep(5)
        return Processes(product.parts["serve"].pid).pss_bytes() / _MB
