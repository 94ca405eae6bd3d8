"""A stretch of the intake log: its messages, each with its number and its moment."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from stik.intake.track.message import Accepted, Kind
from stik.intake.track.wanted import Read, Wanted
from stik.terms.counts import Integers

MOST_MESSAGES = 10_000
"""A request holds fewer messages, so that its number and theirs name each one."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EARLIEST, _LATEST = np.array(["0001-01-01", "9999-12-31"], "M8[us]")

Instants = npt.NDArray[np.datetime64]
"""Moments in UTC, NaT where there is none."""


@dataclass(frozen=True)
class Entry:
    """One request in the intake log: its number, when it came, and from which source.

    `body` is an `Accepted` as JSON; `kind` the type of its message, or `batch`.
    """

    number: int
    received_at: datetime
    source: str
    kind: Kind | Literal["batch"]
    body: bytes


@dataclass(frozen=True)
class Messages:
    """The messages of some requests, in order.

    `number` names each in its log, `occurred` is when by our clock.
    """

    read: Sequence[Read]
    number: Integers
    occurred: Instants

    def occurred_at(self) -> pa.Array:
        """Return when each occurred."""
        return pa.array(self.occurred).cast(pa.timestamp("us", tz="UTC"))


def read_messages(entries: Sequence[Entry], wanted: Wanted) -> Messages:
    """Return the messages of requests, so far as they are wanted."""
    read: list[Read] = []
    sent: list[datetime | None] = []
    n_messages: list[int] = []
    for entry in entries:
        request = wanted.request(entry.body)
        if entry.kind != "batch":
            for message in request.messages:
                message.type = entry.kind
        read += request.messages
        sent.append(request.sent_at)
        n_messages.append(len(request.messages))
    begins = np.cumsum([0, *n_messages[:-1]])
    first = np.array([entry.number for entry in entries]) * MOST_MESSAGES - begins
    received = _instants([entry.received_at for entry in entries])
    occurred = _occurred(
        read,
        sent=np.repeat(_instants(sent), n_messages),
        received=np.repeat(received, n_messages),
    )
    number = np.repeat(first, n_messages) + np.arange(len(read))
    return Messages(read, number, occurred)


def held_messages(
    said: Mapping[int, str], wanted: Wanted, *, occurred: Mapping[int, str]
) -> Messages:
    """Return messages that waited, by number as `raw_of` gave them; and when each was.

    `occurred` holds the moments in ISO 8601.
    """
    body = f'{{"messages": [{",".join(said.values())}]}}'.encode()
    moments = [datetime.fromisoformat(occurred[number]) for number in said]
    numbers = np.fromiter(said, np.int64, len(said))
    return Messages(wanted.request(body).messages, numbers, _instants(moments))


def raw_of(number: int, *, entries: Sequence[Entry]) -> str:
    """Return a message as it was sent, by its number; it says its type in any case."""
    request, index = divmod(number, MOST_MESSAGES)
    entry = next(entry for entry in entries if entry.number == request)
    raw = bytes(msgspec.json.decode(entry.body, type=Accepted).messages[index])
    if entry.kind == "batch":
        return raw.decode()
    return json.dumps({**json.loads(raw), "type": entry.kind}, ensure_ascii=False)


def _occurred(read: Sequence[Read], *, sent: Instants, received: Instants) -> Instants:
    """Return when messages occurred, by our clock; else when they came.

    A source whose clock is wrong is as wrong when it sends: what it says is moved by
    the difference. Source: https://segment.com/docs/connections/spec/common.
    """
    said = _instants([message.timestamp for message in read])
    own = _instants([message.sent_at for message in read])
    sent = np.where(np.isnat(own), sent, own)
    moved = np.where(np.isnat(sent), said, received - (sent - said))
    occurred = np.where(np.isnat(said), received, moved)
    return np.clip(occurred, _EARLIEST, _LATEST)


def _instants(moments: Sequence[datetime | None]) -> Instants:
    """Return moments in UTC; one that does not say its zone is in UTC."""
    try:
        since = [None if moment is None else moment - _EPOCH for moment in moments]
    except TypeError:  # some say their zone, others do not
        return _instants([_aware(moment) for moment in moments])
    elapsed = pa.array(since, pa.duration("us")).to_numpy(zero_copy_only=False)
    instants: Instants = np.datetime64(0, "us") + elapsed
    return instants


def _aware(moment: datetime | None) -> datetime | None:
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)
