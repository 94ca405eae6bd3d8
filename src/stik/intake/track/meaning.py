"""What the events of the track API mean: `track.toml` of a place, as frozen values."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from stik.errors import MappingError
from stik.intake.mapping import ROW_FIELDS, AnswerColumn, Cell, VerbatimColumn
from stik.intake.mapping_parts import CELL_OF_MESSAGE, PartReader, Toml

_EVENT = ("row", "answers", "verbatims")
_OF_EVENT = tuple(name for name in ROW_FIELDS if name != "customer")

STARTER = """\
# What the events mean that arrive by the track API: see docs/reference/track.md.
# An event that is not here counts as an interaction at a touchpoint of its name.
#
# [events."Order Completed".row]
# touchpoint = { constant = "order" }
# amount = "properties.total"
#
# [events."Survey Answered".answers.recommend]
# column = "properties.score"
# scale = "nps_0_10"
"""


@dataclass(frozen=True)
class Event:
    """What one event means: columns are paths in its message, `properties.total`."""

    row: Mapping[str, Cell] = field(default_factory=dict)
    answers: tuple[AnswerColumn, ...] = ()
    verbatims: tuple[VerbatimColumn, ...] = ()


@dataclass(frozen=True)
class Meaning:
    """What all events mean, by name; one that is not there tells only that it was.

    `page`, `screen`, `identify`, `group` and `alias` stand for all messages of these
    types. A question has one scale and touchpoint, whichever events ask it.
    """

    events: Mapping[str, Event] = field(default_factory=dict)

    @property
    def answers(self) -> dict[str, AnswerColumn]:
        """Return every question on a scale, by its name."""
        return {a.question: a for e in self.events.values() for a in e.answers}

    @property
    def verbatims(self) -> dict[str, VerbatimColumn]:
        """Return every question answered in own words, by its name."""
        return {v.question: v for e in self.events.values() for v in e.verbatims}


def read_meaning(path: Path) -> Meaning:
    """Return the meaning in a TOML file; without the file no event is known.

    Raises
    ------
    MappingError
        Naming the key, what it says and what would be right.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Meaning()
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError(
            path, "", "cannot be read; save it as UTF-8 text."
        ) from error
    return parse_meaning(text, path=str(path))


def parse_meaning(text: str, *, path: str) -> Meaning:
    """Return the meaning that a TOML text describes; `path` names it in errors."""
    try:
        toml = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingError(path, "", f"is no valid TOML: {error}.") from error
    reader = PartReader(path)
    reader.check_keys(toml, allowed=("events",), where="")
    events = reader.table(toml, "events")
    meaning = Meaning({name: _event(reader, name, events) for name in events})
    for event, said in meaning.events.items():
        parts: list[AnswerColumn | VerbatimColumn] = [*said.answers, *said.verbatims]
        for part in parts:
            _check_alike(part, meaning, path=path, where=f"events.{event}")
    return meaning


def _check_alike(
    part: AnswerColumn | VerbatimColumn, meaning: Meaning, *, path: str, where: str
) -> None:
    """Refuse a question that other events ask on another scale or touchpoint."""
    parts = meaning.answers if isinstance(part, AnswerColumn) else meaning.verbatims
    other = parts[part.question]
    if replace(part, cell=other.cell) != other:
        raise MappingError(
            path,
            f"{where}.{part.question}",
            "is asked by another event on another scale or touchpoint; give one of "
            "the two questions another name.",
        )


def _event(reader: PartReader, name: str, events: Toml) -> Event:
    where = f"events.{name}"
    said = reader.table(events, name)
    reader.check_keys(said, allowed=_EVENT, where=where)
    row = reader.table(said, "row")
    reader.check_keys(row, allowed=_OF_EVENT, where=f"{where}.row")
    return Event(
        {
            key: reader.cell(f"row.{key}", part, allowed=CELL_OF_MESSAGE)
            for key, part in row.items()
        },
        tuple(reader.parts(said, "answers", reader.answer).values()),
        tuple(reader.parts(said, "verbatims", reader.verbatim).values()),
    )
