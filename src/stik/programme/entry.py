"""One place in a programme file: what is written there, read as what is wanted."""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import yaml

from stik.errors import QuestionError
from stik.programme.problem import Findings
from stik.terms.label import Label
from stik.terms.period import Period
from stik.terms.scale import Scale

Parsed = TypeVar("Parsed")

_NULL = "tag:yaml.org,2002:null"
_YES_OR_NO = {"yes": True, "true": True, "no": False, "false": False}
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$", re.ASCII)
_LANGUAGE = re.compile(r"^[a-z]{2,3}(-[a-zA-Z0-9]{2,8})*$")


@dataclass(frozen=True)
class Entry:
    """A value in the file. Blank is the same as left out, and reads as None or []."""

    node: yaml.Node
    line: int
    field: str
    findings: Findings

    def complain(self, sentence: str) -> None:
        """Note a problem with this entry."""
        self.findings.complain(
            sentence, line=self.line, field=self.field or "programme"
        )

    @property
    def is_blank(self) -> bool:
        """Return whether nothing is written here."""
        if not isinstance(self.node, yaml.ScalarNode):
            return False
        return self.node.tag == _NULL or not self.node.value.strip()

    def text(self) -> str | None:
        """Return the text as written, less outer blanks: `yes` and `2017` are texts."""
        if self.is_blank:
            return None
        if not isinstance(self.node, yaml.ScalarNode):
            self.complain(f"must be one text, here is {_kind(self.node)}.")
            return None
        return str(self.node.value).strip()

    def number(self) -> float | None:
        """Return the number."""
        text = self.text()
        if text is None:
            return None
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if math.isfinite(number):
            return number
        self.complain(f"'{text}' is no number; write it like 45 or 0.85.")
        return None

    def yes_or_no(self) -> bool | None:
        """Return whether it is so: `yes` or `no`, `true` or `false`."""
        text = self.text()
        if text is None:
            return None
        if text.lower() not in _YES_OR_NO:
            self.complain(f"'{text}' is neither yes nor no; write one of them.")
        return _YES_OR_NO.get(text.lower())

    def count(self, *, of: str) -> int | None:
        """Return the whole number, 1 or more, of what it counts."""
        number = self.number()
        if number is None:
            return None
        if number < 1 or not number.is_integer():
            self.complain(f"must be a whole number of {of}, 1 or more.")
            return None
        return int(number)

    def date(self) -> date | None:
        """Return the day."""
        text = self.text()
        if text is None:
            return None
        if not _DATE.match(text):
            self.complain(f"'{text}' is no date; write it like 2026-12-31.")
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.complain(f"there is no day {text}; write one of the calendar.")
            return None

    def scale(self) -> Scale | None:
        """Return the scale, such as `csat_1_5`."""
        text = self.text()
        return None if text is None else self._parsed(Scale.parse, text)

    def period(self) -> Period | None:
        """Return the days: of a year, month or day, or from one `to` another."""
        text = self.text()
        if text is None:
            return None
        first, _, last = text.partition(" to ")
        return self._parsed(
            lambda _: Period.named(first=first, last=last or first), text
        )

    def _parsed(self, parse: Callable[[str], Parsed], text: str) -> Parsed | None:
        """Return what `parse` makes of a text, noting what it refuses."""
        try:
            return parse(text)
        except QuestionError as error:
            self.complain(str(error))
            return None

    def label(self) -> Label | None:
        """Return words, written plainly or as a table of languages."""
        if isinstance(self.node, yaml.MappingNode):
            words = [
                (entry.language(name), entry.text()) for name, entry in self.each()
            ]
            written = tuple((language, text) for language, text in words if text)
            return Label(written) if written else None
        text = self.text()
        return Label.plain(text) if text else None

    def language(self, name: str) -> str:
        """Return `name`, noting a problem if it cannot be the code of a language."""
        if not _LANGUAGE.match(name):
            self.complain(f"'{name}' is no language; write a code such as en or sl.")
        return name

    def items(self) -> list["Entry"]:
        """Return the entries of a list."""
        if self.is_blank:
            return []
        if not isinstance(self.node, yaml.SequenceNode):
            self.complain(f"must be a list such as [a, b], here is {_kind(self.node)}.")
            return []
        entries = []
        for number, node in enumerate(self.node.value, 1):
            place = f"{self.field}[{number}]"
            entry = Entry(node, node.start_mark.line + 1, place, self.findings)
            if entry.is_blank:
                entry.complain("an item of the list is empty; fill it or take it out.")
            else:
                entries.append(entry)
        return entries

    def each(self) -> Iterator[tuple[str, "Entry"]]:
        """Yield the names and entries of a table, each name once."""
        if self.is_blank:
            return
        if not isinstance(self.node, yaml.MappingNode):
            self.complain(f"must be lines 'name: value', here is {_kind(self.node)}.")
            return
        first_line: dict[str, int] = {}
        for key, node in self.node.value:
            entry = self._below(key, node)
            name = str(key.value).strip()
            if not isinstance(key, yaml.ScalarNode) or not name:
                entry.complain("the name before ':' is missing; write a text there.")
            elif name in first_line:
                entry.complain(
                    f"stands twice, first in line {first_line[name]}; keep one."
                )
            else:
                first_line[name] = entry.line
                yield name, entry

    def _below(self, key: yaml.Node, node: yaml.Node) -> "Entry":
        name = str(key.value).strip() if isinstance(key, yaml.ScalarNode) else "?"
        return Entry(
            node, key.start_mark.line + 1, join(self.field, name), self.findings
        )


def join(field: str, name: str) -> str:
    """Return the path of the field `name` below `field`."""
    return f"{field}.{name}" if field else name


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    if isinstance(node, yaml.MappingNode):
        return "a table of 'name: value'"
    return f"the text '{_shortened(str(node.value))}'"


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
