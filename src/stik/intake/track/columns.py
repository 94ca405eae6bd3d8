"""What messages say becomes columns of text: those of one kind, and event, at once."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from json import dumps
from typing import Any

import numpy as np
import pyarrow as pa

from stik.intake.distinct import NOTHING, Codes, Texts, meant
from stik.intake.mapping import Cell
from stik.intake.track.consent import (
    CONSENT,
    PREFERENCES,
    UPDATED,
    choices,
    is_a_choice,
)
from stik.intake.track.meaning import Event, Meaning
from stik.intake.track.wanted import Read, Wanted
from stik.terms.counts import Integers

TRAITS, ANSWERS, VERBATIMS = "traits.", "answers.", "verbatims."

Group = Sequence[Read]

_CHANNELS = {"page": "web", "screen": "app"}


class Columns:
    """What messages say, by column, a text or null for each of them.

    What a row says of itself, such as `touchpoint`, and of traits and questions
    `traits.NAME`, `answers.NAME`, `verbatims.NAME`.
    """

    def __init__(self, n_messages: int) -> None:
        self._n_messages = n_messages
        self._whole: dict[str, pa.Array] = {}
        self._filled: dict[str, _Column] = {}

    def put(self, name: str, column: pa.Array) -> None:
        """Put in a column what all messages say."""
        self._whole[name] = column

    def fill(self, name: str, rows: Integers, said: Texts) -> None:
        """Put in a column what some of the messages say."""
        if name not in self._filled:
            self._filled[name] = _Column(self._n_messages)
        self._filled[name].fill(rows, said)

    def traits(self) -> list[str]:
        """Return every trait that is told of."""
        told = (name for name in self._filled if name.startswith(TRAITS))
        return [name.removeprefix(TRAITS) for name in told]

    def table(self, names: Iterable[str]) -> pa.Table:
        """Return columns as a table; null throughout where no message says a thing."""
        filled = {name: column.to_arrow() for name, column in self._filled.items()}
        told, nothing = self._whole | filled, pa.nulls(self._n_messages, pa.string())
        return pa.table({name: told.get(name, nothing) for name in names})


class _Column:
    """A text for each row, null until it is filled in."""

    def __init__(self, n_rows: int) -> None:
        self._codes: Codes = np.full(n_rows, NOTHING, dtype=np.int32)
        self._texts: dict[str, int] = {}

    def fill(self, rows: Integers, said: Texts) -> None:
        codes = [self._texts.setdefault(t, len(self._texts)) for t in said.texts]
        # What the messages do not say, of code -1, reaches the last place.
        self._codes[rows] = np.array([*codes, NOTHING], dtype=np.int32)[said.codes]

    def to_arrow(self) -> pa.Array:
        return Texts(self._codes, tuple(self._texts)).to_arrow()


def columns_of(messages: Group, meaning: Meaning, wanted: Wanted) -> Columns:
    """Return what messages say by their kind, and as the meaning of their event."""
    columns = Columns(len(messages))
    for kind, rows in _rows_by(Texts.of([message.type for message in messages])):
        _BY_KIND[kind](columns, rows, [messages[row] for row in rows.tolist()])
    named = [m.event if m.type == "track" else m.type for m in messages]
    for event, rows in _rows_by(Texts.of(named), among=meaning.events):
        group = [messages[row] for row in rows.tolist()]
        for name, cell in cells_of(meaning.events[event]):
            columns.fill(name, rows, _said(cell, group, wanted))
    for _, rows in _rows_by(Texts.of(named), among=("identify", UPDATED)):
        group = [messages[row] for row in rows.tolist()]
        _fill_traits(columns, rows, wanted.values(PREFERENCES, group), of=CONSENT)
    return columns


def cells_of(event: Event) -> Iterator[tuple[str, Cell]]:
    """Yield the columns that an event fills, each with where in its messages."""
    yield from event.row.items()
    yield from ((f"{ANSWERS}{a.question}", a.cell) for a in event.answers)
    yield from ((f"{VERBATIMS}{v.question}", v.cell) for v in event.verbatims)


def _rows_by(
    names: Texts, *, among: Collection[str] | None = None
) -> Iterator[tuple[str, Integers]]:
    """Yield each name, or those `among` which it is, with its rows."""
    for code, name in enumerate(names.texts):
        if among is None or name in among:
            yield name, np.flatnonzero(names.codes == code)


def _track(columns: Columns, rows: Integers, group: Group) -> None:
    columns.fill("touchpoint", rows, Texts.of([message.event for message in group]))


def _page(columns: Columns, rows: Integers, group: Group) -> None:
    kind = str(group[0].type)
    names = [message.name or kind for message in group]
    columns.fill("touchpoint", rows, Texts.of(names))
    columns.fill("channel", rows, Texts.constant(_CHANNELS[kind], rows=len(group)))


def _identify(columns: Columns, rows: Integers, group: Group) -> None:
    _fill_traits(columns, rows, [message.traits for message in group])


def _group(columns: Columns, rows: Integers, group: Group) -> None:
    accounts = [str(message.group_id) for message in group]
    columns.fill(f"{TRAITS}account", rows, Texts.of(accounts))
    _fill_traits(columns, rows, [message.traits for message in group], of="account.")


def _alias(_columns: Columns, _rows: Integers, _group: Group) -> None:
    """Say nothing more: every message tells as whom its customer was known before."""


_BY_KIND: Mapping[str, Callable[[Columns, Integers, Group], None]] = {
    "track": _track,
    "page": _page,
    "screen": _page,
    "identify": _identify,
    "group": _group,
    "alias": _alias,
}


def _fill_traits(
    columns: Columns,
    rows: Integers,
    told: Sequence[Any],
    *,
    of: str = "",
) -> None:
    """Put traits in their columns, those of an object with its name before theirs."""
    for name, (where, values) in _by_trait(rows, told).items():
        here, is_object = np.array(where), [isinstance(each, dict) for each in values]
        if any(is_object):
            inside = list(compress(values, is_object))
            _fill_traits(columns, here[is_object], inside, of=f"{of}{name}.")
        plain = (None if isinstance(each, dict) else each for each in values)
        texts, trait = _texts_of(plain), f"{of}{name}"
        said = Texts.of([*choices(texts)] if is_a_choice(trait) else texts)
        if said.texts:
            columns.fill(f"{TRAITS}{trait}", here, said)


def _by_trait(
    rows: Integers, told: Sequence[Any]
) -> dict[str, tuple[list[int], list[Any]]]:
    """Return each trait's values, with the rows that tell of it."""
    # Most messages tell of the same traits: those are looked at together.
    alike: dict[tuple[str, ...], tuple[list[int], list[Mapping[str, Any]]]] = {}
    for row, traits in zip(rows.tolist(), told, strict=True):
        if isinstance(traits, dict):
            where, objects = alike.setdefault(tuple(traits), ([], []))
            where.append(row)
            objects.append(traits)
    found: dict[str, tuple[list[int], list[Any]]] = defaultdict(lambda: ([], []))
    for names, (where, objects) in alike.items():
        for name in names:
            found[name][0].extend(where)
            found[name][1].extend(traits[name] for traits in objects)
    return found


def _said(cell: Cell, group: Group, wanted: Wanted) -> Texts:
    """Return what a cell says of messages, after its value map and missing codes."""
    if cell.constant is not None:
        return Texts.constant(cell.constant, rows=len(group))
    said, *others = (_texts_of(wanted.values(path, group)) for path in cell.columns)
    for other in others:  # the first that says something counts
        said = [b if a is None else a for a, b in zip(said, other, strict=True)]
    return meant(Texts.of(said), cell)


def _texts_of(values: Iterable[Any]) -> list[str | None]:
    return [
        value if value.__class__ is str and value else text_of(value)
        for value in values
    ]


def text_of(value: Any) -> str | None:  # noqa: ANN401 whatever JSON holds
    """Return a JSON value as it would be written in a file; None for nothing.

    >>> text_of(True), text_of(4.5), text_of(""), text_of(["a", "b"])
    ('1', '4.5', None, '["a", "b"]')
    """
    if isinstance(value, str):
        return value or None
    if value is None:
        return None
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return repr(value)
    return dumps(value, ensure_ascii=False)
