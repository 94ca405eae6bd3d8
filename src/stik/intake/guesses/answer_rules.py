"""Answers: numbers on a scale, yes or no, and the customer's own words."""

from stik.intake.guesses.column import Column
from stik.intake.guesses.guess import Guess
from stik.intake.guesses.kinds import in_words, kind_of
from stik.intake.guesses.steps import Steps, is_two_sided, leans_up
from stik.intake.guesses.survey import Survey
from stik.intake.guesses.turning import turned

_NO_RATING = frozenset(
    ("gender", "age", "income", "background", "tool", "weight", "language", "code")
)
_NEVER_JUDGED = frozenset(("tool", "code", "gender"))
_ELSEWHERE = frozenset(("quantity", "relation", "identifier", "unit"))
_JUDGED = frozenset(("rating", "satisfaction", "recommend", "ease", "agreement"))
_ALSO_JUDGED = frozenset(("emotion", "importance", "likelihood", "expectation"))


def rating(column: Column, survey: Survey) -> Guess | None:
    """Return a guess for numbers on a scale, such as 1 to 5."""
    if not column.is_numeric or not 2 <= column.distinct <= 130:
        return None
    battery = survey.batteries.get(column.name)
    steps = battery.steps if battery else _own_steps(column)
    if steps is None:
        return None
    points, reasons = _evidence(column, survey, steps)
    kind = kind_of(column, survey, steps)
    if points < 2.0:
        return None
    codes = tuple(str(code) for code in steps.codes)
    if codes:
        reasons.append(f"outside of them, taken for no answer: {', '.join(codes)}")
    guess = Guess(
        column.name,
        "answer",
        "; ".join(reasons),
        min(0.95, 0.5 + 0.1 * (points - 1.5)),
        scale=f"{kind}_{steps.low}_{steps.high}",
        missing=(*codes, *column.no_answers),
        is_overall=_is_overall(column, kind),
    )
    return turned(guess, column, steps, column.legend)


def _own_steps(column: Column) -> Steps | None:
    if not column.is_whole:
        return _fraction_steps(column)
    if column.distinct > 16:
        low, high = min(column.numbers), max(column.numbers)
        if low >= 0 and 60 <= high <= 100 and column.topics & _JUDGED:
            return Steps(0, 100)
        return None
    return column.steps


def _fraction_steps(column: Column) -> Steps | None:
    """Return the steps of ratings such as 4.5, and of shares from 0 to 1."""
    low, high = min(column.numbers), max(column.numbers)
    if not column.topics & (_JUDGED | {"overall"}):
        return None
    for ends in ((0, 1), (1, 5), (0, 5), (1, 10), (0, 10), (0, 100)):
        if ends[0] <= low and 0.8 * ends[1] <= high <= ends[1]:
            return Steps(*ends)
    return None


def _evidence(column: Column, survey: Survey, steps: Steps) -> tuple[float, list[str]]:
    """Return how much speaks for a rating, and what."""
    topics = column.topics
    points, reasons = 0.0, [f"its numbers run from {steps.low} to {steps.high}"]
    battery = survey.batteries.get(column.name)
    if battery:
        points += 1.6
        reasons.append(f"{len(battery.names)} columns side by side share them")
    if topics & (_JUDGED | _ALSO_JUDGED):
        points += 2.0
        spoken_of = sorted(topics & (_JUDGED | _ALSO_JUDGED))
        reasons.append(f"its name speaks of {in_words(spoken_of)}")
    if column.is_question_code:
        points += 0.8
        reasons.append("it is a numbered question")
    elif column.is_sentence:
        points += 0.8
        reasons.append("its name is a question")
    if _ends_are_told(column, steps):
        points += 2.0
        reasons.append("its name says which end is the best")
    elif leans_up(column.numbers, steps):
        points += 0.6
        reasons.append("most answers lie in the upper half")
    if steps.low == 1 or steps == Steps(0, 10, steps.codes):
        points += {5: 0.6, 7: 0.3, 10: 0.3, 11: 0.6, 4: 0.2}.get(steps.count, 0.0)
    return points - _against(column, survey, steps), reasons


def _against(column: Column, survey: Survey, steps: Steps) -> float:
    """Return how much speaks against a rating."""
    topics = column.topics
    is_never_judged = topics & _NEVER_JUDGED and "turned" not in topics
    against = 2.0 if is_never_judged else 0.0
    if topics & (_JUDGED | _ALSO_JUDGED) or _ends_are_told(column, steps):
        return against
    if column.filled_share < 0.1:
        against += 1.5
    if column.name in survey.batteries:
        return against + (1.2 if topics & _NO_RATING else 0.0)
    return against + sum(
        much
        for much, speaks in (
            (0.7, not leans_up(column.numbers, steps)),
            (1.0, is_two_sided(column.numbers, steps)),
            (2.0, bool(topics & _NO_RATING)),
            (1.2, bool(topics & _ELSEWHERE)),
        )
        if speaks
    )


def _ends_are_told(column: Column, steps: Steps) -> bool:
    """Return whether the name says which end of the scale is the best."""
    legend, ends = column.legend, {"low": steps.low, "high": steps.high}
    return bool(
        legend and legend.tells_of(**ends) and legend.is_turned(**ends) is not None
    )


def _is_overall(column: Column, kind: str) -> bool:
    return kind == "nps" or ("overall" in column.topics and kind != "number")


def quantity(column: Column) -> Guess | None:
    """Return a guess for a measured number, such as minutes of delay."""
    if not column.is_numeric or not column.topics & {"quantity", "amount"}:
        return None
    if column.distinct < 3 or column.topics & {"tool", "income", "age"}:
        return None
    return Guess(
        column.name,
        "answer",
        "its name speaks of something counted or measured",
        0.54 if column.distinct > 16 else 0.52,
        scale="number",
        missing=column.no_answers,
    )


def verbatim(column: Column) -> Guess | None:
    """Return a guess for the customer's own words."""
    if column.number_share > 0.3 or column.distinct < 3 or column.date_writing:
        return None
    named = "comment" in column.topics
    is_long = column.mean_length >= 25 and column.mean_words >= 4
    if is_long and column.distinct_share > 0.5:
        reason = f"its texts differ and have {column.mean_words:.0f} words on average"
        return _verbatim(column, reason, 0.9 if named else 0.75)
    if named and column.distinct_share > 0.25 and column.mean_length >= 4:
        reason = "its name speaks of a comment and its texts differ"
        return _verbatim(column, reason, 0.7)
    return None


def _verbatim(column: Column, reason: str, strength: float) -> Guess:
    return Guess(column.name, "verbatim", reason, strength, missing=column.no_answers)
