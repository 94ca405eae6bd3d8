"""Answers given as words: "Very satisfied", "4 - Good", "★★★★"."""

import re
from collections import Counter
from collections.abc import Mapping

from stik.intake.guesses.column import Column
from stik.intake.guesses.guess import Guess
from stik.intake.guesses.headers import words
from stik.intake.guesses.kinds import kind_of
from stik.intake.guesses.legend import Legend
from stik.intake.guesses.steps import steps_of
from stik.intake.guesses.survey import Survey
from stik.intake.guesses.turning import turned
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
_COUNTED = ("", "star", "stars", "point", "points", "of", "out of", "od", "z", "von")
_MOST = 0.97


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
    guess = Guess(
        column.name,
        "answer",
        f"its texts hold a number each, from {steps.low} to {steps.high}",
        0.85,
        scale=f"{kind}_{steps.low}_{steps.high}",
        values={text: str(known[text]) for text in texts if number(text) is None},
        missing=column.no_answers,
        is_overall=kind == "nps" or "overall" in column.topics,
    )
    said = {value: _said_beside(text) for text, value in known.items()}
    told = {value: text for value, text in said.items() if text not in _COUNTED}
    return turned(guess, column, steps, Legend(told) if told else column.legend)


def _said_beside(text: str) -> str:
    """Return the words beside a text's number."""
    return " ".join(word for word in words(text).split() if not word.isdigit())


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
