"""What became facts, as it is told: each event with a name of its own and its content.

An event is made of the facts anew at each try: who was erased meanwhile is in none.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import msgspec

from stik.intake.held_list import row_id
from stik.workspace import Workspace
from stik.workspace.arriving import Arrived, Reached
from stik_web.webhooks.models import Kind

_OF_A_MESSAGE = ("source", "sequence", "occurred_at", "precision", "touchpoint")
_OF_AN_ANSWER = ("question", "scale", "value", "weight")
_OF_A_PLACE = ("channel", "unit", "language", "journey", "journey_instance")
_OF_A_HELD_ROW = ("source", "file", "field", "reason", "sentence")


@dataclass(frozen=True)
class Event:
    """One event; `name` is the same at every try, and no other event's."""

    name: str
    kind: Kind
    body: bytes
    reached: Reached


def events_since(
    reached: Reached, *, kinds: Collection[str], workspace: Workspace, most: int
) -> tuple[list[Event], Reached]:
    """Return the next events of these kinds, and how far who was told them has come."""
    arriving = workspace.arriving
    events: list[Event] = []
    if Kind.ANSWER in kinds:
        arrived, reached = arriving.answers(reached, most=most)
        events += [_answered(each) for each in arrived]
    else:
        reached = replace(reached, sequence=arriving.end().sequence)
    if Kind.HELD_BACK in kinds:
        arrived, reached = arriving.held_back(reached, most=most)
        events += [_held_back(each) for each in arrived]
    else:
        reached = replace(reached, held=arriving.end().held)
    return events, reached


def _answered(arrived: Arrived) -> Event:
    first = arrived.rows[0]
    said = {
        **{name: first[name] for name in (*_OF_A_MESSAGE, *_OF_A_PLACE)},
        "customer": first["customer_name"],
        "answers": [
            {name: row[name] for name in (*_OF_AN_ANSWER, "touchpoint")}
            for row in arrived.rows
        ],
    }
    name = f"answer_{first['sequence']}_{_micro(arrived.recorded_at)}"
    return _event(name, Kind.ANSWER, said, arrived)


def _held_back(arrived: Arrived) -> Event:
    row = arrived.rows[0]
    said = {"row": row_id(row), **{name: row[name] for name in _OF_A_HELD_ROW}}
    name = f"held_{row['snapshot']}_{row['row']}_{_micro(arrived.recorded_at)}"
    return _event(name, Kind.HELD_BACK, said, arrived)


def _event(name: str, kind: Kind, said: dict[str, Any], arrived: Arrived) -> Event:
    told = {"type": kind.value, "timestamp": arrived.recorded_at, "data": said}
    return Event(name, kind, msgspec.json.encode(told), arrived.reached)


def _micro(moment: datetime) -> int:
    """Return a moment as a number: a place that is restored counts anew, time not."""
    return int(moment.timestamp() * 1_000_000)
