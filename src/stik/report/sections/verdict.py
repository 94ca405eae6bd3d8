"""A verdict: a shape, a word and a colour that always go together."""

from typing import Literal

from stik.report.markup import Markup, element, fill
from stik.report.story import Change
from stik.report.words import Words

Kind = Literal["better", "worse", "same", "unknown"]

SIGNS = {"better": "▲", "worse": "▼", "same": "●", "unknown": "?"}


def sign(kind: Kind) -> Markup:
    """Return the shape of a verdict, left out when read aloud."""
    return element("span", SIGNS[kind], aria_hidden="true")


def verdict(kind: Kind, word: str) -> Markup:
    """Return the shape and the word, coloured when the verdict is certain."""
    return element(
        "span", fill("{sign} {word}", sign=sign(kind), word=word), class_=kind
    )


def kind_of(change: Change) -> Kind:
    """Return which verdict a change deserves."""
    number = change.difference.value
    if number is None or has_too_few(change):
        return "unknown"
    if not change.is_real:
        return "same"
    return "better" if number > 0 else "worse"


def has_too_few(change: Change) -> bool:
    """Return whether either period has too few answers for a verdict."""
    return change.before.estimate.has_too_few or change.now.estimate.has_too_few


def change_word(words: Words, change: Change) -> str:
    """Return the verdict on a change in a few words."""
    said = {
        "better": words.say("Really better"),
        "worse": words.say("Really worse"),
        "same": words.say("No certain difference"),
        "unknown": words.say("Cannot be told yet"),
    }
    return said[kind_of(change)]


def change_verdict(words: Words, change: Change) -> Markup:
    """Return the verdict on a change with its shape."""
    return verdict(kind_of(change), change_word(words, change))
