"""What an event of an OCEL 2.0 log says of each object of a type that it is about."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from stik.formats.event_log.xes_elements import CASE, Cell

OBJECT = "object:"
"""What stands before the type of other objects that an event is about."""

Change = tuple[datetime, Cell]

_ALWAYS = datetime.min.replace(tzinfo=UTC)


class NotAnEvent(Exception):
    """What is wrong with an event."""


@dataclass
class Objects:
    """The objects of a log: their types, and their attributes as they changed.

    Memory grows with the objects, not with the events.
    """

    types: dict[str, str] = field(default_factory=dict)
    changes: dict[str, dict[str, list[Change]]] = field(default_factory=dict)

    @classmethod
    def of(cls, elements: Iterable[tuple[str, object]]) -> "Objects":
        """Return the objects that are among the elements of a log."""
        objects, has_begun = cls(), False
        for name, element in elements:
            if name == "objects" and isinstance(element, dict):
                has_begun = True
                objects.add(element)
            elif has_begun:
                break
        return objects

    def add(self, told: Mapping[str, Any]) -> None:
        """Take in an object; one without name or type is none."""
        name, kind = told.get("id"), told.get("type")
        if not isinstance(name, str) or not isinstance(kind, str):
            return
        self.types[name] = kind
        for said in _dicts(told.get("attributes")):
            if isinstance(said.get("name"), str):
                changes = self.changes.setdefault(name, {})
                change = (_moment(said.get("time")) or _ALWAYS, text(said.get("value")))
                changes.setdefault(said["name"], []).append(change)
        for changed in self.changes.get(name, {}).values():
            changed.sort(key=lambda change: change[0])

    def attributes(self, name: str, at: datetime | None) -> dict[str, Cell]:
        """Return what an object's attributes were at a moment, the last without one."""
        found: dict[str, Cell] = {}
        for attribute, changes in self.changes.get(name, {}).items():
            place = len(changes)
            if at is not None:
                place = bisect_right(changes, at, key=lambda change: change[0])
            if place:
                found[CASE + attribute] = changes[place - 1][1]
        return found


def rows_of(
    event: object, objects: Objects, *, object_type: str
) -> Iterator[dict[str, Cell]]:
    """Yield a row for each object of a type that an event is about.

    Raises
    ------
    NotAnEvent
        Where it lacks its type, or is about an object that the log does not have.
    """
    if not isinstance(event, dict) or not isinstance(event.get("type"), str):
        raise NotAnEvent("it has no type")
    related = related_objects(event, objects)
    others: dict[str, list[str]] = {}
    for name, kind, _ in related:
        if kind != object_type:
            others.setdefault(OBJECT + kind, []).append(name)
    said: dict[str, Cell] = {
        "concept:name": event["type"],
        "time:timestamp": text(event.get("time")),
        "ocel:eid": text(event.get("id")),
    }
    said |= {a["name"]: text(a.get("value")) for a in _named(event.get("attributes"))}
    said |= {kind: _one_or_list(names) for kind, names in others.items()}
    at = _moment(event.get("time"))
    for name, kind, qualifier in related:
        if kind == object_type:
            yield {
                f"{CASE}concept:name": name,
                **objects.attributes(name, at),
                "ocel:qualifier": qualifier,
                **said,
            }


def related_objects(
    event: Mapping[str, Any], objects: Objects
) -> list[tuple[str, str, Cell]]:
    """Return the objects an event is about, each once: name, type and qualifier."""
    found: dict[str, tuple[str, str, Cell]] = {}
    for relation in _dicts(event.get("relationships")):
        name = relation.get("objectId")
        if not isinstance(name, str) or name not in objects.types:
            raise NotAnEvent(f"it is about an object '{name}', which the log has not")
        qualifier = text(relation.get("qualifier"))
        found.setdefault(name, (name, objects.types[name], qualifier))
    return list(found.values())


def text(value: object) -> Cell:
    """Return a value as text: whole numbers without a point, lists as JSON."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value, ensure_ascii=False)


def _dicts(found: object) -> Iterator[Mapping[str, Any]]:
    every = found if isinstance(found, list) else []
    return (each for each in every if isinstance(each, dict))


def _named(found: object) -> Iterator[Mapping[str, Any]]:
    return (each for each in _dicts(found) if isinstance(each.get("name"), str))


def _one_or_list(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else json.dumps(names, ensure_ascii=False)


def _moment(told: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(told))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
