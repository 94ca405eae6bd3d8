"""A message becomes a row of texts, as the meaning of its event says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from json import dumps
from typing import Any

from stik.intake.distinct import canonical
from stik.intake.mapping import Cell
from stik.intake.track.meaning import Event, Meaning
from stik.intake.track.message import Message

Row = dict[str, str | None]
"""Texts by column: `message`, `occurred`, `who`, `previously`, what a row says of
itself, and of traits and questions `traits.NAME`, `answers.NAME`, `verbatims.NAME`."""

TRAITS, ANSWERS, VERBATIMS = "traits.", "answers.", "verbatims."

_ROOTS = ("properties", "traits", "context")
_OF_MESSAGE = {
    "userId": "user_id",
    "anonymousId": "anonymous_id",
    "groupId": "group_id",
    "event": "event",
    "name": "name",
    "type": "type",
}
_CHANNELS = {"page": "web", "screen": "app"}


@dataclass(frozen=True)
class Reading:
    """How the messages of one event are read: columns, each with where it is found."""

    cells: tuple[tuple[str, Cell], ...] = ()

    @classmethod
    def of(cls, event: Event) -> "Reading":
        """Return how an event is read."""
        cells = [(name, cell) for name, cell in event.row.items()]
        cells += [(f"{ANSWERS}{a.question}", a.cell) for a in event.answers]
        cells += [(f"{VERBATIMS}{v.question}", v.cell) for v in event.verbatims]
        return cls(tuple(cells))

    def row(self, message: Message) -> Row:
        """Return what a message says in each column; None where it says nothing."""
        return {name: _said(cell, message) for name, cell in self.cells}


@dataclass
class Rows:
    """Makes rows of messages; `traits` holds every trait seen so far."""

    meaning: Meaning
    traits: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        events = self.meaning.events.items()
        self._readings = {name: Reading.of(event) for name, event in events}

    def row(self, message: Message, *, name: str, at: datetime) -> Row:
        """Return the row of a message called `name`, which occurred `at`."""
        kind = message.type or "track"
        event = message.event if kind == "track" else kind
        row: Row = {
            "message": message.message_id or name,
            "occurred": at.isoformat(),
            "who": message.who,
            "previously": _previously(message),
        }
        _KINDS[kind](row, message)
        if event in self._readings:
            row |= self._readings[event].row(message)
        if kind in _TELL_TRAITS:
            told = (name for name in row if name.startswith(TRAITS))
            self.traits |= dict.fromkeys(name.removeprefix(TRAITS) for name in told)
        return row


def _track(row: Row, message: Message) -> None:
    row["touchpoint"] = message.event


def _page(row: Row, message: Message) -> None:
    kind = str(message.type)
    row["touchpoint"] = message.name or kind
    row["channel"] = _CHANNELS[kind]


def _identify(row: Row, message: Message) -> None:
    _add_traits(row, message.traits or {})


def _group(row: Row, message: Message) -> None:
    row[f"{TRAITS}account"] = str(message.group_id)
    _add_traits(row, message.traits or {}, of="account.")


def _alias(_row: Row, _message: Message) -> None:
    """Say nothing more: every message tells as whom its customer was known before."""


_KINDS: Mapping[str, Callable[[Row, Message], None]] = {
    "track": _track,
    "page": _page,
    "screen": _page,
    "identify": _identify,
    "group": _group,
    "alias": _alias,
}


def _previously(message: Message) -> str | None:
    """Return as whom a customer was known before: the alias's, or anonymous."""
    if message.previous_id not in (None, ""):
        return str(message.previous_id)
    if message.user_id in (None, "") or message.anonymous_id in (None, ""):
        return None
    return str(message.anonymous_id)


_TELL_TRAITS = ("identify", "group")


def _add_traits(row: Row, traits: Mapping[str, Any], *, of: str = "") -> None:
    """Add traits, those of an object under their names with a dot between."""
    for name, value in traits.items():
        if isinstance(value, dict):
            _add_traits(row, value, of=f"{of}{name}.")
        elif (said := text_of(value)) is not None:
            row[f"{TRAITS}{of}{name}"] = said


def _said(cell: Cell, message: Message) -> str | None:
    """Return what a cell says of a message, after its value map and missing codes."""
    if cell.constant is not None:
        return cell.constant
    for path in cell.columns:
        said = text_of(_found(path, message))
        if said is None:
            continue
        plain = canonical(said)
        if plain in cell.missing:
            return None
        return cell.values.get(plain, plain) or None
    return None


def _found(path: str, message: Message) -> Any:  # noqa: ANN401 whatever JSON holds
    """Return what is at a path of a message; without a root it is a property."""
    if path in _OF_MESSAGE:
        return getattr(message, _OF_MESSAGE[path])
    root, _, rest = path.partition(".")
    if root not in _ROOTS:
        root, rest = "properties", path
    found = getattr(message, root)
    for name in rest.split("."):
        if not isinstance(found, dict):
            return None
        found = found.get(name)
    return found


def text_of(value: Any) -> str | None:  # noqa: ANN401 as `_found`
    """Return a JSON value as it would be written in a file; None for nothing.

    >>> text_of(True), text_of(4.5), text_of(""), text_of(["a", "b"])
    ('1', '4.5', None, '["a", "b"]')
    """
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return repr(value)
    return dumps(value, ensure_ascii=False)


def occurred(
    message: Message, *, sent: datetime | None, received: datetime
) -> datetime:
    """Return when a message occurred, by our clock.

    A source whose clock is wrong is as wrong when it sends: what it says is moved by
    the difference. Source: https://segment.com/docs/connections/spec/common.
    """
    if message.timestamp is None:
        return received
    at, sent = _aware(message.timestamp), message.sent_at or sent
    return at if sent is None else received - (_aware(sent) - at)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
