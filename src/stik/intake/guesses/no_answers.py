"""Which texts of a column are no answer, and which only read like that."""

from collections.abc import Collection, Mapping

from stik.intake.guesses.headers import words
from stik.intake.guesses.word_lists import NO_ANSWER
from stik.intake.numbers import number

_LONGEST = 40
_LONGEST_CODE = 4
_SIGNS_OF_NOTHING = frozenset(("-", "--", ".", "…", "?", "/", "#"))
_FEWEST_CODES = 3
_ALIKE = 0.8
_MOST_STRAY_TEXTS = 3
_MOSTLY_NUMBERS = 0.85


def silent_texts(
    counts: Mapping[str, int], *, kept: Collection[str]
) -> tuple[str, ...]:
    """Return the texts, counted, that are no answer; `kept` are codes.

    Beside words for "no answer" these are the few texts without a digit that stand
    in a column of numbers.
    """
    said = {text for text in counts if _says_nothing(text) and text not in kept}
    others = {text: n for text, n in counts.items() if text not in said}
    strays = [text for text in others if number(text) is None]
    total = sum(others.values())
    is_of_numbers = total - sum(others[text] for text in strays) > (
        _MOSTLY_NUMBERS * total
    )
    are_words = all(
        len(text) <= _LONGEST and not any(mark.isdigit() for mark in text)
        for text in strays
    )
    if is_of_numbers and are_words and len(strays) <= _MOST_STRAY_TEXTS:
        said |= {*strays}
    return tuple(sorted(said))


def look_alikes(counts: Mapping[str, int], *, is_of_codes: bool) -> tuple[str, ...]:
    """Return texts that read like "no answer" among codes of the same looks.

    NA is Namibia among AT, DE and ZA. Three others of these looks make a column of
    codes, one where its name says so.
    """
    doubtful = [text for text in counts if _is_code(text) and _says_nothing(text)]
    others = [text for text in counts if not _says_nothing(text)]
    fewest = 1 if is_of_codes else _FEWEST_CODES
    return tuple(
        text
        for text in sorted(doubtful)
        if (alike := sum(_looks(text) == _looks(other) for other in others)) >= fewest
        and alike >= _ALIKE * len(others)
    )


def _is_code(text: str) -> bool:
    return text.isalpha() and len(text) <= _LONGEST_CODE


def _looks(text: str) -> tuple[int, bool, bool, bool]:
    return len(text), text.isalpha(), text.isupper(), text.islower()


def _says_nothing(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    return text in _SIGNS_OF_NOTHING or words(text) in NO_ANSWER
