"""The fields of one thing in a programme file, each read as what it must hold."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from stik.errors import nearest
from stik.programme.entry import Entry, join
from stik.programme.problem import Reference
from stik.terms.label import Label, Named

T = TypeVar("T")
NamedThing = TypeVar("NamedThing", bound=Named)


@dataclass(frozen=True)
class Fields:
    """What was written of the entry `of`; a field left out reads as None or ()."""

    of: Entry
    written: dict[str, Entry]

    @classmethod
    def of_term(cls, entry: Entry, term: type[Any], *, without: str = "") -> "Fields":
        """Return the fields of `entry`, named as the fields of the `term` it holds."""
        known = [each.name for each in fields(term) if each.name != without]
        written = {}
        for name, below in entry.each():
            if name in known:
                written[name] = below
            else:
                below.complain(
                    f"there is no field '{name}' here; {nearest(name, known)}"
                )
        return cls(entry, written)

    def has(self, name: str) -> bool:
        """Return whether the field is filled."""
        entry = self.written.get(name)
        return entry is not None and not entry.is_blank

    def read(self, name: str, reader: Callable[[Entry], T | None]) -> T | None:
        """Return what `reader` makes of the field."""
        entry = self.written.get(name)
        return None if entry is None or entry.is_blank else reader(entry)

    def needed(self, name: str, reader: Callable[[Entry], T | None], default: T) -> T:
        """Return what `reader` makes of a field that may not be left out.

        Where it cannot, a problem is noted and `default` keeps the place.
        """
        entry = self.written.get(name)
        if entry is None or entry.is_blank:
            self.of.findings.complain(
                f"is missing; add '{name}: …' here.",
                line=(entry or self.of).line,
                field=join(self.of.field, name),
            )
            return default
        value = reader(entry)
        return default if value is None else value

    def text(self, name: str) -> str | None:
        """Return the text of the field."""
        return self.read(name, Entry.text)

    def label(self, name: str) -> Label | None:
        """Return the words of the field."""
        return self.read(name, Entry.label)

    def items(self, name: str) -> list[Entry]:
        """Return the entries of the field's list."""
        return self.read(name, Entry.items) or []

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of the field's list."""
        texts = [entry.text() for entry in self.items(name)]
        return tuple(text for text in texts if text is not None)

    def named(self, name: str, reader: Callable[[str, Entry], T]) -> tuple[T, ...]:
        """Return what `reader` makes of each name in the field's table."""
        entry = self.written.get(name)
        return tuple(reader(*each) for each in entry.each()) if entry else ()

    def reference(self, name: str, *, section: str) -> str | None:
        """Return the text of the field, a name of another section of the file."""
        return self.read(name, lambda entry: refer(entry, section=section))

    def references(self, name: str, *, section: str) -> tuple[str, ...]:
        """Return the texts of the field's list, names of another section."""
        names = [refer(entry, section=section) for entry in self.items(name)]
        return tuple(name for name in names if name is not None)


def one_of(entry: Entry, *, known: Collection[str]) -> str | None:
    """Return the text of `entry`, noting a problem if it is not one of `known`."""
    text = entry.text()
    if text is not None and text not in known:
        entry.complain(f"'{text}' cannot stand here; {nearest(text, known)}")
    return text


def refer(entry: Entry, *, section: str) -> str | None:
    """Return the text of `entry`, to be looked up once every section is read."""
    name = entry.text()
    if name is not None:
        entry.findings.references.append(
            Reference(section, name, line=entry.line, field=entry.field)
        )
    return name


def in_order(
    entries: list[Entry], reader: Callable[[Entry], NamedThing]
) -> tuple[NamedThing, ...]:
    """Return what `reader` makes of a list whose items have a name each."""
    read = []
    seen: set[str] = set()
    for entry in entries:
        thing = reader(entry)
        if thing.name and thing.name in seen:
            entry.complain(f"'{thing.name}' stands twice; give one another name.")
        seen.add(thing.name)
        read.append(thing)
    return tuple(read)


def above_zero(entry: Entry) -> float | None:
    """Return the number at `entry`, noting a problem if it is not above 0."""
    number = entry.number()
    if number is not None and number <= 0:
        entry.complain(f"{number:g} is not above 0; correct it, or leave it out.")
        return None
    return number
