"""Answers given as words: "Very satisfied", "4 - Good", "Yes", "★★★★"."""

import re
from collections import Counter
from collections.abc import Mapping

from stik.intake.guesses.column import Column
from stik.intake.guesses.guess import Guess
from stik.intake.guesses.headers import words
from stik.intake.guesses.kinds import kind_of
from stik.intake.guesses.steps import steps_of
from stik.intake.guesses.survey import Survey
from stik.intake.guesses.word_lists import NO, YES
from stik.intake.guesses.wordings import WORDINGS, Wording
from stik.intake.numbers import number

_NUMBERED = re.compile(
    r"^(-?\d{1,2})\s*(?:[-\u2013\u2014:=.)(/]|\s)\s*\D"
    r"|[-\u2013\u2014:(=]\s*(\d{1,2})\)?$"
)
_OUT_OF = re.compile(
    r"^(\d{1,2})\s*(?:/|of|out of|od|z|no|von)\s*(\d{1,2})$", re.IGNORECASE
)
_STARS = re.compile(r"^(★+|⭐+)☆*$")
_MOST = 0.97
_MOST_WAYS_OF_YES_AND_NO = 6
_AGAINST = re.compile(
    r"^(?:not|no|un|dis|non|never|ne|nie|nicht|kein)|\b(?:not|dis\w+|un\w+|neutral)\b"
)
_FOR = ("satisf", "recommend", "resolved", "happy", "zadovolj", "zadowol", "zufrieden")


def worded(column: Column) -> Guess | None:
    """Return a guess for the steps of a scale written as words."""
    if not 2 <= column.distinct <= 14 or column.number_share > 0.5:
        return None
    texts = {text: words(text) or text for text in column.counts}
    fitting = [wording for wording in WORDINGS if _fits(wording, texts, column)]
    if not fitting:
        return None
    wording = min(fitting, key=lambda each: len(each.steps) - column.distinct)
    values = {
        text: str(step)
        for text, said in texts.items()
        if (step := wording.step_of(said)) is not None
    }
    unknown = tuple(text for text in texts if text not in values)
    return Guess(
        column.name,
        "answer",
        f"its texts are the steps of a scale, from worst to best {wording.scale}",
        0.9,
        scale=wording.scale,
        values=dict(sorted(values.items(), key=lambda pair: int(pair[1]))),
        missing=(*unknown, *column.no_answers),
        is_overall="overall" in column.topics,
    )


def _fits(wording: Wording, texts: Mapping[str, str], column: Column) -> bool:
    steps = {text: wording.step_of(said) for text, said in texts.items()}
    known = sum(column.counts[text] for text, step in steps.items() if step is not None)
    taken = Counter(
        (step, texts[text]) for text, step in steps.items() if step is not None
    )
    distinct_steps = {step for step, _ in taken}
    return (
        known >= _MOST * column.filled
        and len(distinct_steps) == len(taken)
        and len(distinct_steps) >= max(3, len(wording.steps) - 2)
    )


def numbered(column: Column, survey: Survey) -> Guess | None:
    """Return a guess for texts that begin with their number, or count it in stars."""
    if not 2 <= column.distinct <= 20 or column.is_numeric:
        return None
    values = {text: _number_of(text) for text in column.counts}
    known = {text: value for text, value in values.items() if value is not None}
    if sum(column.counts[text] for text in known) < _MOST * column.filled:
        return None
    numbers: Counter[float] = Counter()
    for text, value in known.items():
        numbers[float(value)] += column.counts[text]
    if len(numbers) < len(known):
        return None
    wanted = (0, 10) if "recommend" in column.topics else None
    steps = steps_of([numbers], wanted=wanted)
    if steps is None or steps.codes or steps.count < 4:
        return None
    kind = kind_of(column, survey, steps)
    texts = sorted(known, key=lambda text: known[text])
    return Guess(
        column.name,
        "answer",
        f"its texts hold a number each, from {steps.low} to {steps.high}",
        0.85,
        scale=f"{kind}_{steps.low}_{steps.high}",
        values={text: str(known[text]) for text in texts if number(text) is None},
        missing=column.no_answers,
        is_overall=kind == "nps" or "overall" in column.topics,
    )


def _number_of(text: str) -> int | None:
    plain_number = number(text)
    if plain_number is not None:
        return int(plain_number) if plain_number.is_integer() else None
    if stars := _STARS.match(text):
        return len(stars.group(1))
    if out_of := _OUT_OF.match(text):
        return int(out_of.group(1))
    if match := _NUMBERED.search(text):
        return int(match.group(1) or match.group(2))
    return None


def yes_no(column: Column) -> Guess | None:
    """Return a guess for yes and no, in words or as 1 and 0."""
    values = _yes_no_values(column)
    if values is None:
        return None
    asks = column.topics & {"outcome", "recommend", "satisfaction"}
    is_asked = column.is_sentence and not column.is_numeric
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
        values={} if column.is_numeric else values,
        missing=column.no_answers,
    )


def _yes_no_values(column: Column) -> dict[str, str] | None:
    texts = list(column.counts)
    if len(texts) > _MOST_WAYS_OF_YES_AND_NO:
        return None
    if column.is_numeric:
        return {"0": "0", "1": "1"} if set(column.numbers) == {0.0, 1.0} else None
    values = {
        text: "1" if words(text) in YES else "0"
        for text in texts
        if words(text) in YES | NO
    }
    if len(values) == len(texts) and len(set(values.values())) == 2:
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
