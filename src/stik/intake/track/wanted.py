"""What is read of messages at all: of their objects only what `track.toml` names.

To decode the rest, and to throw it away, took four times as long.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, cast

import msgspec

_OF_MESSAGE = {
    "userId": "user_id",
    "anonymousId": "anonymous_id",
    "groupId": "group_id",
    "event": "event",
    "name": "name",
    "type": "type",
}
_PARTLY_READ = ("properties", "context")
_ROOTS = (*_PARTLY_READ, "traits")


class Read(msgspec.Struct, rename="camel", gc=False):
    """A message so far as it is read; it was checked when it came (see `message`).

    What JSON holds cannot hold itself: the collector need not look at it.
    """

    type: str | None = None
    message_id: str | None = None
    user_id: str | int | None = None
    anonymous_id: str | int | None = None
    previous_id: str | int | None = None
    group_id: str | int | None = None
    event: str | None = None
    name: str | None = None
    traits: dict[str, Any] | None = None
    timestamp: datetime | None = None
    sent_at: datetime | None = None


def who_of(messages: Iterable[Read]) -> list[str | None]:
    """Return of each message whom it is about: the known one before the anonymous."""
    return [
        message.user_id
        if message.user_id.__class__ is str and message.user_id
        else _name(message.user_id) or _name(message.anonymous_id)
        for message in messages
    ]


def links_of(messages: Sequence[Read]) -> dict[str, str]:
    """Return as whom customers were known before: that name to this one."""
    links: dict[str, str] = {}
    for message in messages:
        if message.previous_id is None and (
            message.anonymous_id is None or message.user_id is None
        ):
            continue
        user, anonymous = _name(message.user_id), _name(message.anonymous_id)
        was = _name(message.previous_id) or (anonymous if user else None)
        who = user or anonymous
        if was and who and was != who:
            links[was] = who
    return links


def renamed_in(messages: Sequence[Read]) -> frozenset[str]:
    """Return whom an alias says to be somebody else, under all names they have."""
    said = (message.previous_id for message in messages)
    return frozenset(str(name) for name in said if name not in (None, ""))


def _name(said: str | int | None) -> str | None:
    """Return a name as text, None where nobody is named."""
    return None if said in (None, "") else str(said)


class Request(msgspec.Struct, rename="camel", kw_only=True):
    """A request of the intake log, its messages so far as they are read."""

    messages: list[Read]
    sent_at: datetime | None = None


class Wanted:
    """Decodes requests, and finds in their messages what is at the paths wanted."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._fields: dict[str, dict[str, str]] = {root: {} for root in _PARTLY_READ}
        for root, *names in map(_parts, paths):
            if root in _PARTLY_READ:
                fields = self._fields[root]
                fields.setdefault(names[0], f"field_{len(fields)}")
        self._requests = msgspec.json.Decoder(self._request_type(), strict=False)

    def request(self, body: bytes) -> Request:
        """Return a request of the intake log."""
        return self._requests.decode(body)

    def values(self, path: str, messages: Sequence[Read]) -> list[Any]:
        """Return what is at a path of each message, None where there is nothing."""
        root, *names = _parts(path)
        if not names:
            return list(map(attrgetter(root), messages))
        found = list(map(attrgetter(root), messages))
        if root in _PARTLY_READ:
            field = attrgetter(self._fields[root][names.pop(0)])
            found = [None if each is None else field(each) for each in found]
        for name in names:
            found = [e.get(name) if isinstance(e, dict) else None for e in found]
        return found

    def _request_type(self) -> type[Request]:
        """Return the type of a request whose objects have the fields wanted alone."""
        objects = [
            (root, _object_type(root, fields) | None, None)
            for root, fields in self._fields.items()
            if fields
        ]
        message = msgspec.defstruct(
            "Message", objects, bases=(Read,), rename="camel", gc=False
        )
        messages = ("messages", list[message])  # type: ignore[valid-type] # made here
        request = msgspec.defstruct("Request", [messages], bases=(Request,))
        return cast("type[Request]", request)


def _object_type(name: str, fields: dict[str, str]) -> type[msgspec.Struct]:
    return msgspec.defstruct(
        name,
        [(field, Any, None) for field in fields.values()],
        rename={field: name for name, field in fields.items()},
        gc=False,
    )


def _parts(path: str) -> tuple[str, ...]:
    """Return a path's attribute of a message, then the names inside.

    Without a root it is a property.
    """
    if path in _OF_MESSAGE:
        return (_OF_MESSAGE[path],)
    root, _, rest = path.partition(".")
    if root not in _ROOTS:
        root, rest = "properties", path
    return (root, *rest.split("."))
