"""Questions that are answered by yes and no, in words or in numbers."""

import re

from stik.intake.guesses.column import Column
from stik.intake.guesses.guess import Guess
from stik.intake.guesses.headers import words
from stik.intake.guesses.word_lists import NO, UNSURE, YES

_MOST_BY_LEGEND = 0.8
_MOST_WAYS_OF_YES_AND_NO = 6
_AGAINST = re.compile(
    r"^(?:not|no|un|dis|non|never|ne|nie|nicht|kein)|\b(?:not|dis\w+|un\w+|neutral)\b"
)
_FOR = ("satisf", "recommend", "resolved", "happy", "zadovolj", "zadowol", "zufrieden")


def yes_no(column: Column) -> Guess | None:
    """Return a guess for yes and no, in words or as 1 and 0."""
    values = _yes_no_values(column)
    if values is None:
        return None
    asks = column.topics & {"outcome", "recommend", "satisfaction"}
    is_asked = column.is_sentence or (column.is_question_code and column.wording)
    is_answer = bool(asks) or is_asked or _opposites(list(column.counts)) is not None
    if not is_answer:
        return Guess(
            column.name,
            "trait",
            "it says yes or no of the customer",
            0.6,
            missing=column.no_answers,
        )
    return Guess(
        column.name,
        "answer",
        "it is answered by yes and no",
        0.86,
        scale="yes_no_0_1",
        values={} if all(text == said for text, said in values.items()) else values,
        missing=(*(t for t in column.counts if t not in values), *column.no_answers),
    )


def _yes_no_values(column: Column) -> dict[str, str] | None:
    texts = list(column.counts)
    if len(texts) > _MOST_WAYS_OF_YES_AND_NO:
        return None
    if column.legend and (told := column.legend.yes_and_no):
        known = sum(column.counts.get(text, 0) for text in told)
        return told if known >= _MOST_BY_LEGEND * column.filled else None
    if column.is_numeric:
        return {"0": "0", "1": "1"} if set(column.numbers) == {0.0, 1.0} else None
    values = {
        text: "1" if words(text) in YES else "0"
        for text in texts
        if words(text) in YES | NO
    }
    unknown = {words(text) for text in texts if text not in values}
    if unknown <= UNSURE and len(set(values.values())) == 2:
        return values
    return _opposites(texts)


def _opposites(texts: list[str]) -> dict[str, str] | None:
    """Return the values of two texts of which one denies the other."""
    if len(texts) != 2:
        return None
    against = [text for text in texts if _AGAINST.search(words(text))]
    in_favour = [text for text in texts if text not in against]
    if len(against) != 1 or not words(in_favour[0]).startswith(_FOR):
        return None
    return {in_favour[0]: "1", against[0]: "0"}
