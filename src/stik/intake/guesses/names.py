"""The names that a draft gives to traits, questions and verbatims."""

import re
from collections.abc import Mapping, Sequence

from stik.intake.guesses.guess import Guess
from stik.intake.guesses.headers import is_question_code, words

_LONGEST_NAME = 40
_IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]*\d[^)\]]*[)\]]")


def unique_names(
    guesses: Sequence[Guess], wording: Mapping[str, str]
) -> dict[str, str]:
    """Return a name of its own for each guess, by its column."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for guess in guesses:
        name = _name(guess.column, wording.get(guess.column, ""))
        unique, n = name, 2
        while unique in taken:
            unique, n = f"{name}_{n}", n + 1
        taken.add(unique)
        names[guess.column] = unique
    return names


def _name(column: str, wording: str) -> str:
    """Return a name of plain words: the wording's where the header is a number.

    What stands in brackets with numbers, such as `(1 = best, 5 = worst)`, is no name.
    """
    told = wording if wording and is_question_code(column) else column
    told = _IN_BRACKETS.sub("", told) or told
    parts = [part for part in words(told).split() if part.isalnum()]
    name = ""
    for part in parts:
        longer = f"{name}_{part}" if name else part
        if name and len(longer) > _LONGEST_NAME:
            break
        name = longer
    return name or "column"
