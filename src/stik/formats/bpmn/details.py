"""What a journey, phase or step says beyond its place, as fields of text and back.

Each field has the name it has in a programme file, and the language of words that are
written in one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from stik.errors import QuestionError
from stik.terms.journey import Expectation, Promise
from stik.terms.label import Label
from stik.terms.scale import Scale

if TYPE_CHECKING:
    from _typeshed import DataclassInstance  # exists for type checkers only


@dataclass(frozen=True)
class Detail:
    """One field: `language` is empty where the words are for everybody."""

    name: str
    text: str
    language: str = ""


def details_of(term: "DataclassInstance", *, without: Sequence[str]) -> list[Detail]:
    """Return the fields of a term that say something, in order."""
    told = ((each.name, getattr(term, each.name)) for each in fields(term))
    return [
        detail
        for name, content in told
        if name not in without
        for detail in _told(name, content)
    ]


def _told(name: str, content: object) -> Iterator[Detail]:
    match content:
        case None | False:
            return
        case tuple():
            yield from (Detail(name, text) for text in content)
        case Label():
            yield from (
                Detail(name, text, language) for language, text in content.words
            )
        case Expectation():
            yield from _told(name, content.words)
            if content.value is not None and content.scale is not None:
                yield Detail(f"{name}.value", repr(content.value))
                yield Detail(f"{name}.scale", content.scale.name)
        case _:
            yield Detail(name, _text(content))


def _text(content: object) -> str:
    if isinstance(content, Promise):
        return content.words
    return "yes" if content is True else str(content)


@dataclass(frozen=True)
class Details:
    """The fields that were found; one that is missing, or no such value, is None."""

    found: Sequence[Detail] = ()

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of a field that is a list."""
        return tuple(each.text for each in self.found if each.name == name)

    def text(self, name: str) -> str | None:
        """Return the text of a field."""
        return next(iter(self.texts(name)), None)

    def is_so(self, name: str) -> bool:
        """Return whether a field says yes."""
        return self.text(name) == "yes"

    def label(self, name: str) -> Label | None:
        """Return the words of a field."""
        words = tuple((e.language, e.text) for e in self.found if e.name == name)
        return Label(words) if words else None

    def promise(self, name: str) -> Promise | None:
        """Return the promise of a field."""
        text = self.text(name)
        return None if text is None else Promise.parse(text)

    def expectation(self, name: str) -> Expectation | None:
        """Return the expectation of a field, without a value that is none."""
        words = self.label(name)
        if words is None:
            return None
        value, scale = self.text(f"{name}.value"), self.text(f"{name}.scale")
        if value is None or scale is None:
            return Expectation(words)
        try:
            return Expectation(words, float(value), Scale.parse(scale))
        except (ValueError, QuestionError):
            return Expectation(words)
