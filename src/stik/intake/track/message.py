"""One message of the track API: read from JSON, or refused with field and mend.

Source of the form: the Segment specification, https://segment.com/docs/connections/spec.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, get_args

import msgspec

Kind = Literal["track", "identify", "page", "screen", "group", "alias"]
KINDS: tuple[Kind, ...] = get_args(Kind)

MOST_BYTES = 32 * 1024
"""A message may be so long, as in the Segment specification."""

MOST_BYTES_TOGETHER = 500 * 1024
"""A request may be so long."""


class Message(msgspec.Struct, rename="camel", gc=False):
    """What a source says: who did what, and when; times are as the source tells them.

    What JSON holds cannot hold itself: the collector need not look at it.
    `previous_id` is whom an alias was known as before, `group_id` the account.
    """

    type: Kind | None = None
    message_id: str | None = None
    user_id: str | int | None = None
    anonymous_id: str | int | None = None
    previous_id: str | int | None = None
    group_id: str | int | None = None
    event: str | None = None
    name: str | None = None
    properties: dict[str, Any] | None = None
    traits: dict[str, Any] | None = None
    context: dict[str, Any] | None = None
    timestamp: datetime | None = None
    sent_at: datetime | None = None

    @property
    def who(self) -> str | None:
        """Return the name of whom it is about: the known one before the anonymous."""
        named = self.user_id if self.user_id not in (None, "") else self.anonymous_id
        return None if named in (None, "") else str(named)


class Refused(msgspec.Struct, rename="camel"):
    """Why a message was not taken: its place in the batch, the field and the mend."""

    index: int
    field: str | None
    message: str


class Accepted(msgspec.Struct, rename="camel"):
    """What a request brings: its messages as they came, and when it was sent."""

    messages: list[msgspec.Raw]
    sent_at: datetime | None = None


class _Batch(msgspec.Struct, rename="camel"):
    batch: list[msgspec.Raw]
    sent_at: datetime | None = None


_batch = msgspec.json.Decoder(_Batch)
_message = msgspec.json.Decoder(Message, strict=False)


class BodyRefused(ValueError):
    """A request of which nothing can be taken; the sentence names field and mend."""


def read_request(
    body: bytes, *, kind: Kind | Literal["batch"]
) -> tuple[Accepted, list[Refused]]:
    """Return the messages of a request that can be taken, and those that cannot.

    Raises
    ------
    BodyRefused
        When the body is no JSON object of this kind.
    """
    try:
        if kind != "batch":
            read = Accepted([msgspec.Raw(body)])
        else:
            batch = _batch.decode(body)
            read = Accepted(batch.batch, batch.sent_at)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BodyRefused(_sentence(error)) from error
    refused = [
        Refused(index, *fault)
        for index, raw in enumerate(read.messages)
        if (fault := _fault(raw, kind))
    ]
    if not refused:
        return read, []
    wrong = {each.index for each in refused}
    kept = [raw for index, raw in enumerate(read.messages) if index not in wrong]
    return Accepted(kept, read.sent_at), refused


def message_of(raw: msgspec.Raw | bytes) -> Message:
    """Return a message that was taken."""
    return _message.decode(raw)


def _fault(raw: msgspec.Raw, kind: str) -> tuple[str | None, str] | None:
    """Return field and sentence of what is wrong with a message, None for nothing."""
    if len(raw) > MOST_BYTES:
        return None, f"is {len(raw):,} bytes long; send at most {MOST_BYTES:,}."
    try:
        message = _message.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return _field(error), _sentence(error)
    lacks = _lacks(message, message.type if kind == "batch" else kind)
    if lacks or len(raw) <= _MOST_LETTERS:  # no field is longer than the message
        return lacks
    return _too_long(message)


def _lacks(message: Message, kind: str | None) -> tuple[str, str] | None:
    if kind is None:
        return "type", f"is missing; write one of {', '.join(KINDS)}."
    if not message.user_id and message.who is None:
        return "userId", "is missing; send a userId or an anonymousId."
    if kind == "track" and message.event:  # most are, and are asked no more
        return None
    needed = _NEEDED.get(kind)
    if needed and getattr(message, needed[0]) in (None, ""):
        return needed[1], f"is missing; a message of type {kind} needs it."
    return None


_NEEDED = {
    "track": ("event", "event"),
    "group": ("group_id", "groupId"),
    "alias": ("previous_id", "previousId"),
}
_TEXTS: Sequence[tuple[str, str]] = (
    ("message_id", "messageId"),
    ("user_id", "userId"),
    ("anonymous_id", "anonymousId"),
    ("previous_id", "previousId"),
    ("group_id", "groupId"),
    ("event", "event"),
    ("name", "name"),
)
_MOST_LETTERS = 1_000


def _too_long(message: Message) -> tuple[str, str] | None:
    for name, field in _TEXTS:
        text = getattr(message, name)
        if isinstance(text, str) and len(text) > _MOST_LETTERS:
            return field, f"has {len(text):,} letters; send at most {_MOST_LETTERS:,}."
    return None


def _field(error: Exception) -> str | None:
    """Return the field that msgspec names, such as `timestamp` of `$.timestamp`."""
    _, found, path = str(error).partition(" - at `$.")
    return path.rstrip("`") if found else None


_MENDS = {
    "type": f"write one of {', '.join(KINDS)}",
    "timestamp": "write a moment such as 2026-05-31T18:20:00Z",
    "sentAt": "write a moment such as 2026-05-31T18:20:00Z",
}


def _sentence(error: Exception) -> str:
    """Return what is wrong, and how to write it right."""
    said = str(error).partition(" - at ")[0].replace("`", "'").rstrip(".")
    mend = _MENDS.get(
        _field(error) or "", "write JSON as the Segment specification has it"
    )
    return f"{said}; {mend}."
